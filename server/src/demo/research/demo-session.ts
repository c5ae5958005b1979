import { SESSION_PATHS, type SessionForm, type SessionState, type Subject } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { addDays, dayIn } from '../../platform/day.rules.ts'
import { newId } from '../../platform/id.ts'
import { countSession } from '../../research/attendance/counting.rules.ts'
import { presencesOf } from '../../research/attendance/presence.rules.ts'
import { RESEARCH_POLICY_DEFAULTS } from '../../research/research-policy.rules.ts'
import type { DemoMember, HeldMeeting } from './demo-meeting.ts'

export interface DemoSession {
  communityId: string
  theme: string
  summary: string
  subject: Subject
  grade: number
  form: SessionForm
  host: DemoMember
  preparer: DemoMember
  members: readonly DemoMember[]
  /** ms */
  startsAt: number | null
  state: SessionState
  round?: number
  /** When each step was taken, ms: as many as lead to its state. */
  steps: readonly number[]
  agenda: readonly (readonly [title: string, minutes: number])[]
  lessons: readonly { lessonId: string; round: number }[]
  reflections: readonly (readonly [who: DemoMember, text: string, at: number])[]
  meeting: HeldMeeting | null
  /** The lesson id of a live room that is still to come. */
  roomAhead?: string
  timeZone: string
}

/** The states on its way, and the round of each: a lesson that is polished goes round from its review. */
function wayOf({ form, state, round = 1 }: DemoSession): { state: SessionState; round: number }[] {
  const path = SESSION_PATHS[form]
  const from = path.indexOf('SECOND_PREP')
  const to = path.indexOf('REVIEW')
  const rounds = Array.from({ length: round - 1 }, (_, index) =>
    path.slice(index === 0 ? 0 : from, to + 1).map((one) => ({ state: one, round: index + 1 })),
  ).flat()
  const last = path.slice(round > 1 ? from : 0, path.indexOf(state) + 1)
  return [...rounds, ...last.map((one) => ({ state: one, round }))]
}

/** @returns its id */
export async function storeSession(tx: EntityManager, session: DemoSession): Promise<string> {
  const id = newId()
  const way = wayOf(session)
  if (way.length !== session.steps.length)
    throw new Error(`${session.theme} has ${session.steps.length} times for ${way.length} steps`)
  await insertRow(tx, id, session)
  for (const [index, { state, round }] of way.entries())
    await tx.query(
      'insert into research_step (session_id, number, state, round, at, by_id) values ($1, $2, $3, $4, $5, $6)',
      [id, index + 1, state, round, new Date(session.steps[index] ?? 0), session.preparer.id],
    )
  for (const { id: personId, orgId, rural } of session.members)
    await tx.query(
      'insert into research_member (session_id, person_id, org_id, rural, added_at) values ($1, $2, $3, $4, $5)',
      [id, personId, orgId, rural, new Date(session.steps[0] ?? 0)],
    )
  for (const [position, [title, minutes]] of session.agenda.entries())
    await tx.query(
      'insert into research_agenda_item (id, session_id, position, title, minutes) values ($1, $2, $3, $4, $5)',
      [newId(), id, position, title, minutes],
    )
  for (const [who, text, at] of session.reflections)
    await tx.query(
      `insert into research_reflection (session_id, person_id, text, first_at, updated_at) values ($1, $2, $3, $4, $4)`,
      [id, who.id, text, new Date(at)],
    )
  await linkLessons(tx, id, session)
  if (session.state === 'CLOSED') await decide(tx, id, session)
  return id
}

async function insertRow(tx: EntityManager, id: string, session: DemoSession): Promise<void> {
  const { timeZone, startsAt, steps, form } = session
  const meetsOn = startsAt === null ? null : dayIn(timeZone, new Date(startsAt))
  const { prepDaysBefore, reflectionDays } = RESEARCH_POLICY_DEFAULTS
  const reviewed = wayOf(session).findIndex(({ state }) => state === 'REFLECTION')
  const reflects = steps[reviewed]
  await tx.query(
    `insert into research_session (id, community_id, theme, summary, subject, grade, form, host_org_id, main_preparer_id,
       proposed_by, starts_at, planned_minutes, prep_due_on, reflection_due_on, state, round, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      id,
      session.communityId,
      session.theme,
      session.summary,
      session.subject,
      session.grade,
      form,
      session.host.orgId,
      session.preparer.id,
      startsAt === null ? null : new Date(startsAt),
      Math.max(
        60,
        session.agenda.reduce((sum, [, minutes]) => sum + minutes, 0),
      ),
      meetsOn && form !== 'lecture' ? addDays(meetsOn, -prepDaysBefore) : null,
      reflects === undefined ? null : addDays(dayIn(timeZone, new Date(reflects)), reflectionDays),
      session.state === 'CLOSED' ? 'OUTCOME' : session.state,
      session.round ?? 1,
      new Date(steps[0] ?? 0),
      new Date(steps.at(-1) ?? 0),
    ],
  )
}

async function linkLessons(tx: EntityManager, id: string, session: DemoSession): Promise<void> {
  const links = [
    ...session.lessons.map((one) => ({ ...one, purpose: 'teaching' })),
    ...(session.roomAhead
      ? [{ lessonId: session.roomAhead, round: session.round ?? 1, purpose: 'meeting' }]
      : []),
    ...(session.meeting ? [{ lessonId: session.meeting.lessonId, round: 1, purpose: 'meeting' }] : []),
  ]
  for (const { lessonId, round, purpose } of links)
    await tx.query(
      `insert into research_session_lesson (lesson_id, session_id, purpose, round, linked_by, linked_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [lessonId, id, purpose, round, session.preparer.id, new Date(session.steps[1] ?? 0)],
    )
}

/** By the rule that decides it for everybody. */
async function decide(
  tx: EntityManager,
  id: string,
  { meeting, members, steps }: DemoSession,
): Promise<void> {
  const there = meeting
    ? presencesOf(meeting.events, meeting.chairId, meeting.endedAt)
    : new Map<string, never>()
  const counting = countSession(
    {
      held: meeting ? [{ from: meeting.startedAt, to: meeting.endedAt }] : [],
      members: members.map(({ id: personId, orgId, isSchool, rural }) => ({
        personId,
        schoolId: isSchool ? orgId : null,
        rural,
        intervals: there.get(personId) ?? [],
        spokenMs: (meeting?.spokeSeconds.get(personId) ?? 0) * 1000,
        sheets: 0,
      })),
    },
    RESEARCH_POLICY_DEFAULTS,
  )
  for (const { personId, minutes, attended, spokeSeconds, sheets } of counting.members)
    await tx.query(
      `update research_member set attended_minutes = $3, attended = $4, spoke_seconds = $5, sheets = $6
        where session_id = $1 and person_id = $2`,
      [id, personId, minutes, attended, spokeSeconds, sheets],
    )
  await tx.query(
    `update research_session set state = 'CLOSED', counted = $2, counting = $3, counted_at = $4, closed_at = $4 where id = $1`,
    [id, counting.counted, JSON.stringify(counting), new Date(steps.at(-1) ?? 0)],
  )
}
