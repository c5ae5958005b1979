import type { CurriculumReport } from '@tongke/contract'
import { z } from 'zod'
import { SUBJECT_NAMES } from '../../people/import/columns.ts'
import { GRADE_WORDS, KIND_WORDS, SYSTEM_WORDS, VOLUME_WORDS } from './columns.ts'

export type Problem = CurriculumReport['problems'][number]
export type Table = Problem['table']

/** One entry of the file before it is understood; blank cells are left out. */
export interface RawItem {
  readonly line: number
  readonly values: Readonly<Record<string, unknown>>
}

export interface Item<T> {
  readonly line: number
  readonly value: T
}

export const problem = (
  table: Table,
  line: number,
  column: string,
  code: string,
  message: string,
): Problem => ({ table, line, column, path: `${table}.${line}.${column}`, code, message })

/** Entries that have the declared shape; of the others their codes, and every field that is wrong. */
export function readItems<S extends z.ZodObject>(
  schema: S,
  table: Table,
  raw: readonly RawItem[],
): { items: Item<z.output<S>>[]; problems: Problem[]; broken: string[] } {
  const items: Item<z.output<S>>[] = []
  const problems: Problem[] = []
  const broken: string[] = []
  for (const { line, values } of raw) {
    const parsed = schema.safeParse(values)
    if (parsed.success) items.push({ line, value: parsed.data })
    else {
      problems.push(...parsed.error.issues.map((issue) => issueProblem(table, line, values, issue)))
      broken.push(String(values['code']))
    }
  }
  return { items, problems, broken }
}

function issueProblem(
  table: Table,
  line: number,
  values: RawItem['values'],
  issue: z.core.$ZodIssue,
): Problem {
  const column = String(issue.path[0] ?? '')
  if (values[column] === undefined) return problem(table, line, column, 'missing', 'Required')
  const code = issue.code === 'invalid_value' ? 'unknown' : 'format'
  return problem(table, line, column, code, issue.message)
}

/** From the words people read to the values they mean. */
export const flipped = (words: Readonly<Record<string, string>>) =>
  new Map(Object.entries(words).map(([value, word]) => [word, value]))

const WORDS: Readonly<Record<string, ReadonlyMap<string, unknown>>> = {
  kind: flipped(KIND_WORDS),
  volume: flipped(VOLUME_WORDS),
  subject: flipped(SUBJECT_NAMES),
  schoolSystem: flipped(SYSTEM_WORDS),
  isNew: new Map([
    ['是', true],
    ['否', false],
  ]),
}
const NUMBERS = ['position', 'approvalYear']
const GRADES = ['gradeFrom', 'gradeTo', 'startGrade']
const GRADE = /^([一二三四五六七八九])(?:年级)?$|^([1-9])(?:年级)?$/

/** What people write in a cell as what the contract calls it; what is not known stays, and is named as a problem. */
export function valueOf(key: string, text: string): unknown {
  const word = WORDS[key]?.get(text)
  if (word !== undefined) return word
  if (GRADES.includes(key)) return gradeOf(text)
  return NUMBERS.includes(key) && /^\d{1,6}$/.test(text) ? Number(text) : text
}

/** A grade as people write it, `三`, `三年级` or `3`; anything else stays as it is. */
export function gradeOf(text: string): unknown {
  const found = GRADE.exec(text)
  if (!found) return text
  return found[2] ? Number(found[2]) : GRADE_WORDS.indexOf(found[1] as (typeof GRADE_WORDS)[number]) + 1
}
