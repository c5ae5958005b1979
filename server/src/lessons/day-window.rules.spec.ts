import { dayEnd, dayStart } from './day-window.rules.ts'

test.each([
  ['Asia/Shanghai', '2026-03-02T01:10:00.500Z', '2026-03-01T16:00:00.000Z'],
  ['Asia/Shanghai', '2026-03-02T16:00:00.000Z', '2026-03-02T16:00:00.000Z'],
  ['Asia/Shanghai', '2026-03-02T15:59:59.999Z', '2026-03-01T16:00:00.000Z'],
  ['UTC', '2026-03-02T00:00:00.001Z', '2026-03-02T00:00:00.000Z'],
])('the day of %s at %s began at %s', (zone, now, start) => {
  expect(dayStart(zone, new Date(now)).toISOString()).toBe(start)
})

const HOUR = 3_600_000

test.each([
  ['at noon', '2026-03-02T04:00:00.000Z', '2026-03-02T16:00:00.000Z'],
  ['an hour before midnight', '2026-03-02T15:00:00.000Z', '2026-03-02T17:00:00.000Z'],
])('a screen that looks two hours ahead %s sees until %s → %s', (_when, now, end) => {
  expect(dayEnd('Asia/Shanghai', new Date(now), 2 * HOUR).toISOString()).toBe(end)
})
