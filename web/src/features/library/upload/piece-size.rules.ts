const KIB = 1024
const MIB = 1024 * KIB
/** The server gives a request 60 s to arrive; a piece should be through long before that. */
const AIM_SECONDS = 8
const LEAST = 128 * KIB
const MOST = 64 * MIB

/** A 512 kbit/s line sends this in 8 s. */
export const FIRST_PIECE = 512 * KIB

/** Size of the next piece by how long the last one took: at most twice or half of it, since lines change suddenly. */
export function nextPiece(bytes: number, seconds: number): number {
  const wanted = (bytes / Math.max(seconds, 0.05)) * AIM_SECONDS
  const bounded = Math.min(bytes * 2, Math.max(bytes / 2, wanted))
  return Math.round(Math.min(MOST, Math.max(LEAST, bounded)))
}
