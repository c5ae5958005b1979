import { z } from 'zod'
import { Id, Millis } from '../primitives.ts'

/**
 * `off`: not yet (before the lesson is live, or a class online has not seen the notice); `refused`: the lesson's rule says
 * no. What was stopped is not begun again.
 */
export const RecordingPhase = z.enum(['off', 'on', 'paused', 'stopped', 'refused'])

export const LessonRecording = z.object({
  phase: RecordingPhase,
  since: Millis.nullable(),
  /** Classes whose room or assistant has shown the notice. */
  seen: z.array(Id),
  /** Classes that refuse: they take part, and are not recorded. */
  refusedLegs: z.array(Id),
})
export type LessonRecording = z.infer<typeof LessonRecording>

export const noRecording: LessonRecording = { phase: 'off', since: null, seen: [], refusedLegs: [] }

export const RECORDING_EVENTS = [
  z.object({ kind: z.literal('notice_seen'), legId: Id }),
  z.object({ kind: z.literal('recording_started'), refusedLegs: z.array(Id) }),
  z.object({ kind: z.literal('recording_paused') }),
  z.object({ kind: z.literal('recording_resumed') }),
  z.object({ kind: z.literal('recording_stopped') }),
  z.object({ kind: z.literal('recording_refused') }),
] as const
const RecordingEvent = z.discriminatedUnion('kind', RECORDING_EVENTS)
export type RecordingEvent = z.infer<typeof RecordingEvent>

export const RECORDING_COMMANDS = [
  // room or assistant
  z.object({ type: z.literal('notice_seen'), legId: Id }),
  // lecturer
  z.object({ type: z.literal('pause_recording') }),
  z.object({ type: z.literal('resume_recording') }),
] as const
const RecordingCommand = z.discriminatedUnion('type', RECORDING_COMMANDS)
export type RecordingCommand = z.infer<typeof RecordingCommand>

/** The recording's part of the room after one more event. */
export function applyRecording(state: LessonRecording, event: RecordingEvent, at: number): LessonRecording {
  switch (event.kind) {
    case 'notice_seen':
      return state.seen.includes(event.legId) ? state : { ...state, seen: [...state.seen, event.legId] }
    case 'recording_started':
      return { ...state, phase: 'on', since: at, refusedLegs: event.refusedLegs }
    case 'recording_paused':
      return { ...state, phase: 'paused', since: at }
    case 'recording_resumed':
      return { ...state, phase: 'on', since: at }
    case 'recording_stopped':
      return { ...state, phase: 'stopped', since: at }
    case 'recording_refused':
      return { ...state, phase: 'refused', since: at }
  }
}
