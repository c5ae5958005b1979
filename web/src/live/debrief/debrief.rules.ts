import { placeNow, type DebriefState } from '@tongke/contract'

/** Commands may overtake each other on the way: the newest counts. */
export const newerOf = (known: DebriefState | null, told: DebriefState): DebriefState =>
  known && known.sessionId === told.sessionId && known.revision > told.revision ? known : told

export interface Playing {
  readonly at: number
  readonly playing: boolean
}

/** Farther from the common place than this one is moved to it, ms. Closer nobody notices, and moving would stutter. */
const APART_MS = 1_500

export interface Guidance {
  readonly seek: number | null
  readonly play: boolean | null
}

/** What brings a player to where all are. @param now the server's clock, ms @param durationMs of the replay */
export function guidanceOf(state: DebriefState, player: Playing, now: number, durationMs: number): Guidance {
  const place = Math.min(durationMs, placeNow(state, now))
  const isOver = place >= durationMs
  const playing = state.playing && !isOver
  const apart = Math.abs(player.at - place)
  return {
    seek: apart > (playing ? APART_MS : APART_MS / 3) ? place : null,
    play: playing === player.playing ? null : playing,
  }
}

/** The leader did something all must follow: pressed play or pause, or went to another place. */
export function isTurn(before: Playing, after: Playing, elapsedMs: number): boolean {
  if (before.playing !== after.playing) return true
  const expected = before.playing ? before.at + elapsedMs : before.at
  return Math.abs(after.at - expected) > APART_MS
}
