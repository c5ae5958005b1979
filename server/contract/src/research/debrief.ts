import { z } from 'zod'
import { ackOf } from '../errors.ts'
import { Id, Millis } from '../primitives.ts'
import { ReplayTime } from '../recordings/replay.ts'

/** Socket.io path of the debrief (议课): whoever has the evidence of a session open. The session's cookie signs in. */
export const DEBRIEF_PATH = '/debrief'

/** What all look at, by the server's word. `at` was the place when the server's clock said `setAt`. */
export const DebriefState = z.object({
  sessionId: Id,
  /** Counts the commands, from 1; 0 before the first. An older one never replaces a newer one. */
  revision: z.int().nonnegative(),
  lessonId: Id.nullable(),
  at: ReplayTime,
  playing: z.boolean(),
  /** The moderator leads; nobody is moved otherwise. */
  leading: z.boolean(),
  setAt: Millis,
  byName: z.string(),
})
export type DebriefState = z.infer<typeof DebriefState>

const Steering = z.object({
  sessionId: Id,
  lessonId: Id,
  at: ReplayTime,
  playing: z.boolean(),
  leading: z.boolean(),
})

export const DEBRIEF_REQUESTS = {
  join: {
    request: z.object({ sessionId: Id }),
    ack: ackOf(z.object({ state: DebriefState, now: Millis, canSteer: z.boolean() })),
  },
  steer: { request: Steering, ack: ackOf(z.object({ state: DebriefState, now: Millis })) },
  beat: { request: z.object({ sentAt: z.number() }), ack: ackOf(z.object({ now: Millis })) },
} as const
export type DebriefRequestName = keyof typeof DEBRIEF_REQUESTS

export const DEBRIEF_NOTICES = { debrief: z.object({ state: DebriefState, now: Millis }) } as const

/** Where all are now. @param now the server's clock, ms */
export const placeNow = ({ at, playing, setAt }: DebriefState, now: number): number =>
  playing ? at + Math.max(0, now - setAt) : at
