import { afterAttempt, waitOf, type ThrottleState } from './throttle.rules.ts'

const policy = { free: 3, windowMs: 60_000, firstWaitMs: 1_000, longestWaitMs: 5_000 }
const at = (ms: number) => new Date(1_700_000_000_000 + ms)
const attempts = (...times: number[]) =>
  times.reduce<ThrottleState | null>((state, ms) => afterAttempt(state, at(ms), policy), null)

describe('throttle', () => {
  it('lets the free attempts pass', () => {
    expect(waitOf(attempts(0, 1), at(2))).toBe(0)
  })
  it('asks for a wait when the free attempts are used up', () => {
    expect(waitOf(attempts(0, 1, 2), at(2))).toBe(1_000)
  })
  it('doubles the wait and stops at the longest', () => {
    expect(waitOf(attempts(0, 1, 2, 3), at(3))).toBe(2_000)
    expect(waitOf(attempts(0, 1, 2, 3, 4, 5, 6, 7), at(7))).toBe(5_000)
  })
  it('forgets a window after the last block', () => {
    const state = attempts(0, 1, 2)
    expect(afterAttempt(state, at(62_000), policy)).toEqual({
      count: 1,
      windowStart: at(62_000),
      blockedUntil: null,
    })
  })
  it('has nothing against a key it never saw', () => {
    expect(waitOf(null, at(0))).toBe(0)
  })
})
