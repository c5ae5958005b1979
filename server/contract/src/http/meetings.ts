import { z } from 'zod'
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
