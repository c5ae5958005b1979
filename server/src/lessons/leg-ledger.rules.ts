import type { LegMode, LegResult } from '@tongke/contract'
import type { MediaConnection } from './media-connections.rules.ts'

const MINUTE = 60_000

export interface LedgerSpan {
  /** Start of the lesson by the server's clock; null when it never was live. */
  startedAt: number | null
  endedAt: number | null
  plannedMinutes: number
  now: number
}

export interface LedgerLimits {
  fullPercent: number
  partialPercent: number
}

export interface LedgerSum {
  intervals: { from: number; to: number }[]
  onlineMinutes: number
  modeMinutes: Record<LegMode | 'off', number>
  /** How often the class dropped out before the end. */
  interruptions: number
  /** Null until the lesson was held and has ended. */
  result: LegResult | null
}

interface Stretch {
  from: number
  to: number
  mode: LegMode
}

const toTenth = (milliseconds: number): number => Math.round((milliseconds / MINUTE) * 10) / 10

/**
 * The stretch of time that is measured: the planned length from the true start, cut at the end. Time after the planned
 * length does not make up for time that was missed.
 */
function windowOf(span: LedgerSpan): { from: number; to: number } {
  if (span.startedAt === null) return { from: 0, to: 0 }
  const end = Math.min(span.endedAt ?? span.now, span.startedAt + span.plannedMinutes * MINUTE)
  return { from: span.startedAt, to: Math.max(span.startedAt, end) }
}

/** Mode of a connection at a moment; before its first report it counts as the full picture. */
const modeAt = (connection: MediaConnection, at: number): LegMode =>
  connection.modes.findLast((change) => change.at <= at)?.mode ?? 'full'

/** Times at which anything changes inside the window. Between two of them everything is constant. */
function cuts(connections: readonly MediaConnection[], window: { from: number; to: number }): number[] {
  const all = connections.flatMap((one) => [
    one.joinedAt,
    one.leftAt ?? window.to,
    ...one.modes.map((m) => m.at),
  ])
  const inside = all.filter((at) => at > window.from && at < window.to)
  return [...new Set([window.from, ...inside, window.to])].sort((a, b) => a - b)
}

/** Online stretches without overlap: where several connections overlap the newest one speaks for the class. */
function stretchesOf(
  connections: readonly MediaConnection[],
  window: { from: number; to: number },
): Stretch[] {
  const marks = cuts(connections, window)
  const stretches: Stretch[] = []
  for (let i = 0; i + 1 < marks.length; i += 1) {
    const from = marks[i] as number
    const to = marks[i + 1] as number
    const newest = connections.findLast((one) => one.joinedAt <= from && (one.leftAt ?? Infinity) >= to)
    if (newest) stretches.push({ from, to, mode: modeAt(newest, from) })
  }
  return stretches
}

function merge(stretches: readonly Stretch[]): { from: number; to: number }[] {
  const merged: { from: number; to: number }[] = []
  for (const { from, to } of stretches) {
    const last = merged.at(-1)
    if (last && last.to === from) last.to = to
    else merged.push({ from, to })
  }
  return merged
}

/** Domain §4.2: FULL from 80 % of the planned minutes, PARTIAL from 30 %; local teaching counts as such unless FULL. */
export function legResult(
  onlineMs: number,
  plannedMinutes: number,
  hasFallback: boolean,
  limits: LedgerLimits,
): LegResult {
  const percent = plannedMinutes > 0 ? (onlineMs / (plannedMinutes * MINUTE)) * 100 : 0
  if (percent >= limits.fullPercent) return 'FULL'
  if (hasFallback) return 'FALLBACK_LOCAL'
  return percent >= limits.partialPercent ? 'PARTIAL' : 'ABSENT'
}

/**
 * The ledger of one leg from the connections of its room device. Minutes to a tenth; the modes and `off` together are
 * the planned minutes, up to rounding.
 * @param connections of this leg only, sorted by `connectionsOf`
 */
export function legLedger(
  connections: readonly MediaConnection[],
  span: LedgerSpan,
  hasFallback: boolean,
  limits: LedgerLimits,
): LedgerSum {
  const window = windowOf(span)
  const stretches = stretchesOf(connections, window)
  const inMode = { full: 0, low: 0, image: 0, audio: 0 }
  for (const stretch of stretches) inMode[stretch.mode] += stretch.to - stretch.from
  const online = inMode.full + inMode.low + inMode.image + inMode.audio
  const intervals = merge(stretches)
  return {
    intervals,
    onlineMinutes: toTenth(online),
    modeMinutes: {
      full: toTenth(inMode.full),
      low: toTenth(inMode.low),
      image: toTenth(inMode.image),
      audio: toTenth(inMode.audio),
      off: toTenth(Math.max(0, span.plannedMinutes * MINUTE - online)),
    },
    interruptions: intervals.filter((interval) => interval.to < window.to).length,
    result:
      span.startedAt === null || span.endedAt === null
        ? null
        : legResult(online, span.plannedMinutes, hasFallback, limits),
  }
}
