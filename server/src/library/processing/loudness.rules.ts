import type { Loudness, Span } from './facts.ts'

/** LUFS to which all sound of the library is brought: one volume knob for a day of lessons. */
export const TARGET_LUFS = -16
/** dBTP that no sample exceeds afterwards. */
const CEILING = -1.5
/** A quieter recording than −36 LUFS is mostly noise: more gain would only make that loud. */
const MOST_GAIN = 20
const SILENT = -69

/** Shortest silence worth telling an author. */
export const SILENCE_SECONDS = 10
/** Shortest black picture worth telling. */
export const BLACK_SECONDS = 5

/** Filters that measure loudness (EBU R128) and silences without changing the sound; what they say is read by `SoundLog`. */
export const MEASURE_FILTER = `silencedetect=noise=-50dB:d=${SILENCE_SECONDS},ebur128=peak=true:framelog=verbose`
export const BLACK_FILTER = `blackdetect=d=${BLACK_SECONDS}:pix_th=0.10`

/**
 * One gain for the whole recording, so that a whisper stays quieter than a call, and a limiter only where peaks would clip.
 * `aresample` fills what is missing in the time stamps: sound that starts late stays with its picture.
 */
export function soundFilter(loudness: Loudness | undefined): string {
  const steady = 'aresample=async=1:first_pts=0'
  if (!loudness || loudness.integrated <= SILENT) return steady
  const gain = Math.min(MOST_GAIN, TARGET_LUFS - loudness.integrated)
  const limiter =
    loudness.truePeak + gain > CEILING ? `,alimiter=limit=${linear(CEILING).toFixed(4)}:level=false` : ''
  return `${steady},volume=${gain.toFixed(2)}dB${limiter}`
}

const linear = (decibels: number) => 10 ** (decibels / 20)

/** Reads what ffmpeg's measuring filters write, line by line. */
export class FilterLog {
  readonly silences: Span[] = []
  readonly blacks: Span[] = []
  private silentFrom: number | undefined
  private readonly summary = new Map<string, number>()

  readonly take = (line: string): void => {
    const silence = /silence_(start|end): (-?[\d.]+)/.exec(line)
    if (silence) this.onSilence(silence[1] === 'start', Number(silence[2]))
    const black = /black_start:([\d.]+) black_end:([\d.]+)/.exec(line)
    if (black) this.blacks.push({ from: Number(black[1]), to: Number(black[2]) })
    const value = /^\s+(I|LRA|Peak):\s+(-?[\d.]+|-inf|nan)\s+(LUFS|LU|dBFS)/.exec(line)
    if (value?.[1]) this.summary.set(value[1], Number(value[2]?.replace('-inf', '-70')))
  }

  /** undefined when there was nothing to measure */
  get loudness(): Loudness | undefined {
    const [integrated = NaN, range = NaN, truePeak = NaN] = ['I', 'LRA', 'Peak'].map((name) =>
      this.summary.get(name),
    )
    return [integrated, range, truePeak].every(Number.isFinite) ? { integrated, range, truePeak } : undefined
  }

  private onSilence(starts: boolean, at: number) {
    if (starts) this.silentFrom = Math.max(0, at)
    else if (this.silentFrom !== undefined) this.silences.push({ from: this.silentFrom, to: at })
  }
}
