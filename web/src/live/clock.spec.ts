import { ServerClock } from './clock.ts'

describe('server clock', () => {
  it('is our own before the first beat', () => {
    expect(new ServerClock().offset).toBe(0)
  })

  it('trusts the beat with the shortest round trip', () => {
    const clock = new ServerClock()
    clock.add(1_000, 1_400, 6_350)
    clock.add(2_000, 2_020, 7_010)
    clock.add(3_000, 3_900, 8_800)
    expect(clock.offset).toBe(5_000)
  })

  it('forgets old beats, so that a clock set right is followed', () => {
    const clock = new ServerClock()
    clock.add(0, 2, 60_001)
    for (let beat = 1; beat <= 12; beat += 1) clock.add(beat * 1_000, beat * 1_000 + 40, beat * 1_000 + 20)
    expect(clock.offset).toBe(0)
  })
})
