import {
  Refusal,
  type LessonEventBody,
  type LessonState,
  type LessonStatus,
  type Part,
  type RecordedIdentity,
  type RecordingCommand,
  type RecordOrder,
} from '@tongke/contract'
import type { Moment } from '../lesson-command.rules.ts'
import type { RecordingAgreement } from './recording-agreement.ts'

const OPEN: readonly LessonStatus[] = ['WAITING', 'LIVE', 'INTERRUPTED']
const LIVE: readonly LessonStatus[] = ['LIVE', 'INTERRUPTED']

/** Which part may ask for what, and in which states. */
export const RECORDING_ROOM_COMMANDS: Record<
  RecordingCommand['type'],
  { parts: readonly Part[]; in: readonly LessonStatus[] }
> = {
  notice_seen: { parts: ['assistant', 'room'], in: OPEN },
  pause_recording: { parts: ['lecturer'], in: LIVE },
  resume_recording: { parts: ['lecturer'], in: LIVE },
}

type Of<T extends RecordingCommand['type']> = Extract<RecordingCommand, { type: T }>
type Decision = LessonEventBody[] | Refusal
type Handlers = { [T in RecordingCommand['type']]: (moment: Moment, command: Of<T>) => Decision }

export const RECORDING_HANDLERS: Handlers = {
  notice_seen: ({ state }, { legId }) =>
    state.recording.seen.includes(legId) ? [] : [{ kind: 'notice_seen', legId }],
  pause_recording: ({ state: { recording } }) => {
    if (recording.phase === 'paused') return []
    return recording.phase === 'on' ? [{ kind: 'recording_paused' }] : new Refusal('lesson.transition')
  },
  resume_recording: ({ state: { recording } }) => {
    if (recording.phase === 'on') return []
    return recording.phase === 'paused' ? [{ kind: 'recording_resumed' }] : new Refusal('lesson.transition')
  },
}

const isOnline = (state: LessonState, legId: string): boolean =>
  ['ONLINE', 'DEGRADED'].includes(state.legs[legId]?.status ?? '')

const haveSeen = (state: LessonState): boolean => {
  const online = Object.keys(state.legs).filter((legId) => isOnline(state, legId))
  return online.length > 0 && online.every((legId) => state.recording.seen.includes(legId))
}

/**
 * Domain §4.4: recording begins with the lesson if every class that is online saw the notice, else as soon as all of them
 * have; it ends with the room.
 * @param state with all that was decided before
 */
export function recordingFollows(state: LessonState, agreement: RecordingAgreement): LessonEventBody[] {
  const { phase } = state.recording
  if (phase === 'off' && LIVE.includes(state.status)) {
    if (!agreement.isRecorded) return [{ kind: 'recording_refused' }]
    return haveSeen(state) ? [{ kind: 'recording_started', refusedLegs: [...agreement.refusedLegs] }] : []
  }
  const isRunning = phase === 'on' || phase === 'paused'
  return isRunning && !LIVE.includes(state.status) ? [{ kind: 'recording_stopped' }] : []
}

/** What the media room is told to record. A class that came later is recorded from when it has seen the notice. */
export function recordOrderOf({ status, recording, legs }: LessonState): RecordOrder | null {
  if (recording.phase !== 'on' || !LIVE.includes(status)) return null
  const agreed = Object.keys(legs).filter(
    (legId) => recording.seen.includes(legId) && !recording.refusedLegs.includes(legId),
  )
  const identities: RecordedIdentity[] = [
    'lecturer',
    ...agreed.flatMap((legId) => [`leg:${legId}`, `assistant:${legId}`]),
  ]
  return { identities }
}

export const isSameOrder = (a: RecordOrder | null, b: RecordOrder | null): boolean =>
  a?.identities.join() === b?.identities.join()
