import { z } from 'zod'
import { Id, Millis } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'

/** The live room that was opened for a session: a lesson of type `meeting`. */
export const SessionMeeting = z.object({ lessonId: Id })
export type SessionMeeting = z.infer<typeof SessionMeeting>

export const holdSessionMeeting = endpoint({
  method: 'POST',
  path: '/api/research/sessions/:id/meeting',
  tag: 'research',
  summary: 'A live room for the members, with the agenda; one that has not begun yet takes the new time',
  access: 'person',
  params: z.object({ id: Id }),
  body: z.object({
    /** Null: now, as long as the session is planned to last. */
    plannedStart: Millis.nullable(),
    /** Null: whoever asks, when they are a member, else the main preparer. */
    chairId: Id.nullable().default(null),
  }),
  response: SessionMeeting,
  errors: [
    'auth.forbidden',
    'not_found',
    'research.state',
    'research.member',
    'meeting.people',
    'meeting.begun',
  ],
})
