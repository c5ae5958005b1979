/** A stretch of the server's clock, in milliseconds since the epoch; `to` is not in it. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A stretch that is in the replay, and where it begins there. */
export interface KeptSpan extends Span {
  readonly at: number
}

/** The replay's clock: the server's clock from the start on, with the pauses cut out. */
export interface ReplayClock {
  readonly kept: readonly KeptSpan[]
  readonly durationMs: number
}

const lengthOf = ({ from, to }: Span): number => Math.max(0, to - from)

/** What is in both. */
const common = (a: Span, b: Span): Span => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })

/** @param pauses may overlap, come in any order, and stick out of the whole */
export function replayClock(whole: Span, pauses: readonly Span[]): ReplayClock {
  const kept: KeptSpan[] = []
  let from = whole.from
  let at = 0
  const keep = (to: number) => {
    if (to <= from) return
    kept.push({ from, to, at })
    at += to - from
  }
  for (const pause of pauses.map((one) => common(one, whole)).toSorted((a, b) => a.from - b.from)) {
    if (pause.to <= pause.from) continue
    keep(pause.from)
    from = Math.max(from, pause.to)
  }
  keep(whole.to)
  return { kept, durationMs: at }
}

/** Where a moment is in the replay: one within a pause is where the pause was cut out, one outside is at the nearer end. */
export function replayAt({ kept, durationMs }: ReplayClock, wall: number): number {
  for (const span of kept) {
    if (wall < span.from) return span.at
    if (wall < span.to) return span.at + (wall - span.from)
  }
  return durationMs
}

/** The moment that is shown at a place of the replay. */
export function wallAt({ kept }: ReplayClock, at: number): number {
  const span = kept.findLast((one) => one.at <= at) ?? kept[0]
  return span ? Math.min(span.to, span.from + Math.max(0, at - span.at)) : 0
}

/** Places where something was cut out. */
export const cutsOf = ({ kept }: ReplayClock): number[] => kept.slice(1).map(({ at }) => at)

/** As much of a stretch as is in the replay. */
export function onReplay(clock: ReplayClock, span: Span): Span | null {
  const placed = { from: replayAt(clock, span.from), to: replayAt(clock, span.to) }
  return placed.to > placed.from ? placed : null
}

export interface Piece {
  readonly number: number
  /** When its first frame came. */
  readonly at: number
  readonly durationMs: number
}

export interface PlacedPiece {
  readonly number: number
  readonly at: number
  readonly skipMs: number
  readonly playMs: number
}

/** Less of a piece is not worth a request. */
const LEAST_MS = 20

/** The pieces of a stream on the replay's clock: what lies in a pause is left out, a piece with a pause inside comes twice. */
export const placePieces = ({ kept }: ReplayClock, pieces: readonly Piece[]): PlacedPiece[] =>
  kept.flatMap((span) =>
    pieces.flatMap(({ number, at, durationMs }) => {
      const part = common(span, { from: at, to: at + durationMs })
      const playMs = lengthOf(part)
      if (playMs < LEAST_MS) return []
      return [{ number, at: span.at + part.from - span.from, skipMs: part.from - at, playMs }]
    }),
  )
