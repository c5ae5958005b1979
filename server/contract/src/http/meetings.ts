import { z } from 'zod'
import { Subject } from '../codes.ts'
import { AgendaItem, MeetingPerson } from '../lesson/meeting.ts'
import { LessonStatus } from '../lesson/terms.ts'
import { Id, Millis } from '../primitives.ts'
import { endpoint } from './endpoint.ts'

/** A meeting's people with what the media nodes counted: when each was connected, and how long each was heard. */
export const MeetingDetail = z.object({
  id: Id,
  status: LessonStatus,
  title: z.string(),
  plannedStart: Millis,
  plannedMinutes: z.int(),
  startedAt: Millis.nullable(),
  endedAt: Millis.nullable(),
  chairId: Id,
  agenda: z.array(AgendaItem),
  people: z.array(
    MeetingPerson.extend({
      /** Inside the meeting, overlaps counted once. */
      intervals: z.array(z.object({ from: Millis, to: Millis })),
      spokenMs: z.int().nonnegative(),
    }),
  ),
})
export type MeetingDetail = z.infer<typeof MeetingDetail>

export const getMeeting = endpoint({
  method: 'GET',
  path: '/api/meetings/:id',
  tag: 'lessons',
  summary: 'A meeting I am invited to: people, agenda, who was there when, who spoke how long',
  access: 'person',
  params: z.object({ id: Id }),
  response: MeetingDetail,
  errors: ['not_found'],
})

/** A live room of a day, for whoever is invited. */
export const MeetingCard = z.object({
  id: Id,
  title: z.string(),
  subject: Subject,
  status: LessonStatus,
  plannedStart: Millis,
  plannedMinutes: z.int(),
  chairId: Id,
  chairName: z.string(),
  people: z.int(),
  schools: z.int(),
})
export type MeetingCard = z.infer<typeof MeetingCard>

export const listMeetingsToday = endpoint({
  method: 'GET',
  path: '/api/meetings',
  tag: 'lessons',
  summary: 'Meetings of today that I am invited to, in order of time; none that were called off',
  access: 'person',
  response: z.object({ items: z.array(MeetingCard) }),
  errors: [],
})
