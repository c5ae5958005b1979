import { randomUUID } from 'node:crypto'
import type { LessonEventBody, LessonPlan } from '@tongke/contract'
import type pg from 'pg'

const MINUTE = 60_000

export interface PastClass {
  readonly classId: string
  readonly orgId: string
  readonly orgName: string
  readonly className: string
}

/** What one listening class did in a lesson: minutes it was online from the start, and what it did. */
export interface PastLeg {
  readonly of: PastClass
  readonly online: number
  readonly assistantId?: string
  /** Minutes at which it raised a hand and, so many seconds later, came on stage. */
  readonly stages?: readonly { minute: number; waitSeconds: number }[]
}

export interface PastLesson {
  readonly at: Date
  readonly title: string
  readonly lecturerId: string
  readonly lecture: PastClass
  readonly legs: readonly PastLeg[]
  /** Minutes after the plan at which it began; null: it never did. */
  readonly startedAfter: number | null
  /** What ended it that was no class. */
  readonly instead?: Extract<LessonEventBody, { kind: 'cancelled' | 'rescheduled' | 'not_held' }>
}

/** Writes lessons of the past as their log and the media node's events would have: who was connected, and what happened. */
export class PastLessons {
  constructor(private readonly database: pg.Client) {}

  /** @returns ids of the lesson and its legs. A lesson that was held is ENDED: roll and settlement are the server's. */
  async write(lesson: PastLesson): Promise<{ id: string; legIds: string[] }> {
    const id = randomUUID()
    const legIds = lesson.legs.map(() => randomUUID())
    const plan = planOf(lesson, legIds)
    const events = eventsOf(lesson, legIds, plan)
    const status = lesson.instead ? STATUS[lesson.instead.kind] : 'ENDED'
    const started = lesson.startedAfter === null ? null : plan.plannedStart + lesson.startedAfter * MINUTE
    const ended = started === null ? plan.plannedStart + 15 * MINUTE : started + 40 * MINUTE
    await this.database.query(
      `insert into lesson (id, revision, status, plan, planned_start, planned_end, lecturer_id, lecture_org_id,
         lecture_class_id, started_at, ended_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        events.length,
        status,
        JSON.stringify(plan),
        lesson.at,
        new Date(plan.plannedStart + 40 * MINUTE),
        lesson.lecturerId,
        lesson.lecture.orgId,
        lesson.lecture.classId,
        started === null ? null : new Date(started),
        new Date(ended),
      ],
    )
    for (const [position, { of, assistantId = null }] of lesson.legs.entries())
      await this.database.query(
        'insert into lesson_leg (id, lesson_id, position, class_id, org_id, assistant_id) values ($1, $2, $3, $4, $5, $6)',
        [legIds[position], id, position, of.classId, of.orgId, assistantId],
      )
    for (const [index, { at, body }] of events.entries())
      await this.database.query(
        `insert into lesson_event (lesson_id, revision, at, kind, actor_part, body) values ($1, $2, $3, $4, 'system', $5)`,
        [id, index + 1, new Date(at), body.kind, JSON.stringify(body)],
      )
    if (started !== null) await this.connect(id, legIds, lesson, started)
    return { id, legIds }
  }

  private async connect(id: string, legIds: string[], { legs }: PastLesson, started: number): Promise<void> {
    await this.database.query(
      `insert into media_boot (boot_id, node_id, last_heartbeat_at, ended_at) values ('past-boot', 'past', $1, $1)
       on conflict (boot_id) do update set ended_at = greatest(media_boot.ended_at, excluded.ended_at)`,
      [new Date(started + 60 * MINUTE)],
    )
    for (const [index, { online }] of legs.entries()) {
      const moves = [
        ['joined', started, 0],
        ['left', started + online * MINUTE, 1],
      ] as const
      for (const [kind, at, sequence] of online > 0 ? moves : [])
        await this.database.query(
          `insert into media_event (event_id, node_id, boot_id, lesson_id, identity, connection_id, sequence, at, received_at, kind)
           values ($1, 'past', 'past-boot', $2, $3, $4, $5, $6, $6, $7)`,
          [randomUUID(), id, `leg:${legIds[index]}`, legIds[index], sequence, new Date(at), kind],
        )
    }
  }
}

const STATUS = { cancelled: 'CANCELLED', rescheduled: 'RESCHEDULED', not_held: 'NOT_HELD' } as const

const planOf = ({ at, title, lecturerId, lecture, legs }: PastLesson, legIds: string[]): LessonPlan => ({
  title,
  type: 'delivery',
  subject: 'music',
  grade: 3,
  plannedStart: at.getTime(),
  plannedMinutes: 40,
  lecturer: { id: lecturerId, name: '主讲', orgName: lecture.orgName },
  lectureClass: { id: lecture.classId, name: lecture.className, orgName: lecture.orgName },
  legs: legs.map(({ of, assistantId }, index) => ({
    id: legIds[index] ?? '',
    classId: of.classId,
    className: of.className,
    orgId: of.orgId,
    orgName: of.orgName,
    assistantId: assistantId ?? null,
    assistantName: assistantId ? '助教' : null,
    headcount: 10,
  })),
})

function eventsOf(
  { legs, startedAfter, instead }: PastLesson,
  legIds: string[],
  plan: LessonPlan,
): { at: number; body: LessonEventBody }[] {
  const planned = { at: plan.plannedStart - 1_000 * MINUTE, body: { kind: 'planned' as const, plan } }
  if (startedAfter === null) {
    if (!instead) throw new Error('a lesson that never began was ended by something')
    return [planned, { at: plan.plannedStart, body: instead }]
  }
  const start = plan.plannedStart + startedAfter * MINUTE
  const ofLegs = legs.flatMap(({ online, stages = [] }, index) => {
    const legId = legIds[index] ?? ''
    return [
      ...(online > 0 ? [{ at: start, body: { kind: 'leg_online' as const, legId } }] : []),
      ...stages.flatMap(({ minute, waitSeconds }) => {
        const handId = randomUUID()
        const at = start + minute * MINUTE
        return [
          { at, body: { kind: 'hand_raised' as const, legId, handId, seat: 1 } },
          { at: at + waitSeconds * 1000, body: { kind: 'stage_taken' as const, legId, handId, seat: 1 } },
        ]
      }),
    ]
  })
  return [
    planned,
    { at: start - MINUTE, body: { kind: 'opened' } },
    { at: start, body: { kind: 'started' } },
    ...ofLegs.toSorted((a, b) => a.at - b.at),
    { at: start + 40 * MINUTE, body: { kind: 'ended', by: 'lecturer' } },
  ]
}
