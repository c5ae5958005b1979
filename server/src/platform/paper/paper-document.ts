/** Rows under column headings; without columns each row is a name and what it is. `shares` of the width, in the order of columns. */
export interface PaperTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly shares?: readonly number[] | undefined
}

export interface PaperPart {
  readonly heading: string | null
  readonly table: PaperTable | null
  /** One paragraph a line. */
  readonly text: string
}

/** A document as it is meant, whichever format it is written in. */
export interface PaperDocument {
  readonly title: string
  readonly subtitle: string | null
  readonly parts: readonly PaperPart[]
  /** Lines at the end on the right, for names and the day. */
  readonly signature: readonly string[]
  /** At the foot of each page, beside its number. */
  readonly footer: string
}

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const

/** 一、基本情况: parts are numbered as official documents number them (GB/T 9704). */
export function numberedHeadings(parts: readonly PaperPart[]): (string | null)[] {
  let number = 0
  return parts.map(({ heading }) => {
    if (heading === null) return null
    number += 1
    return `${NUMERALS[number - 1] ?? number}、${heading}`
  })
}

/** Paragraphs of a text: its lines that say something. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Parts of a width that add up to 1. */
export function sharesOf({ columns, rows, shares }: PaperTable): number[] {
  const count = columns.length || Math.max(1, ...rows.map((row) => row.length))
  const wanted = shares ?? (columns.length === 0 ? [1, 4] : [])
  const given = Array.from({ length: count }, (_, index) => wanted[index] ?? 1)
  const total = given.reduce((sum, one) => sum + one, 0)
  return given.map((one) => one / total)
}
