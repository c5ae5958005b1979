import type { Marked } from '@tongke/contract'
import { pairsOf } from './segment.ts'

/** One word of a query with the words that count as it: homophones of a misspelt word, words behind its pinyin. */
export interface Term {
  readonly typed: string
  readonly words: readonly string[]
}

/** How many words may stand behind one typed pinyin. */
export const MAX_ALTERNATIVES = 12

const quoted = (word: string): string => `'${word.replaceAll("'", "''")}'`

/** A word, or, because titles are parted in many ways, the pairs of characters it consists of. */
function lexemesOf(word: string): string {
  const pairs = pairsOf(word)
  if (pairs.length < 2) return quoted(word)
  return `(${quoted(word)} | (${pairs.map(quoted).join(' & ')}))`
}

/**
 * Text of a `tsquery`: all terms, each by any of its words, or all pairs of neighbours in what was typed, because text and
 * query may be parted in different ways. Words are letters and digits only.
 */
export function tsqueryOf(terms: readonly Term[], typed: string): string {
  const all = terms.map(({ words }) => `(${words.map(lexemesOf).join(' | ')})`).join(' & ')
  const pairs = pairsOf(typed)
  return pairs.length > 1 ? `(${all}) | (${pairs.map(quoted).join(' & ')})` : all
}

/** The query as it was read, when that is not what was typed. */
export function readAsOf(terms: readonly Term[]): string | null {
  const changed = terms.some(({ typed, words }) => words[0] !== undefined && !words.includes(typed))
  return changed
    ? terms.map(({ typed, words }) => (words.includes(typed) ? typed : (words[0] ?? typed))).join(' ')
    : null
}

/** Pieces of `text`, the found words marked; overlapping words are one piece. */
export function markedIn(text: string, words: readonly string[]): Marked {
  const lower = text.toLowerCase()
  const hits = Array.from({ length: text.length }, () => false)
  for (const word of new Set(words))
    for (let at = lower.indexOf(word); word && at >= 0; at = lower.indexOf(word, at + 1))
      hits.fill(true, at, at + word.length)
  const pieces: Marked = []
  for (let at = 0; at < text.length; at += 1) {
    const last = pieces.at(-1)
    if (last && last.hit === hits[at]) last.text += text[at]
    else pieces.push({ text: text[at]!, hit: hits[at]! })
  }
  return pieces
}

const AROUND = 40

/** Some text around the first found word, null when there is none. */
export function excerptOf(text: string, words: readonly string[]): Marked | null {
  const lower = text.toLowerCase()
  const places = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0)
  if (places.length === 0) return null
  const from = Math.max(0, Math.min(...places) - AROUND / 2)
  const piece = text.slice(from, from + 2 * AROUND).replace(/\s+/g, ' ')
  return markedIn(`${from > 0 ? '…' : ''}${piece}${from + 2 * AROUND < text.length ? '…' : ''}`, words)
}

/** All that a found text may show as the reason it was found. */
export const wordsToMark = (terms: readonly Term[]): string[] => [
  ...new Set(
    terms.flatMap(({ typed, words }) => [
      typed,
      ...words,
      ...words.flatMap((word) => (word.length > 2 ? pairsOf(word) : [])),
    ]),
  ),
]
