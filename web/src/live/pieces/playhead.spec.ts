import { AUDIENCE_DELAY_MS, type AudienceStream } from '@tongke/contract'
import { isNear, isShown, ServerClock, spanOf } from './playhead.ts'

const stream = (...at: number[]): AudienceStream => ({
  id: 'id',
  identity: 'lecturer',
  name: '',
  source: 'camera',
  videoCodec: 'vp8',
  audioCodec: 'opus',
  startedAt: 0,
  pieces: at.map((one, index) => ({
    number: index + 1,
    at: one,
    durationMs: 4_000,
    headerBytes: 1,
    bytes: 2,
  })),
})

test('the playhead follows the quickest answer and never runs back', () => {
  const clock = new ServerClock()
  clock.hear(100_000, 500)
  expect(clock.playhead(1_500)).toBe(101_000 - AUDIENCE_DELAY_MS)
  // An answer that was on its way for long says less than one knows.
  clock.hear(101_000, 2_000)
  expect(clock.playhead(2_500)).toBe(102_000 - AUDIENCE_DELAY_MS)
})

test.each([
  ['long before', 0, false, false],
  ['shortly before', 95_000, true, false],
  ['while it lasts', 105_000, true, true],
  ['after it', 109_500, false, false],
])('%s', (_, wall, near, shown) => {
  const one = stream(100_000, 104_000)
  expect([isNear(one, wall), isShown(one, wall)]).toEqual([near, shown])
})

test('a stream without pieces has no time', () => {
  expect(spanOf(stream())).toEqual({ from: Infinity, to: -Infinity })
})
