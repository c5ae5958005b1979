import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type EndpointResponse,
  type LessonPlan,
  type LessonStatus,
  type MasterLesson,
  type listMasterLessons,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where, pageClause } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { participantOf } from '../lesson-access.rules.ts'
import { LessonDirectory } from '../lesson-directory.ts'
import type { LessonPolicy } from '../lesson-policy.rules.ts'
import { LessonPolicies } from '../lesson-policies.ts'
import { ObservingPolicies } from './observing-policies.ts'
import { hindranceOf, isComing, mayJoinLessons } from './observing.rules.ts'

const MINUTE = 60_000

interface Row {
  id: string
  status: LessonStatus
  plan: LessonPlan
  observers: number
  mine: boolean
  myNotes: number
}

const COMING = `l.status in ('SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING', 'LIVE', 'INTERRUPTED')`
const MINE = `exists (select from lesson_observer b where b.lesson_id = l.id and b.person_id = $1 and b.cancelled_at is null)`
const LESSONS = `
  select l.id, l.status, l.plan, ${MINE} as mine,
         (select count(*)::int from lesson_observer b where b.lesson_id = l.id and b.cancelled_at is null) as observers,
         (select count(*)::int from lesson_note n where n.lesson_id = l.id and n.person_id = $1 and n.deleted_at is null) as "myNotes"
    from lesson l`

/** 名师课堂: what teachers may come and watch, and their places. */
@Injectable()
export class MasterLessons {
  constructor(
    private readonly database: Database,
    private readonly directory: LessonDirectory,
    private readonly lessonPolicies: LessonPolicies,
    private readonly policies: ObservingPolicies,
    private readonly clock: Clock,
  ) {}

  async list(
    who: PersonPrincipal,
    query: EndpointRequest<typeof listMasterLessons>['query'],
  ): Promise<EndpointResponse<typeof listMasterLessons>> {
    this.require(who)
    const now = this.clock.now()
    const where = new Where([who.id])
      .and(`l.plan->>'type' = 'master'`)
      .andIf(query.when === 'coming', `${COMING} and l.planned_end >= ?`, now)
      .andIf(query.when === 'mine', MINE)
      .andIf(query.when === 'past', `l.status in ('ENDED', 'SETTLED')`)
      .andIf(
        query.search,
        `position(lower(?) in lower(concat_ws(' ', l.plan->>'title', l.plan->'lecturer'->>'name', l.plan->'lectureClass'->>'orgName'))) > 0`,
        query.search,
      )
    const order = query.when === 'coming' ? 'asc' : 'desc'
    const [rows, [count]] = await Promise.all([
      this.database.rows<Row>(
        `${LESSONS} ${where} order by l.planned_start ${order}, l.id ${pageClause(query)}`,
        where.parameters,
      ),
      this.database.rows<{ total: number }>(
        `select count(*)::int as total from lesson l ${where} and $1::uuid is not null`,
        where.parameters,
      ),
    ])
    const items: MasterLesson[] = []
    for (const row of rows) items.push(await this.present(who, row))
    return { items, total: count?.total ?? 0 }
  }

  /** @throws Refusal auth.forbidden, not_found, observing.full, observing.closed, observing.part */
  async join(who: PersonPrincipal, lessonId: string): Promise<MasterLesson> {
    this.require(who)
    const post = who.posts[0]
    await this.database.transaction(async (tx) => {
      const lesson = await this.locked(tx, who, lessonId)
      if (lesson.hindrance === 'part') throw new Refusal('observing.part')
      if (lesson.hindrance === 'over') throw new Refusal('observing.closed')
      if (lesson.hindrance === 'full') throw new Refusal('observing.full')
      if (lesson.mine || !post) return
      await tx.query(
        'insert into lesson_observer (id, lesson_id, person_id, org_id, enrolled_at) values ($1, $2, $3, $4, $5)',
        [newId(), lessonId, who.id, post.orgId, this.clock.now()],
      )
    })
    return this.one(who, lessonId)
  }

  /** @throws Refusal auth.forbidden, not_found, observing.closed */
  async leave(who: PersonPrincipal, lessonId: string): Promise<MasterLesson> {
    this.require(who)
    await this.database.transaction(async (tx) => {
      const lesson = await this.locked(tx, who, lessonId)
      if (!isComing(lesson.status)) throw new Refusal('observing.closed')
      await tx.query(
        'update lesson_observer set cancelled_at = $3 where lesson_id = $1 and person_id = $2 and cancelled_at is null',
        [lessonId, who.id, this.clock.now()],
      )
    })
    return this.one(who, lessonId)
  }

  private require(who: PersonPrincipal): void {
    if (!mayJoinLessons(who)) throw new Refusal('auth.forbidden')
  }

  /** Whoever takes the last place is alone: the lesson's row is locked. */
  private async locked(tx: EntityManager, who: PersonPrincipal, lessonId: string): Promise<MasterLesson> {
    await tx.query('select from lesson where id = $1 for no key update', [lessonId])
    return this.one(who, lessonId, tx)
  }

  private async one(
    who: PersonPrincipal,
    lessonId: string,
    tx: EntityManager = this.database.manager,
  ): Promise<MasterLesson> {
    const [row] = await this.database.rows<Row>(
      `${LESSONS} where l.id = $2 and l.plan->>'type' = 'master'`,
      [who.id, lessonId],
      tx,
    )
    if (!row) throw new Refusal('not_found')
    return this.present(who, row)
  }

  private async present(who: PersonPrincipal, row: Row): Promise<MasterLesson> {
    const { id, status, plan, observers, mine, myNotes } = row
    const [{ places }, policy] = [await this.policies.today(), await this.lessonPolicies.today()]
    const part = participantOf(who, await this.directory.parties(id))?.part ?? null
    const hasOtherPart = part === 'lecturer' || part === 'assistant'
    return {
      id,
      status,
      title: plan.title,
      subject: plan.subject,
      grade: plan.grade,
      plannedStart: plan.plannedStart,
      plannedMinutes: plan.plannedMinutes,
      lecturerName: plan.lecturer.name,
      orgName: plan.lectureClass.orgName,
      classes: plan.legs.length,
      observers,
      places,
      mine,
      myNotes,
      hindrance: hindranceOf({ status, taken: observers, places, mine, hasOtherPart }),
      canEnter: part === 'observer' && isComing(status) && this.isTime(plan, policy),
    }
  }

  private isTime({ plannedStart }: LessonPlan, { openBeforeMinutes }: LessonPolicy): boolean {
    return this.clock.now().getTime() >= plannedStart - openBeforeMinutes * MINUTE
  }
}
