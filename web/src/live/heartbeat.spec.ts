import { jest } from '@jest/globals'
import { Heartbeat } from './heartbeat.ts'

const start = () => {
  const seen = { beats: 0, deaths: 0 }
  const heart = new Heartbeat({
    beat: () => (seen.beats += 1),
    deadAfter: () => 2_500,
    onDead: () => (seen.deaths += 1),
  })
  return { seen, heart }
}

describe('heartbeat', () => {
  beforeEach(() => jest.useFakeTimers())
  afterEach(() => jest.useRealTimers())

  it('beats at once and then every second', () => {
    const { seen, heart } = start()
    for (let second = 0; second < 5; second += 1) {
      jest.advanceTimersByTime(1_000)
      heart.heard()
    }
    expect(seen).toEqual({ beats: 6, deaths: 0 })
    heart.stop()
  })

  it('declares a silent line dead once', () => {
    const { seen } = start()
    jest.advanceTimersByTime(2_400)
    expect(seen.deaths).toBe(0)
    jest.advanceTimersByTime(10_000)
    expect(seen.deaths).toBe(1)
  })

  it('asks before it believes in a silence it slept through', () => {
    const { seen } = start()
    const now = performance.now.bind(performance)
    jest.spyOn(performance, 'now').mockImplementation(() => now() + 60_000)
    jest.advanceTimersByTime(250)
    expect(seen).toEqual({ beats: 2, deaths: 0 })
    jest.advanceTimersByTime(2_500)
    expect(seen.deaths).toBe(1)
  })

  it('does not mind that the clock on the wall is set', () => {
    const { seen } = start()
    jest.setSystemTime(Date.now() - 3_600_000)
    jest.advanceTimersByTime(2_400)
    expect(seen).toEqual({ beats: 3, deaths: 0 })
    jest.advanceTimersByTime(250)
    expect(seen.deaths).toBe(1)
  })

  it('says nothing after it was stopped', () => {
    const { seen, heart } = start()
    heart.stop()
    jest.advanceTimersByTime(10_000)
    expect(seen.deaths).toBe(0)
  })
})
