/** Samples a second and points a second that the waveform is made from. */
export const WAVEFORM_RATE = 8_000
const MOST_POINTS = 2_000
const LEAST_SAMPLES = WAVEFORM_RATE / 20

/** Highest amplitude of each stretch of a sound, from 16-bit samples that come in pieces of any length. */
export class PeakMeter {
  private readonly samplesOfPoint: number
  private readonly peaks: number[] = []
  private highest = 0
  private samples = 0
  private odd: number | undefined

  constructor(durationMs: number) {
    const samples = (durationMs / 1000) * WAVEFORM_RATE
    this.samplesOfPoint = Math.max(LEAST_SAMPLES, Math.ceil(samples / MOST_POINTS))
  }

  readonly take = (chunk: Buffer): void => {
    const bytes = this.odd === undefined ? chunk : Buffer.concat([Buffer.from([this.odd]), chunk])
    const whole = bytes.length - (bytes.length % 2)
    for (let at = 0; at < whole; at += 2) this.sample(Math.abs(bytes.readInt16LE(at)))
    this.odd = bytes[whole]
  }

  /** Points from 0 to 100 and how many of them a second has. */
  result(): { pointsPerSecond: number; points: number[] } {
    const rest = this.samples > 0 ? [this.highest] : []
    return {
      pointsPerSecond: WAVEFORM_RATE / this.samplesOfPoint,
      points: [...this.peaks, ...rest].map((peak) => Math.round((peak / 32_768) * 100)),
    }
  }

  private sample(amplitude: number) {
    if (amplitude > this.highest) this.highest = amplitude
    this.samples += 1
    if (this.samples < this.samplesOfPoint) return
    // A sound that is longer than it said does not make the file longer than it should be.
    if (this.peaks.length < MOST_POINTS * 2) this.peaks.push(this.highest)
    this.highest = 0
    this.samples = 0
  }
}
