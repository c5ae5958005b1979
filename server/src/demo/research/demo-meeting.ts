import type { LessonEvent, LessonPlan, Subject } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { LessonActor } from '../../lessons/lesson-command.rules.ts'
import { LESSON_POLICY_DEFAULTS } from '../../lessons/lesson-policy.rules.ts'
import { newId } from '../../platform/id.ts'
import { tell, type Step } from '../past-lesson.rules.ts'
import { BOOT, store } from '../store-past-lesson.ts'

const SYSTEM: LessonActor = { part: 'system' }

export interface DemoMember {
  id: string
  name: string
  orgId: string
  orgName: string
  isSchool: boolean
  rural: boolean
}

interface Meeting {
  title: string
  subject: Subject
  chair: DemoMember
  members: readonly DemoMember[]
  /** ms */
  startsAt: number
  minutes: number
  /** Who was without a line, from and to which minute. */
  away: readonly { who: DemoMember; from: number; to: number }[]
  spokeSeconds: ReadonlyMap<string, number>
  agenda: readonly (readonly [title: string, minutes: number])[]
  /** In which minute the chair went on to the second item, the third, and so on. */
  turns: readonly number[]
}

/** Of one that is still ahead nothing is known but what was planned. */
type Ahead = Omit<Meeting, 'away' | 'spokeSeconds' | 'turns'>

/** A live room that was held, as its log tells it. */
export interface HeldMeeting {
  lessonId: string
  chairId: string
  startedAt: number
  endedAt: number
  events: readonly LessonEvent[]
  spokeSeconds: ReadonlyMap<string, number>
}

export async function meetingHeld(tx: EntityManager, meeting: Meeting): Promise<HeldMeeting> {
  const { title, chair, spokeSeconds } = meeting
  const lessonId = newId()
  const plan = planOf(meeting)
  const told = tell(lessonId, plan, storyOf(plan, meeting), newId)
  await store(tx, told, [])
  await invite(tx, lessonId, plan)
  for (const [personId, seconds] of spokeSeconds)
    await tx.query(
      'insert into lesson_talk (lesson_id, boot_id, identity, spoken_ms) values ($1, $2, $3, $4)',
      [lessonId, BOOT, personId === chair.id ? 'lecturer' : `member:${personId}`, seconds * 1000],
    )
  const { startedAt, endedAt } = told.state
  if (startedAt === null || endedAt === null) throw new Error(`${title} was not held`)
  return { lessonId, chairId: chair.id, startedAt, endedAt, events: told.events, spokeSeconds }
}

/** A live room that is planned: its chair opens it from half an hour before. @returns its id */
export async function meetingAhead(tx: EntityManager, meeting: Ahead): Promise<string> {
  const lessonId = newId()
  const plan = planOf(meeting)
  const { id: personId, name } = meeting.chair
  const actor: LessonActor = { part: 'scheduler', personId, name }
  const told = tell(lessonId, plan, [{ minute: -1_500, actor, command: { type: 'plan', plan } }], newId)
  await store(tx, told, [])
  await invite(tx, lessonId, plan)
  return lessonId
}

async function invite(tx: EntityManager, lessonId: string, { meeting }: LessonPlan): Promise<void> {
  for (const [position, { id, orgId }] of (meeting?.people ?? []).entries())
    await tx.query(
      'insert into lesson_member (lesson_id, person_id, org_id, position) values ($1, $2, $3, $4)',
      [lessonId, id, orgId, position],
    )
}

const planOf = ({ title, subject, chair, members, startsAt, minutes, agenda }: Ahead): LessonPlan => ({
  title,
  type: 'meeting',
  subject,
  grade: 3,
  plannedStart: startsAt,
  plannedMinutes: minutes,
  lecturer: { id: chair.id, name: chair.name, orgName: chair.orgName },
  lectureClass: { id: chair.orgId, name: '', orgName: chair.orgName },
  legs: [],
  meeting: {
    people: [chair, ...members].map(({ id, name, orgId, orgName, rural }) => ({
      id,
      name,
      orgId,
      orgName,
      isRural: rural,
    })),
    agenda: agenda.map(([item, itemMinutes]) => ({ title: item, minutes: itemMinutes })),
    cameras: LESSON_POLICY_DEFAULTS.meetingCameras,
  },
})

function storyOf(plan: LessonPlan, { chair, members, minutes, away, turns }: Meeting): Step[] {
  const actor: LessonActor = { part: 'lecturer', personId: chair.id, name: chair.name }
  const there = (minute: number): Step => ({
    minute,
    actor: SYSTEM,
    command: {
      type: 'sync_media',
      lecturer: true,
      legs: {},
      members: members
        .filter(({ id }) => !away.some(({ who, from, to }) => who.id === id && from <= minute && minute < to))
        .map(({ id }) => id),
    },
  })
  const next = (minute: number): Step => ({ minute, actor, command: { type: 'next_item' } })
  const changes = away.flatMap(({ from, to }) => [from, to]).filter((minute) => minute < minutes)
  return [
    { minute: -4_000, actor: { ...actor, part: 'scheduler' }, command: { type: 'plan', plan } },
    { minute: -10, actor, command: { type: 'open' } },
    there(-2),
    { minute: 0, actor, command: { type: 'start' } },
    ...[...changes.map(there), ...turns.map(next)].sort((a, b) => a.minute - b.minute),
    { minute: minutes, actor, command: { type: 'end' } },
  ]
}
