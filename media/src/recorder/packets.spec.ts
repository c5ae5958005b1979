import { Reorder } from './reorder.ts'
import type { RtpPacket } from './rtp.ts'
import { TrackClock } from './track-clock.ts'

const packet = (sequence: number, at = 0): RtpPacket => ({
  sequence: sequence & 0xffff,
  timestamp: 0,
  isMarked: true,
  payload: Buffer.from([1]),
  at,
})

function sorted(sequences: readonly [number, number][]): (number | 'gap')[] {
  const out: (number | 'gap')[] = []
  const reorder = new Reorder(
    ({ sequence }) => out.push(sequence),
    () => out.push('gap'),
  )
  for (const [sequence, at] of sequences) reorder.push(packet(sequence, at))
  return out
}

describe('order of packets', () => {
  test.each([
    [
      'late ones are put in their place',
      [
        [1, 0],
        [3, 1],
        [4, 2],
        [2, 90],
      ],
      [1, 2, 3, 4],
    ],
    [
      'also where the count begins anew',
      [
        [0xffff, 0],
        [1, 1],
        [0, 2],
      ],
      [0xffff, 0, 1],
    ],
    [
      'what never comes is a gap',
      [
        [1, 0],
        [3, 1],
        [4, 500],
      ],
      [1, 'gap', 3, 4],
    ],
    [
      'what comes twice, or after its gap, is passed over',
      [
        [1, 0],
        [1, 1],
        [3, 2],
        [4, 500],
        [2, 501],
      ],
      [1, 'gap', 3, 4],
    ],
    [
      'another count is begun at once',
      [
        [1, 0],
        [30_000, 1],
        [30_001, 2],
      ],
      [1, 'gap', 30_000, 30_001],
    ],
  ] as [string, [number, number][], (number | 'gap')[]][])('%s', (_, sequences, expected) => {
    expect(sorted(sequences)).toEqual(expected)
  })
})

describe('clock of a track', () => {
  test('frames stay as far apart as their sender said, whatever the line did to them', () => {
    const clock = new TrackClock(90_000)
    const delays = [5, 80, 30, 200, 5]
    const times = delays.map((delay, index) =>
      clock.time((index * 3600 + 2 ** 32 - 5_000) % 2 ** 32, 1_000 + index * 40 + delay),
    )
    expect(times.slice(1).map((time, index) => Math.round(time - (times[index] ?? 0)))).toEqual([
      40, 40, 40, 40,
    ])
  })

  test('a drift of 100 µs a second is followed', () => {
    const clock = new TrackClock(48_000)
    let off = 0
    for (let at = 0; at < 2_400_000; at += 20)
      off = clock.time(at * 48, 5_000 + at * 1.0001) - (5_000 + at * 1.0001)
    expect(Math.abs(off)).toBeLessThan(5)
  })

  test('a sender that begins anew is where it comes', () => {
    const clock = new TrackClock(48_000)
    clock.time(0, 10_000)
    expect(clock.time(1_000_000_000, 20_000)).toBe(20_000)
  })
})
