/** One line that is shown for a while. */
export interface Cue {
  readonly fromMs: number
  readonly toMs: number
  readonly text: string
}

const TIMES = /^((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})\s+-->\s+((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})(?:\s|$)/
const MAX_CUES = 5_000

function msOf(time: string): number {
  const [seconds = 0, minutes = 0, hours = 0] = time.split(':').toReversed().map(Number)
  return Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000)
}

/**
 * The cues of a WebVTT text (W3C WebVTT §4); styles, regions and notes are passed over.
 * @returns null when it is not WebVTT or a cue ends before it begins
 */
export function cuesOf(vtt: string): Cue[] | null {
  const blocks = vtt
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n{2,}/)
  if (!/^WEBVTT(?:[ \t].*)?$/.test(blocks[0]?.split('\n')[0] ?? '')) return null
  const cues: Cue[] = []
  for (const block of blocks.slice(1)) {
    if (block.trim() === '' || /^(?:NOTE|STYLE|REGION)\b/.test(block)) continue
    const lines = block.trim().split('\n')
    const at = TIMES.test(lines[0] ?? '') ? 0 : 1
    const [, from, to] = TIMES.exec(lines[at] ?? '') ?? []
    if (!from || !to || msOf(to) <= msOf(from) || cues.length >= MAX_CUES) return null
    cues.push({ fromMs: msOf(from), toMs: msOf(to), text: lines.slice(at + 1).join('\n') })
  }
  return cues
}

const pad = (value: number, width = 2): string => String(value).padStart(width, '0')

const timeOf = (ms: number): string =>
  `${pad(Math.floor(ms / 3_600_000))}:${pad(Math.floor(ms / 60_000) % 60)}:${pad(Math.floor(ms / 1000) % 60)}.${pad(ms % 1000, 3)}`

/** An empty line would end the cue, an arrow would be read as times. */
const payloadOf = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n')
    .replaceAll('-->', '→')

/** A WebVTT text of these cues; `cuesOf` reads it back. */
export const vttOf = (cues: readonly Cue[]): string =>
  `${['WEBVTT', ...cues.map(({ fromMs, toMs, text }) => `${timeOf(fromMs)} --> ${timeOf(toMs)}\n${payloadOf(text)}`)].join('\n\n')}\n`
