import { countUpTo, type ReplayChapter, type ReplayPage } from '@tongke/contract'

/** The chapter a place is in. */
export const chapterAt = (chapters: readonly ReplayChapter[], at: number): ReplayChapter | undefined =>
  chapters[countUpTo(chapters, at) - 1]

/** Where the turn before or after a place is; before: the start of the page first, then the one before it. */
export function turnFrom(chapters: readonly ReplayChapter[], at: number, step: -1 | 1): number | undefined {
  const index = countUpTo(chapters, at) - 1
  if (step > 0) return chapters[index + 1]?.at
  const here = chapters[index]
  return here && at - here.at > 2_000 ? here.at : chapters[Math.max(0, index - 1)]?.at
}

export interface Found {
  readonly chapter: ReplayChapter
  readonly page: ReplayPage | undefined
  /** What stands around the words; empty without a search. */
  readonly excerpt: string
}

const AROUND = 16

function excerptOf(text: string, place: number, length: number): string {
  const from = Math.max(0, place - AROUND)
  const to = Math.min(text.length, place + length + AROUND)
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
}

/** The turns whose pages have the words on them; all of them without words. */
export function findChapters(
  chapters: readonly ReplayChapter[],
  pages: readonly ReplayPage[],
  words: string,
): Found[] {
  const wanted = words.trim().toLowerCase()
  return chapters.flatMap((chapter) => {
    const page = pages.find(({ key }) => key === chapter.key)
    if (wanted === '') return [{ chapter, page, excerpt: '' }]
    const text = (page?.text ?? '').replaceAll(/\s+/g, ' ')
    const place = text.toLowerCase().indexOf(wanted)
    return place < 0 ? [] : [{ chapter, page, excerpt: excerptOf(text, place, wanted.length) }]
  })
}
