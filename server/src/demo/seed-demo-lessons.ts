import type { LegMode, LessonPlan, Subject } from '@tongke/contract'
import type { DataSource, EntityManager } from 'typeorm'
import { dayStart, DAY_MS } from '../lessons/day-window.rules.ts'
import { legLedger } from '../lessons/leg-ledger.rules.ts'
import type { LessonActor } from '../lessons/lesson-command.rules.ts'
import { LessonEventRow, LessonLegRow, LessonRow } from '../lessons/lesson.entity.ts'
import { LESSON_POLICY_DEFAULTS } from '../lessons/lesson-policy.rules.ts'
import { nextDue } from '../lessons/lesson-transitions.rules.ts'
import { connectionsOf, type MediaFact } from '../lessons/media-connections.rules.ts'
import { dayIn } from '../platform/day.rules.ts'
import { newId } from '../platform/id.ts'
import { headcount, mediaFacts, tell, type Connection, type Step, type Told } from './past-lesson.rules.ts'

const MINUTE = 60_000
const BOOT = 'demo-past-run'
const SYSTEM: LessonActor = { part: 'system' }

interface Place {
  classId: string
  className: string
  headcount: number
  orgId: string
  orgName: string
  personId: string
  personName: string
}

interface Cast {
  lecture: Place
  listening: readonly Place[]
}

/**
 * Lessons of the demo county between the demo lecturer and two village classes: two settled ones with their ledger, one
 * that starts in ten minutes, one tomorrow morning.
 */
export async function seedDemoLessons(source: DataSource, timeZone: string, now: Date): Promise<void> {
  await source.transaction(async (tx) => {
    const cast: Cast = {
      lecture: await place(tx, '林晓雯', 3),
      listening: [await place(tx, '石小满', 3), await place(tx, '岳青禾', 3)],
    }
    await tx.query(
      `insert into media_boot (boot_id, node_id, last_heartbeat_at, ended_at) values ($1, 'demo', $2, $2) on conflict do nothing`,
      [BOOT, now],
    )
    const today = dayStart(timeZone, now).getTime()
    const morning = 9 * 60 * MINUTE + 10 * MINUTE
    await past(tx, planOf(cast, '颜色 Colours', 'english', today - 4 * DAY_MS + morning), GOOD_DAY)
    await past(tx, planOf(cast, '我的一天 My day', 'english', today - 2 * DAY_MS + morning), BAD_LINE)
    const soon = Math.ceil((now.getTime() + 10 * MINUTE) / MINUTE) * MINUTE
    await coming(tx, planOf(cast, "天气 What's the weather like?", 'english', soon), now)
    const tomorrow = planOf(cast, '我的朋友 My friend', 'english', today + DAY_MS + morning)
    await coming(tx, tomorrow, now, await slotOf(tx, tomorrow, dayIn(timeZone, new Date(today + DAY_MS))))
  })
}

async function place(tx: EntityManager, name: string, grade: number): Promise<Place> {
  const rows = (await tx.query(
    `select c.id as "classId", c.name as "className", c.headcount, o.id as "orgId", o.name as "orgName",
            p.id as "personId", p.name as "personName"
       from person p join post t on t.person_id = p.id join organization o on o.id = t.org_id
       join school_class c on c.org_id = o.id and $2 = any(c.grades) and c.closed_on is null
      where p.name = $1 limit 1`,
    [name, grade],
  )) as Place[]
  if (!rows[0]) throw new Error(`The demo county has no ${name} with a class of grade ${grade}`)
  return rows[0]
}

const planOf = (
  { lecture, listening }: Cast,
  title: string,
  subject: Subject,
  plannedStart: number,
): LessonPlan => ({
  title,
  type: 'delivery',
  subject,
  grade: 3,
  plannedStart,
  plannedMinutes: 40,
  lecturer: { id: lecture.personId, name: lecture.personName, orgName: lecture.orgName },
  lectureClass: { id: lecture.classId, name: lecture.className, orgName: lecture.orgName },
  legs: listening.map((one) => ({
    id: newId(),
    classId: one.classId,
    className: one.className,
    orgId: one.orgId,
    orgName: one.orgName,
    assistantId: one.personId,
    assistantName: one.personName,
    headcount: one.headcount,
  })),
})

/** Connections of the two classes, minutes after the planned start. */
interface Day {
  connections: readonly [readonly Connection[], readonly Connection[]]
  /** Minutes at which each class raised a hand and came on stage. */
  stages: readonly { minute: number; leg: 0 | 1; seat: number }[]
}

const GOOD_DAY: Day = {
  connections: [
    [{ from: -8, to: 41 }],
    [
      {
        from: -5,
        to: 41,
        modes: [
          { minute: 12, mode: 'low' },
          { minute: 18, mode: 'full' },
        ],
      },
    ],
  ],
  stages: [
    { minute: 9, leg: 0, seat: 4 },
    { minute: 17, leg: 1, seat: 2 },
    { minute: 26, leg: 0, seat: 11 },
    { minute: 33, leg: 1, seat: 5 },
  ],
}
const LOW: readonly { minute: number; mode: LegMode }[] = [
  { minute: 3, mode: 'low' },
  { minute: 20, mode: 'audio' },
]
const BAD_LINE: Day = {
  connections: [
    [{ from: -6, to: 41 }],
    [
      { from: -2, to: 13, modes: LOW.slice(0, 1) },
      { from: 16, to: 31, modes: LOW.slice(1) },
    ],
  ],
  stages: [
    { minute: 11, leg: 0, seat: 7 },
    { minute: 22, leg: 0, seat: 1 },
  ],
}

const lecturerOf = ({ lecturer }: LessonPlan): LessonActor => ({
  part: 'lecturer',
  personId: lecturer.id,
  name: lecturer.name,
})

const assistantOf = (leg: LessonPlan['legs'][number]): LessonActor => ({
  part: 'assistant',
  personId: leg.assistantId ?? '',
  legId: leg.id,
  name: leg.assistantName ?? '',
})

function story(plan: LessonPlan, day: Day): Step[] {
  const lecturer = lecturerOf(plan)
  const at = (minute: number) =>
    Object.fromEntries(plan.legs.map(({ id }, index) => [id, modeAt(day.connections[index] ?? [], minute)]))
  const changes = day.connections
    .flat()
    .flatMap(({ from, to, modes = [] }) => [from, to, ...modes.map((mode) => mode.minute)])
  const media = changes
    .filter((minute) => minute < 40)
    .map((minute): Step => ({
      minute,
      actor: SYSTEM,
      command: { type: 'sync_media', lecturer: true, legs: at(minute) },
    }))
  const assistants = plan.legs.map((leg) => ({
    legId: leg.id,
    personId: leg.assistantId ?? '',
    name: leg.assistantName ?? '',
  }))
  const steps: Step[] = [
    {
      minute: -3_000,
      actor: { ...lecturer, part: 'scheduler' } as LessonActor,
      command: { type: 'plan', plan },
    },
    { minute: -12, actor: lecturer, command: { type: 'open' } },
    { minute: -9, actor: SYSTEM, command: { type: 'sync_presence', assistants, observers: [] } },
    ...media,
    { minute: 0, actor: lecturer, command: { type: 'start' } },
    ...plan.legs.map((leg, index): Step => ({
      minute: 4,
      actor: assistantOf(leg),
      command: {
        type: 'take_headcount',
        legId: leg.id,
        headcount: headcount(leg.headcount, index, 1 - index),
      },
    })),
    ...day.stages.flatMap((stage) => onStage(plan, stage)),
    { minute: 40, actor: lecturer, command: { type: 'end' } },
    { minute: 55, actor: lecturer, command: { type: 'settle' } },
  ]
  return steps.toSorted((a, b) => a.minute - b.minute)
}

function onStage(plan: LessonPlan, { minute, leg: index, seat }: Day['stages'][number]): Step[] {
  const leg = plan.legs[index]
  if (!leg) return []
  const handId = newId()
  return [
    { minute, actor: assistantOf(leg), id: handId, command: { type: 'raise_hand', legId: leg.id, seat } },
    {
      minute: minute + 0.4,
      actor: lecturerOf(plan),
      command: { type: 'call_on_stage', legId: leg.id, handId },
    },
    { minute: minute + 2, actor: lecturerOf(plan), command: { type: 'leave_stage' } },
  ]
}

function modeAt(connections: readonly Connection[], minute: number): LegMode | null {
  const open = connections.find(({ from, to }) => from <= minute && minute < to)
  if (!open) return null
  return open.modes?.findLast((change) => change.minute <= minute)?.mode ?? 'full'
}

async function past(tx: EntityManager, plan: LessonPlan, day: Day): Promise<void> {
  const lessonId = newId()
  const told = tell(lessonId, plan, story(plan, day), newId)
  const facts = plan.legs.map(({ id }, index) =>
    mediaFacts(BOOT, `leg:${id}`, plan.plannedStart, day.connections[index] ?? []),
  )
  const ends = new Map([[BOOT, plan.plannedStart + 60 * MINUTE]])
  const { startedAt, endedAt } = told.state
  const span = { startedAt, endedAt, plannedMinutes: plan.plannedMinutes, now: endedAt ?? 0 }
  const results = facts.map(
    (leg) => legLedger(connectionsOf(leg, ends), span, false, LESSON_POLICY_DEFAULTS).result,
  )
  await store(tx, told, results)
  for (const fact of facts.flat()) await storeMedia(tx, lessonId, fact)
}

interface Origin {
  readonly slotId: string
  readonly slotDay: string
}

/** The slot of the timetable that the second period of a day is for, where it is synchronized. */
async function slotOf(
  tx: EntityManager,
  { lectureClass }: LessonPlan,
  slotDay: string,
): Promise<Origin | null> {
  const [slot] = (await tx.query(
    `select s.id from timetable_slot s join term t on t.id = s.term_id
      where s.class_id = $1 and s.mode = 'sync-lecture' and s.period = 2 and s.weekday = extract(isodow from $2::date)
        and $2::date between t.starts_on and t.ends_on
        and not exists (select from day_span d where d.kind <> 'flexible' and $2::date between d.from_day and d.to_day)`,
    [lectureClass.id, slotDay],
  )) as { id: string }[]
  return slot ? { slotId: slot.id, slotDay } : null
}

async function coming(
  tx: EntityManager,
  plan: LessonPlan,
  now: Date,
  origin: Origin | null = null,
): Promise<void> {
  const minute = (now.getTime() - plan.plannedStart) / MINUTE
  const actor: LessonActor = { part: 'scheduler', personId: plan.lecturer.id, name: plan.lecturer.name }
  const told = tell(newId(), plan, [{ minute, actor, command: { type: 'plan', plan } }], newId)
  await store(tx, told, [])
  if (origin) await tx.update(LessonRow, told.state.lessonId, origin)
}

async function store(
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
    lectureOrgId: lectureOrg[0]?.org_id ?? '',
    lectureClassId: plan.lectureClass.id,
    plannedBy: plan.lecturer.id,
    startedAt: state.startedAt === null ? null : new Date(state.startedAt),
    endedAt: state.endedAt === null ? null : new Date(state.endedAt),
    dueAt: due === null ? null : new Date(due),
  })
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

async function storeMedia(tx: EntityManager, lessonId: string, fact: MediaFact): Promise<void> {
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
