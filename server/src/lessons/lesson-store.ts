import { Injectable } from '@nestjs/common'
import {
  applyLessonEvent,
  emptyLesson,
  Refusal,
  type LessonEvent,
  type LessonEventBody,
  type LessonPlan,
  type LessonState,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../platform/database/database.ts'
import { LessonEventRow, LessonRow } from './lesson.entity.ts'

export interface EventAuthor {
  part: string
  id: string | null
  commandId: string | null
}

interface Head {
  id: string
  revision: number
  plan: LessonPlan
}

/** The state counts strokes and does not hold them: their points need not travel to be folded. */
const WITHOUT_POINTS = `case when kind = 'stroke_drawn' then body #- '{stroke,points}' else body end`
const KEPT_LESSONS = 500
const MINUTE = 60_000

const toDate = (at: number | null): Date | null => (at === null ? null : new Date(at))

/** The event log of lessons and the states it folds into. States are kept in memory and caught up from the log. */
@Injectable()
export class LessonStore {
  private readonly kept = new Map<string, LessonState>()

  constructor(private readonly database: Database) {}

  /** The committed state. @throws Refusal not_found */
  async read(lessonId: string): Promise<LessonState> {
    return this.fold(this.database.manager, await this.head(this.database.manager, lessonId, ''))
  }

  /** The state, with the lesson's row locked until the transaction ends. @throws Refusal not_found */
  async lock(tx: EntityManager, lessonId: string): Promise<LessonState> {
    return this.fold(tx, await this.head(tx, lessonId, 'for update'))
  }

  /** Committed events after `since`, oldest first. */
  async eventsAfter(lessonId: string, since: number, tx = this.database.manager): Promise<LessonEvent[]> {
    return this.events('body', lessonId, since, tx)
  }

  private async events(
    body: string,
    lessonId: string,
    since: number,
    tx: EntityManager,
  ): Promise<LessonEvent[]> {
    const rows = await this.database.rows<{ revision: number; at: Date; body: LessonEventBody }>(
      `select revision, at, ${body} as body from lesson_event where lesson_id = $1 and revision > $2 order by revision`,
      [lessonId, since],
      tx,
    )
    return rows.map(({ revision, at, body }) => ({ revision, at: at.getTime(), body }))
  }

  /** Appends to the log and brings the row in line. The lesson must be locked. */
  async append(
    tx: EntityManager,
    after: LessonState,
    events: readonly LessonEvent[],
    author: EventAuthor,
    dueAt: number | null,
  ): Promise<void> {
    await tx.insert(
      LessonEventRow,
      events.map(({ revision, at, body }) => ({
        lessonId: after.lessonId,
        revision,
        at: new Date(at),
        kind: body.kind,
        actorPart: author.part,
        actorId: author.id,
        commandId: author.commandId,
        body: body as never,
      })),
    )
    const { plan } = after
    await tx.update(LessonRow, after.lessonId, {
      revision: after.revision,
      status: after.status,
      plan: plan as never,
      plannedStart: new Date(plan.plannedStart),
      plannedEnd: new Date(plan.plannedStart + plan.plannedMinutes * MINUTE),
      startedAt: toDate(after.startedAt),
      endedAt: toDate(after.endedAt),
      dueAt: toDate(dueAt),
    })
  }

  /** Only for states that are committed: a state of a rolled-back transaction must never be kept. */
  keep(state: LessonState): void {
    const known = this.kept.get(state.lessonId)
    if (known && known.revision >= state.revision) return
    this.kept.delete(state.lessonId)
    this.kept.set(state.lessonId, state)
    const oldest = this.kept.keys().next()
    if (this.kept.size > KEPT_LESSONS && !oldest.done) this.kept.delete(oldest.value)
  }

  /** The state as this process last heard of it, without asking the database; for what is over before it matters. */
  async peek(lessonId: string): Promise<LessonState> {
    return this.kept.get(lessonId) ?? this.read(lessonId)
  }

  /** Committed events that this process heard of. */
  follow(lessonId: string, events: readonly LessonEvent[]): void {
    const known = this.kept.get(lessonId)
    if (known) this.keep(events.reduce(applyLessonEvent, known))
  }

  private async head(tx: EntityManager, lessonId: string, lock: 'for update' | ''): Promise<Head> {
    const [head] = await this.database.rows<Head>(
      `select id, revision, plan from lesson where id = $1 ${lock}`,
      [lessonId],
      tx,
    )
    if (!head) throw new Refusal('not_found')
    return head
  }

  private async fold(tx: EntityManager, head: Head): Promise<LessonState> {
    const known = this.kept.get(head.id)
    const base = known && known.revision <= head.revision ? known : emptyLesson(head.id, head.plan)
    if (base.revision === head.revision) return base
    const events = await this.events(WITHOUT_POINTS, head.id, base.revision, tx)
    const state = events.filter((event) => event.revision <= head.revision).reduce(applyLessonEvent, base)
    if (state.revision !== head.revision)
      throw new Error(`The log of lesson ${head.id} has a gap after ${state.revision}`)
    this.keep(state)
    return state
  }
}
