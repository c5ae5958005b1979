import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import { pinyin } from 'pinyin-pro'

/** Words of school life that the general dictionary cuts apart. */
const SCHOOL_WORDS = ['微课', '优课', '任务单', '导学案', '课件', '教案', '同步课堂', '专递课堂', '复式班']

let known: Jieba | undefined

/** The dictionary takes most of a second to load: only when somebody first needs it. */
function jieba(): Jieba {
  if (!known) {
    known = Jieba.withDict(dict)
    known.loadDict(Buffer.from(SCHOOL_WORDS.map((word) => `${word} 20000 n`).join('\n')))
  }
  return known
}

const WORD = /^[\p{Script=Han}]+$|^[a-z0-9]+$/u
/** Particles that are in every text and tell nothing. */
const EMPTY = new Set('的 了 和 与 在 是 之 及 或 把 被 the a an of and'.split(' '))
const MAX_WORD = 40

const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** One writing for what means the same: full-width forms, upper case. */
export const normal = (text: string): string => text.normalize('NFKC').toLowerCase()

const meaningful = (words: readonly string[]): string[] =>
  words
    .flatMap((word) => word.match(/[\p{Script=Han}]+|[a-z0-9]+/gu) ?? [])
    .filter((word) => WORD.test(word) && !EMPTY.has(word) && word.length <= MAX_WORD)

/** Words of a query as a reader would part it, in its order. */
export const wordsOfQuery = (text: string): string[] => meaningful(jieba().cut(normal(text), true))

/** Runs of one kind of letters: what somebody may have meant as one word. */
export const runsOf = (text: string): string[] => normal(text).match(/[\p{Script=Han}]+|[a-z0-9]+/gu) ?? []

/** All words a text may be found by; long ones also by the words in them. */
export const wordsOfText = (text: string): string[] => [
  ...new Set(meaningful(jieba().cutForSearch(normal(text), true))),
]

/** Neighbouring characters: they find what the segmentation of a title parted in another way. */
export function pairsOf(text: string): string[] {
  const runs = normal(text).match(/[\p{Script=Han}]+/gu) ?? []
  return [...new Set(runs.flatMap((run) => [...run].slice(1).map((char, at) => [...run][at]! + char)))]
}

/** Toneless pinyin without gaps, `微课` → `weike`; other letters as they are. */
export const soundOf = (word: string): string =>
  isHan(word) ? pinyin(word, { toneType: 'none', type: 'array', v: true }).join('') : word

export const initialsOfWord = (word: string): string =>
  isHan(word) ? pinyin(word, { pattern: 'first', toneType: 'none', type: 'array' }).join('') : word
