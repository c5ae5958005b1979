import type { Subject } from '@tongke/contract'

export interface DemoTextbook {
  readonly subject: Subject
  readonly grade: number
  /** Code of the edition. */
  readonly edition: string
}

/** Editions that the demo's schools use from grade to grade; town and country differ in 数学 and 英语, as they do. */
const COMMON: readonly (readonly [Subject, number, number, string])[] = [
  ['morality', 1, 9, 'dd-tb'],
  ['chinese', 1, 9, 'yw-tb'],
  ['science', 1, 6, 'kx-jk'],
  ['ict', 3, 8, 'xx-rj'],
  ['pe', 1, 9, 'ty-rj'],
  ['music', 1, 9, 'yi-ry'],
  ['fine_art', 1, 9, 'yi-rm'],
  ['labour', 1, 9, 'ld-lh'],
  ['practice', 1, 9, 'zh-ls'],
]
const TOWN: typeof COMMON = [
  ['mathematics', 1, 9, 'sx-bsd'],
  ['english', 1, 6, 'yy-wy1'],
]
const COUNTRY: typeof COMMON = [
  ['mathematics', 1, 9, 'sx-rj'],
  ['english', 3, 6, 'yy-pep'],
]

export const demoTextbooks = (inTown: boolean, grades: readonly number[]): DemoTextbook[] =>
  [...COMMON, ...(inTown ? TOWN : COUNTRY)].flatMap(([subject, from, to, edition]) =>
    grades.filter((grade) => from <= grade && grade <= to).map((grade) => ({ subject, grade, edition })),
  )
