import { PeakMeter, WAVEFORM_RATE } from './waveform.rules.ts'

const samples = (count: number, amplitude: number) => {
  const buffer = Buffer.alloc(count * 2)
  for (let at = 0; at < count; at += 1) buffer.writeInt16LE(at % 2 ? -amplitude : amplitude, at * 2)
  return buffer
}

it('keeps the highest amplitude of every stretch, wherever the pieces are cut', () => {
  const meter = new PeakMeter(1_000)
  const sound = Buffer.concat([samples(WAVEFORM_RATE / 2, 16_384), samples(WAVEFORM_RATE / 2, 3_277)])
  for (let at = 0; at < sound.length; at += 333) meter.take(sound.subarray(at, at + 333))
  const { points, pointsPerSecond } = meter.result()
  expect(pointsPerSecond).toBe(20)
  expect(points).toEqual([...Array<number>(10).fill(50), ...Array<number>(10).fill(10)])
})

it('has no more points for a long sound than can be drawn', () => {
  expect(new PeakMeter(3 * 3_600_000).result().pointsPerSecond).toBeLessThan(0.2)
})
