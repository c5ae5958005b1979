/** Sound as espeak-ng writes it: one channel of 16 bits. */
export const RATE = 22_050
const BYTES = 2

/** Pause after a sentence and after a slide, and how long a slide without words stays. */
const SENTENCE_PAUSE_MS = 320
const SLIDE_PAUSE_MS = 700
const SILENT_SLIDE_MS = 2_500
/** How fast a person reads subtitles aloud; the pace of a video without a narrator. */
const MS_PER_CHARACTER = 230

/** Sentences of a narration, each spoken and shown by itself. */
export const sentencesOf = (say: string): string[] =>
  say
    .split(/(?<=[。！？；]|[.!?](?=\s|$))/u)
    .map((one) => one.trim())
    .filter((one) => one !== '')

/** @throws Error when it is not the kind of WAV that espeak-ng writes */
export function samplesOf(wav: Buffer): Buffer {
  const at = wav.indexOf('data', 12, 'latin1')
  if (wav.toString('latin1', 0, 4) !== 'RIFF' || at < 0 || wav.readUInt32LE(24) !== RATE)
    throw new Error('Not a WAV file of 22050 Hz')
  return wav.subarray(at + 8, wav.length - ((wav.length - at) % BYTES))
}

export function wavOf(samples: Buffer): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(RATE, 24)
  head.writeUInt32LE(RATE * BYTES, 28)
  head.writeUInt16LE(BYTES, 32)
  head.writeUInt16LE(8 * BYTES, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}

export const silence = (ms: number): Buffer => Buffer.alloc(Math.round((ms / 1000) * RATE) * BYTES)
export const lengthMs = (samples: Buffer): number => (samples.length / BYTES / RATE) * 1000

export interface SpokenSentence {
  readonly text: string
  /** Null: there is no narrator. */
  readonly samples: Buffer | null
}

export interface Narration {
  readonly samples: Buffer
  /** When each slide begins, milliseconds; the last entry is the end. */
  readonly slideStarts: readonly number[]
  readonly cues: readonly { readonly fromMs: number; readonly toMs: number; readonly text: string }[]
}

/** Puts sentences one after the other, with pauses; slides and subtitles follow the voice. */
export function narrationOf(slides: readonly (readonly SpokenSentence[])[]): Narration {
  const parts: Buffer[] = []
  const cues: { fromMs: number; toMs: number; text: string }[] = []
  const slideStarts = [0]
  let at = 0
  const add = (samples: Buffer) => {
    parts.push(samples)
    at += lengthMs(samples)
  }
  for (const sentences of slides) {
    for (const { text, samples } of sentences) {
      const fromMs = at
      add(samples ?? silence([...text].length * MS_PER_CHARACTER))
      cues.push({ fromMs, toMs: at, text })
      add(silence(SENTENCE_PAUSE_MS))
    }
    add(silence(sentences.length > 0 ? SLIDE_PAUSE_MS : SILENT_SLIDE_MS))
    slideStarts.push(at)
  }
  return { samples: Buffer.concat(parts), slideStarts, cues }
}

/** WebVTT (W3C). */
export const subtitlesOf = ({ cues }: Narration): string =>
  ['WEBVTT', ...cues.map(({ fromMs, toMs, text }) => `${stamp(fromMs)} --> ${stamp(toMs)}\n${text}`)].join(
    '\n\n',
  )

function stamp(ms: number): string {
  const whole = Math.round(ms)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(whole / 60_000)}:${two((whole / 1000) % 60)}.${String(whole % 1000).padStart(3, '0')}`
}
