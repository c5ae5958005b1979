import type { RecordingStatus } from '@tongke/contract'

/** Numbers of recordings that never came. Data like those of replays: rows of `policy_rule` under `recording.<key>`. */
export const LOCAL_COPY_POLICY_DEFAULTS = {
  /** A recording of which no piece came so long after the room had closed is expected as a copy from the school. */
  localCopyAfterMinutes: 30,
} as const

export type LocalCopyPolicy = { readonly [K in keyof typeof LOCAL_COPY_POLICY_DEFAULTS]: number }

export interface MissingRecording {
  readonly status: RecordingStatus
  /** When the room closed, ms; null: it is open. */
  readonly endedAt: number | null
  /** Streams of which a piece came. */
  readonly streams: number
}

const MINUTE = 60_000

/** Nobody waits for the node any longer: what the classroom kept itself is asked for. */
export const isLocalCopyExpected = (
  { status, endedAt, streams }: MissingRecording,
  { localCopyAfterMinutes }: LocalCopyPolicy,
  now: number,
): boolean =>
  status === 'FAILED' && streams === 0 && endedAt !== null && now - endedAt >= localCopyAfterMinutes * MINUTE
