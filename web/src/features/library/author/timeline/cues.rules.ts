import { cuesOf, type Cue } from '@tongke/contract'
import { msOf, stampOf } from './time-text.ts'

/** A cue while somebody works on it: times as typed. */
export interface CueDraft {
  readonly key: number
  readonly from: string
  readonly to: string
  readonly text: string
}

export type CueProblem = 'time' | 'order' | 'words'

/** How long a new line stands unless the next one begins before. */
const NEW_MS = 3000
const LEAST_MS = 500

export const draftsOf = (cues: readonly Cue[]): CueDraft[] =>
  cues.map(({ fromMs, toMs, text }, key) => ({ key, from: stampOf(fromMs), to: stampOf(toMs), text }))

export function problemOf({ from, to, text }: CueDraft): CueProblem | null {
  const [fromMs, toMs] = [msOf(from), msOf(to)]
  if (fromMs === null || toMs === null) return 'time'
  if (toMs <= fromMs) return 'order'
  return text.trim() === '' ? 'words' : null
}

/** In the order of their times; null while one of them is wrong. */
export function cuesFrom(drafts: readonly CueDraft[]): Cue[] | null {
  if (drafts.some(problemOf)) return null
  return drafts
    .map(({ from, to, text }) => ({ fromMs: msOf(from) ?? 0, toMs: msOf(to) ?? 0, text: text.trim() }))
    .sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs)
}

/** The list with an empty line at this time, before the first that begins later. */
export function withCueAt(drafts: readonly CueDraft[], atMs: number): { drafts: CueDraft[]; key: number } {
  const key = Math.max(-1, ...drafts.map((one) => one.key)) + 1
  const later = drafts.findIndex(({ from }) => (msOf(from) ?? -1) > atMs)
  const next = later < 0 ? Infinity : (msOf(drafts[later]!.from) ?? Infinity)
  const toMs = Math.max(atMs + LEAST_MS, Math.min(atMs + NEW_MS, next))
  const made = { key, from: stampOf(atMs), to: stampOf(toMs), text: '' }
  const index = later < 0 ? drafts.length : later
  return { drafts: [...drafts.slice(0, index), made, ...drafts.slice(index)], key }
}

/** The line that is shown at this time. */
export const cueAt = (drafts: readonly CueDraft[], ms: number): CueDraft | undefined =>
  drafts.find(({ from, to }) => {
    const [fromMs, toMs] = [msOf(from), msOf(to)]
    return fromMs !== null && toMs !== null && fromMs <= ms && ms < toMs
  })

const SRT_TIMES = /^\d{1,2}:\d{2}:\d{2},\d{3}\s+-->\s+\d{1,2}:\d{2}:\d{2},\d{3}/m

/** Cutting programs write SRT: the same with commas and numbers, and without a heading. */
const fromSrt = (text: string): string =>
  `WEBVTT\n\n${text.replace(/^\uFEFF/, '').replaceAll(/(\d{2}:\d{2}),(\d{3})/g, '$1.$2')}`

/** The cues of a WebVTT or SRT text; null when it is neither. */
export const subtitlesFrom = (text: string): Cue[] | null =>
  cuesOf(text) ?? (SRT_TIMES.test(text) ? cuesOf(fromSrt(text)) : null)

/** The words of a file: UTF-8, else what Chinese programs wrote before it. */
export function wordsOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
