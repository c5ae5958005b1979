import { ReconnectPolicy } from './reconnect-policy.ts'

describe('reconnect policy', () => {
  const exact = new ReconnectPolicy(() => 0)

  it('asks at once, then at growing gaps up to one second', () => {
    expect([0, 1, 2, 9, 10, 11, 50].map((attempt) => exact.gap(attempt))).toEqual([
      0, 150, 300, 300, 600, 1000, 1000,
    ])
  })

  it('spreads clients by at most a fifth', () => {
    expect(new ReconnectPolicy(() => 1).gap(11)).toBe(800)
  })

  it('gives slow lines four round trips to connect and to answer', () => {
    expect([exact.timeout(null), exact.timeout(20), exact.timeout(1_500)]).toEqual([4000, 4000, 6000])
    expect([exact.youth(null), exact.youth(300)]).toEqual([300, 1200])
    expect([exact.deadAfter(20), exact.deadAfter(900)]).toEqual([2500, 3600])
  })
})
