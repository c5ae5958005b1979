import type { ClipType } from '@tongke/contract'
import type { ReplayPolicy } from '../replay-policy.rules.ts'

export interface Part {
  readonly fromMs: number
  readonly toMs: number
}

/** Whether a part can be cut: inside the recording, long enough to be worth it, short enough for its type. */
export function isCuttable(
  type: ClipType,
  { fromMs, toMs }: Part,
  durationMs: number,
  { clipSeconds, microLessonMinutes }: ReplayPolicy,
): boolean {
  const length = toMs - fromMs
  const isShortEnough = type === 'recording' || length <= microLessonMinutes * 60_000
  return fromMs >= 0 && toMs <= durationMs && length >= clipSeconds * 1000 && isShortEnough
}

const FRAME_MS = 50
/** Seeking goes to the key frame at or before a place; a hair behind the turn of the page it is the turn's own. */
const HAIR_MS = 1

/** How ffmpeg copies a part out of a film, without making any of it anew: it begins at a key frame. */
export const cutArgs = (film: string, { fromMs, toMs }: Part): string[] => {
  const start = Math.ceil(fromMs / FRAME_MS) * FRAME_MS
  return [
    '-ss',
    ((start === 0 ? 0 : start + HAIR_MS) / 1e3).toFixed(3),
    '-i',
    film,
    '-t',
    ((toMs - start) / 1e3).toFixed(3),
    '-map',
    '0:v',
    '-map',
    '0:a',
    '-c',
    'copy',
    '-map_chapters',
    '-1',
    '-avoid_negative_ts',
    'make_zero',
    '-movflags',
    '+faststart',
  ]
}
