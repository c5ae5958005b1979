import type { LessonSummary } from '@tongke/contract'
import { axisOf, barsOf, modesOf, ticksOf } from './ledger-axis.ts'

const START = new Date(2026, 10, 23, 9, 10).getTime()
const MINUTE = 60_000
const at = (minutes: number) => START + minutes * MINUTE
const summary = {
  plannedStart: START,
  plannedMinutes: 40,
  startedAt: at(1),
  endedAt: at(41),
} as LessonSummary

describe('axisOf', () => {
  it('is what happened, or what was planned', () => {
    expect(axisOf({ summary })).toEqual({ from: at(1), to: at(41) })
    expect(axisOf({ summary: { ...summary, startedAt: null, endedAt: null } })).toEqual({
      from: at(0),
      to: at(40),
    })
  })
})

describe('barsOf', () => {
  it('cuts intervals to the lesson and drops those outside', () => {
    const bars = barsOf(
      [
        { from: at(-5), to: at(11) },
        { from: at(21), to: at(31) },
        { from: at(50), to: at(60) },
      ],
      axisOf({ summary }),
    )
    expect(bars.map(({ left, width }) => [left, width])).toEqual([
      [0, 25],
      [50, 25],
    ])
  })
})

describe('ticksOf', () => {
  it('stands on round times', () => {
    const ticks = ticksOf({ from: at(1), to: at(41) })
    expect(ticks.map((tick) => new Date(tick.at).getMinutes())).toEqual([20, 30, 40, 50])
  })

  it('never shows more than seven', () => {
    expect(ticksOf({ from: at(0), to: at(120) }).length).toBeLessThanOrEqual(7)
  })
})

describe('modesOf', () => {
  it('leaves out what did not happen', () => {
    expect(modesOf({ full: 30.5, low: 0, image: 0, audio: 2, off: 7.5 }).map((one) => one.mode)).toEqual([
      'full',
      'audio',
      'off',
    ])
  })
})
