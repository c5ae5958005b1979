import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointResponse, type LegMode, type listObservers } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { isScheduler, mayDo, participantOf } from '../lesson-access.rules.ts'
import { LessonDirectory } from '../lesson-directory.ts'
import { LessonStore } from '../lesson-store.ts'
import { connectionsOf, type MediaConnection, type MediaFact } from '../media-connections.rules.ts'
import { ObservingPolicies } from './observing-policies.ts'
import { isComing, presenceOf } from './observing.rules.ts'

interface EventRow {
  kind: 'observer_arrived' | 'observer_left'
  id: string
  at: Date
}
interface Visitor {
  id: string
  name: string
  orgName: string
  hidden: boolean
}

/** Who watched a lesson, for those who gave it: during class who said to come, afterwards who was there and how long. */
@Injectable()
export class LessonObservers {
  constructor(
    private readonly database: Database,
    private readonly directory: LessonDirectory,
    private readonly store: LessonStore,
    private readonly policies: ObservingPolicies,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, auth.forbidden */
  async list(who: PersonPrincipal, lessonId: string): Promise<EndpointResponse<typeof listObservers>> {
    const parties = await this.directory.parties(lessonId)
    if (!mayDo('see', who, parties)) throw new Refusal('not_found')
    const part = participantOf(who, parties)?.part
    if (part !== 'lecturer' && part !== 'assistant' && !isScheduler(who, parties))
      throw new Refusal('auth.forbidden')
    const state = await this.store.read(lessonId)
    const isOver = !isComing(state.status)
    const visitors = await this.visitors(lessonId, isOver)
    const { startedAt, endedAt, plan } = state
    const span = { startedAt, endedAt, plannedMinutes: plan.plannedMinutes, now: this.clock.now().getTime() }
    const seen = isOver ? await this.seen(lessonId) : []
    return {
      places: plan.type === 'master' ? (await this.policies.today()).places : null,
      isOver,
      observers: presenceOf(visitors, seen, isOver ? await this.connections(lessonId) : [], span),
    }
  }

  /** Who said to come and, once the lesson is over, everybody who was there: those who were hidden too. */
  private visitors(lessonId: string, isOver: boolean): Promise<Visitor[]> {
    return this.database.rows<Visitor>(
      `select distinct on (id) id, name, "orgName", hidden from (
         select p.id::text as id, p.name, o.name as "orgName", false as hidden, 0 as rank
           from lesson_observer b join person p on p.id = b.person_id join organization o on o.id = b.org_id
          where b.lesson_id = $1 and b.cancelled_at is null
         union all
         select body->>'id', body->>'name', body->>'orgName', coalesce((body->>'hidden')::boolean, false), 1
           from lesson_event where lesson_id = $1 and kind = 'observer_arrived' and $2) one
       order by id, rank`,
      [lessonId, isOver],
    )
  }

  private async seen(lessonId: string) {
    const rows = await this.database.rows<EventRow>(
      `select kind, body->>'id' as id, at from lesson_event
        where lesson_id = $1 and kind in ('observer_arrived', 'observer_left') order by revision`,
      [lessonId],
    )
    return rows.map((row) => ({ ...row, at: row.at.getTime() }))
  }

  private async connections(lessonId: string): Promise<MediaConnection[]> {
    const rows = await this.database.rows<
      Omit<MediaFact, 'at' | 'mode'> & { at: Date; mode: LegMode | null; ended: Date | null; known: boolean }
    >(
      `select e.boot_id as "bootId", e.connection_id as "connectionId", e.identity, e.sequence, e.at, e.kind, e.mode,
              b.ended_at as ended, b.boot_id is not null as known
         from media_event e left join media_boot b on b.boot_id = e.boot_id
        where e.lesson_id = $1 and e.identity like 'observer:%'`,
      [lessonId],
    )
    const ends = new Map(
      rows.filter(({ known }) => known).map(({ bootId, ended }) => [bootId, ended?.getTime() ?? null]),
    )
    return connectionsOf(
      rows.map(({ at, ...fact }) => ({ ...fact, at: at.getTime() })),
      ends,
    )
  }
}
