import { ReconnectPolicy } from './reconnect-policy.ts'

describe('reconnect policy', () => {
  const exact = new ReconnectPolicy(() => 0)

  it('tries at once, then at growing gaps up to one second', () => {
    expect([0, 1, 2, 9, 10, 11, 50].map((attempt) => exact.gap(attempt, 0, null))).toEqual([
      0, 150, 300, 300, 600, 1000, 1000,
    ])
  })

  it('spreads clients by at most a fifth', () => {
    expect(new ReconnectPolicy(() => 1).gap(11, 0, null)).toBe(800)
  })

  it('does not overtake an attempt on a slow line before it could answer', () => {
    expect(exact.gap(1, 1, 300)).toBe(1200)
    expect(exact.gap(1, 1, null)).toBe(500)
    expect(exact.gap(1, 0, 300)).toBe(150)
  })

  it('gives slow lines four round trips to connect and to answer', () => {
    expect(exact.timeout(0, null)).toBe(1200)
    expect(exact.timeout(0, 800)).toBe(3200)
    expect(exact.timeout(3, 20)).toBe(3000)
    expect(exact.deadAfter(20)).toBe(2500)
    expect(exact.deadAfter(900)).toBe(3600)
  })
})
