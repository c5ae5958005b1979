import type { MicrophoneTrouble } from '@tongke/contract'
import { levelOf } from '../check/sound-level.ts'

/** What one look at a microphone found. */
export interface Reading {
  /** Root mean square, dBFS. */
  db: number
  /** Share of samples at the end of the scale, 0 to 1. */
  clipped: number
}

export interface Health {
  silentSince: number | null
  /** When samples were cut off, ms, newest last. */
  cutAt: readonly number[]
  trouble: MicrophoneTrouble | null
}

export const HEALTHY: Health = { silentSince: null, cutAt: [], trouble: null }

/** Less than the last of 16 bits: a switched-off or unplugged microphone, never a quiet room. dBFS. */
const SILENT_DB = -95
const SILENT_MS = 8_000
const FULL_SCALE = 0.99
/** One loud clap is no overdriven microphone: so many windows within so long are. */
const CUT_SHARE = 0.01
const CUT_WINDOWS = 5
const CUT_MS = 3_000

export function readingOf(samples: Float32Array): Reading {
  let cut = 0
  for (const sample of samples) if (Math.abs(sample) >= FULL_SCALE) cut += 1
  return { db: levelOf(samples), clipped: cut / Math.max(1, samples.length) }
}

/** How a microphone is after one more look. @param at ms, of any clock that only grows */
export function nextHealth(health: Health, { db, clipped }: Reading, at: number): Health {
  const silentSince = db > SILENT_DB ? null : (health.silentSince ?? at)
  const recent = health.cutAt.filter((one) => at - one < CUT_MS)
  const cutAt = clipped > CUT_SHARE ? [...recent, at].slice(-CUT_WINDOWS) : recent
  const isSilent = silentSince !== null && at - silentSince >= SILENT_MS
  // Once overdriven it stays so until nothing was cut off for a while.
  const isClipping = cutAt.length >= CUT_WINDOWS || (health.trouble === 'clipping' && cutAt.length > 0)
  return { silentSince, cutAt, trouble: isSilent ? 'silent' : isClipping ? 'clipping' : null }
}
