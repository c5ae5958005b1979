import type { LessonPlan } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { legLedger, type LedgerSum } from '../lessons/leg-ledger.rules.ts'
import type { LessonActor } from '../lessons/lesson-command.rules.ts'
import { LessonEventRow, LessonLegRow, LessonRow } from '../lessons/lesson.entity.ts'
import { LESSON_POLICY_DEFAULTS } from '../lessons/lesson-policy.rules.ts'
import { nextDue } from '../lessons/lesson-transitions.rules.ts'
import { connectionsOf, type MediaFact } from '../lessons/media-connections.rules.ts'
import { closingTimes } from '../lessons/papers/paper-times.rules.ts'
import { newId } from '../platform/id.ts'
import type { SlotDay } from './lecture-days.ts'
import { story, type Day } from './past-day.rules.ts'
import { mediaFacts, tell, type Told } from './past-lesson.rules.ts'

const MINUTE = 60_000
export const BOOT = 'demo-past-run'

export async function storePast(tx: EntityManager, plan: LessonPlan, day: Day): Promise<string> {
  const lessonId = newId()
  const told = tell(lessonId, plan, story(plan, day), newId)
  const facts = plan.legs.map(({ id }, index) =>
    mediaFacts(BOOT, `leg:${id}`, plan.plannedStart, day.connections[index] ?? []),
  )
  const ends = new Map([[BOOT, plan.plannedStart + 60 * MINUTE]])
  const { startedAt, endedAt } = told.state
  const span = { startedAt, endedAt, plannedMinutes: plan.plannedMinutes, now: endedAt ?? 0 }
  const sums = facts.map((leg) => legLedger(connectionsOf(leg, ends), span, false, LESSON_POLICY_DEFAULTS))
  await store(
    tx,
    told,
    sums.map(({ result }) => result),
  )
  await storePapers(tx, told, sums)
  for (const fact of facts.flat()) await storeMedia(tx, lessonId, fact)
  return lessonId
}

export async function store(
  tx: EntityManager,
  { state, events, authors }: Told,
  results: readonly LessonLegRow['result'][],
): Promise<void> {
  const { plan, lessonId } = state
  const due = nextDue({ state, facts: { policy: LESSON_POLICY_DEFAULTS } })
  const lectureOrg = (await tx.query('select org_id from school_class where id = $1', [
    plan.lectureClass.id,
  ])) as { org_id: string }[]
  await tx.insert(LessonRow, {
    id: lessonId,
    revision: state.revision,
    status: state.status,
    plan: plan as never,
    plannedStart: new Date(plan.plannedStart),
    plannedEnd: new Date(plan.plannedStart + plan.plannedMinutes * MINUTE),
    lecturerId: plan.lecturer.id,
    // A meeting has its chair's organization in the place of a class.
    lectureOrgId: lectureOrg[0]?.org_id ?? plan.lectureClass.id,
    lectureClassId: plan.meeting ? null : plan.lectureClass.id,
    plannedBy: plan.lecturer.id,
    startedAt: state.startedAt === null ? null : new Date(state.startedAt),
    endedAt: state.endedAt === null ? null : new Date(state.endedAt),
    dueAt: due === null ? null : new Date(due),
  })
  if (plan.legs.length > 0)
    await tx.insert(
      LessonLegRow,
      plan.legs.map(({ id, classId, orgId, assistantId }, position) => ({
        id,
        lessonId,
        position,
        classId,
        orgId,
        assistantId,
        result: results[position] ?? null,
      })),
    )
  await tx.insert(
    LessonEventRow,
    events.map(({ revision, at, body }, index) => ({
      lessonId,
      revision,
      at: new Date(at),
      kind: body.kind,
      actorPart: authors[index]?.part ?? 'system',
      actorId: authorId(authors[index]),
      commandId: newId(),
      body: body as never,
    })),
  )
}

const authorId = (author: LessonActor | undefined): string | null =>
  author && 'personId' in author ? author.personId : null

export async function storeMedia(tx: EntityManager, lessonId: string, fact: MediaFact): Promise<void> {
  await tx.query(
    `insert into media_event (event_id, node_id, boot_id, lesson_id, identity, connection_id, sequence, at, received_at, kind, mode)
     values ($1, 'demo', $2, $3, $4, $5, $6, $7, $7, $8, $9)`,
    [
      newId(),
      fact.bootId,
      lessonId,
      fact.identity,
      `${lessonId.slice(-8)}-${fact.connectionId}`,
      fact.sequence,
      new Date(fact.at),
      fact.kind,
      fact.mode,
    ],
  )
}

const MARKS: Record<'good' | 'bad', readonly number[]> = { good: [5, 4, 5, 4, 4], bad: [2, 3, 3, 4, 3] }

/** Ledger, roll, evaluations, incident and line of each class as the server would have kept them. */
async function storePapers(tx: EntityManager, { state }: Told, sums: readonly LedgerSum[]): Promise<void> {
  const { plan, startedAt, endedAt } = state
  const { fullPercent, partialPercent } = LESSON_POLICY_DEFAULTS
  for (const [index, leg] of plan.legs.entries()) {
    const sum = sums[index]
    const count = state.legs[leg.id]?.headcount
    if (!sum || !count || startedAt === null || endedAt === null) continue
    const closes = closingTimes(endedAt, LESSON_POLICY_DEFAULTS)
    const seats = [
      ...Array.from({ length: count.leave }, (_, seat) => ({ seat: seat + 2, mark: 'leave' })),
      ...Array.from({ length: count.absent }, (_, seat) => ({ seat: seat + 9, mark: 'absent' })),
    ]
    await tx.query('update lesson_leg set settled = $2 where id = $1', [
      leg.id,
      JSON.stringify({ sum, limits: { fullPercent, partialPercent } }),
    ])
    await tx.query(
      `insert into lesson_roll (leg_id, lesson_id, expected, present, leave, absent, source, seats, taken_by, by_proxy,
         handed_in_at, changed_at, locks_at) values ($1, $2, $3, $4, $5, $6, 'roll', $7, $8, false, $9, $9, $10)`,
      [
        leg.id,
        state.lessonId,
        count.expected,
        count.present,
        count.leave,
        count.absent,
        JSON.stringify(seats),
        leg.assistantId,
        new Date(startedAt + 4 * MINUTE),
        new Date(closes.roll),
      ],
    )
    const isGood = sum.result === 'FULL'
    const writers = [
      { role: 'lecturer', by: plan.lecturer.id },
      { role: 'assistant', by: leg.assistantId },
    ]
    for (const { role, by } of writers)
      await tx.query(
        `insert into lesson_evaluation (leg_id, role, lesson_id, hear, see, interaction, pace, outcome, remark, written_by,
           handed_in_at, changed_at, locks_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)`,
        [
          leg.id,
          role,
          state.lessonId,
          ...MARKS[isGood ? 'good' : 'bad'],
          isGood ? '' : '后半节只有声音，孩子们看不到板书。',
          by,
          new Date(endedAt + 20 * MINUTE),
          new Date(closes.evaluation),
        ],
      )
    if (!isGood)
      await tx.query(
        `insert into lesson_incident (id, lesson_id, leg_id, kind, minutes, remark, written_by, reported_at, changed_at)
         values ($1, $2, $3, 'network', 10, '乡里光缆检修，两次断网。', $4, $5, $5)`,
        [newId(), state.lessonId, leg.id, leg.assistantId, new Date(endedAt + 25 * MINUTE)],
      )
    await storeLine(tx, leg.id, startedAt, isGood, index)
  }
}

/** A figure each minute: a steady line, or one that grew worse. */
async function storeLine(
  tx: EntityManager,
  legId: string,
  startedAt: number,
  isGood: boolean,
  index: number,
): Promise<void> {
  const first = Math.ceil(startedAt / MINUTE) * MINUTE
  const rows = Array.from({ length: 38 }, (_, minute) => ({
    minute: new Date(first + minute * MINUTE),
    rtt_ms: (isGood ? 38 : 160) + index * 9 + ((minute * 7) % 23),
    loss: (isGood ? 0.002 : 0.04) + (minute % 5) * 0.001,
  }))
  await tx.query(
    `insert into leg_quality (leg_id, minute, rtt_ms, loss)
     select $1, minute, rtt_ms, loss from jsonb_to_recordset($2::jsonb) as r(minute timestamptz, rtt_ms integer, loss real)`,
    [legId, JSON.stringify(rows)],
  )
} /** Its place in the timetable, where it has one. */
export async function link(tx: EntityManager, lessonId: string, origin: SlotDay | null): Promise<void> {
  if (origin) await tx.update(LessonRow, lessonId, { ...origin })
}
