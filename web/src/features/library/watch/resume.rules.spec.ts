import { clockOf, resumeAt } from './resume.rules.ts'

it.each([
  [0, 600_000, 0],
  [4_000, 600_000, 0],
  [60_500, 600_000, 60.5],
  [590_000, 600_000, 0],
  [60_000, null, 60],
])('goes on from %d of %d ms at %d s', (position, duration, at) => {
  expect(resumeAt(position, duration)).toBe(at)
})

it.each([
  [0, '0:00'],
  [9.9, '0:09'],
  [750, '12:30'],
  [7500, '2:05:00'],
  [Number.NaN, '0:00'],
])('says %d seconds as %s', (seconds, text) => expect(clockOf(seconds)).toBe(text))
