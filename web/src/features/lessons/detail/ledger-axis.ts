import type { LegLedger, LessonDetail } from '@tongke/contract'

const MINUTE = 60_000

export interface Axis {
  from: number
  to: number
}

/** The time a lesson's bars are drawn over: what was planned, stretched to what happened. */
export function axisOf({ summary }: Pick<LessonDetail, 'summary'>): Axis {
  const plannedEnd = summary.plannedStart + summary.plannedMinutes * MINUTE
  const from = summary.startedAt ?? summary.plannedStart
  const to = summary.endedAt ?? plannedEnd
  return { from, to: Math.max(to, from + MINUTE) }
}

export interface Bar {
  from: number
  to: number
  /** Per cent of the axis. */
  left: number
  width: number
}

const percent = (part: number, { from, to }: Axis) => (part / (to - from)) * 100

/** Online intervals as bars, cut to the axis. */
export const barsOf = (intervals: LegLedger['intervals'], axis: Axis): Bar[] =>
  intervals.flatMap((interval) => {
    const from = Math.max(interval.from, axis.from)
    const to = Math.min(interval.to, axis.to)
    return from < to
      ? [{ from, to, left: percent(from - axis.from, axis), width: percent(to - from, axis) }]
      : []
  })

const STEPS_MIN = [1, 2, 5, 10, 15, 30]
const MAX_TICKS = 7

/** Round times along the axis, at most seven. */
export function ticksOf(axis: Axis): { at: number; left: number }[] {
  const minutes = (axis.to - axis.from) / MINUTE
  const step = (STEPS_MIN.find((one) => minutes / one <= MAX_TICKS) ?? 60) * MINUTE
  const ticks = []
  for (let at = Math.ceil(axis.from / step) * step; at <= axis.to; at += step)
    ticks.push({ at, left: percent(at - axis.from, axis) })
  return ticks
}

const MODES = ['full', 'low', 'image', 'audio', 'off'] as const
export type Mode = (typeof MODES)[number]

/** Minutes per mode that are worth showing, best picture first. */
export const modesOf = (minutes: LegLedger['modeMinutes']): { mode: Mode; minutes: number }[] =>
  MODES.map((mode) => ({ mode, minutes: minutes[mode] })).filter((one) => one.minutes > 0)
