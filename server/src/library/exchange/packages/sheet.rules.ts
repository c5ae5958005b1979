import type { ErrorDetail } from '@tongke/contract'
import { flipped, gradeOf } from '../../../curriculum/import/items.rules.ts'
import { SUBJECT_NAMES } from '../../../people/import/columns.ts'
import type { TableRow } from '../../../platform/workbook/workbook.ts'
import { WORDS_OF_TYPE } from '../../find/type-words.ts'
import { problemOf, type Candidate, type CandidateFile } from './candidate.ts'
import { findFile } from './entries.rules.ts'
import {
  AUDIENCE_WORDS,
  FILE_COLUMNS,
  FORM_WORDS,
  LICENCE_WORDS,
  type ColumnKey,
  type FileColumn,
} from './sheet-columns.ts'

type Row = TableRow<ColumnKey>

const several = (words: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(words).flatMap(([value, all]) => all.map((word) => [word, value] as const)))

const WORDS: Partial<Record<ColumnKey, ReadonlyMap<string, unknown>>> = {
  type: several(WORDS_OF_TYPE),
  subject: flipped(SUBJECT_NAMES),
  audience: several(AUDIENCE_WORDS),
  exerciseForm: several(FORM_WORDS),
  licence: several(LICENCE_WORDS),
}

const SEPARATORS = /[,，;；、\n]/
/** Cells that go into the metadata as they are. */
const TEXTS = ['title', 'description', 'rightsOwner', 'licenceUntil', 'link'] as const

/** One row of the list as an item. @param folder where the list lies: names of files count from there */
export function rowCandidate({ line, cells }: Row, paths: ReadonlySet<string>, folder: string): Candidate {
  const problems: ErrorDetail[] = []
  const wordOf = (key: ColumnKey): unknown => {
    const text = cells[key]
    if (text === '') return undefined
    const value = WORDS[key]?.get(text)
    if (value === undefined) problems.push(problemOf(`cells.${key}`, 'unknown', text))
    return value
  }
  const type = wordOf('type')
  const found: Record<string, unknown> = {
    ...Object.fromEntries(TEXTS.map((key) => [key, cells[key]])),
    keywords: listOf(cells.keywords),
    subject: wordOf('subject'),
    ...gradesOf(cells, problems),
    audience: wordOf('audience'),
    exerciseForm: wordOf('exerciseForm'),
    licence: wordOf('licence'),
    typicalMinutes: minutesOf(cells.typicalMinutes, problems),
  }
  const said = Object.entries(found).filter(([, value]) => value !== undefined && value !== '')
  const { edition, node } = cells
  return {
    key: `row-${line}`,
    line,
    type: (type ?? null) as Candidate['type'],
    metadata: Object.fromEntries(said) as Candidate['metadata'],
    node: node ? { edition: edition || null, node } : null,
    files: filesOf(cells, paths, folder, problems),
    problems,
  }
}

const listOf = (cell: string): string[] | undefined => {
  const words = cell.split(SEPARATORS).map((word) => word.trim())
  return cell === '' ? undefined : [...new Set(words.filter(Boolean))]
}

function gradesOf({ gradeFrom, gradeTo }: Row['cells'], problems: ErrorDetail[]) {
  const read = (key: 'gradeFrom' | 'gradeTo', text: string): number | undefined => {
    const grade = text === '' ? undefined : gradeOf(text)
    if (typeof grade === 'number' || grade === undefined) return grade
    problems.push(problemOf(`cells.${key}`, 'unknown', text))
    return undefined
  }
  const from = read('gradeFrom', gradeFrom)
  return { gradeFrom: from, gradeTo: gradeTo === '' ? from : read('gradeTo', gradeTo) }
}

function minutesOf(text: string, problems: ErrorDetail[]): number | undefined {
  if (text === '') return undefined
  if (/^\d{1,3}$/.test(text)) return Number(text)
  problems.push(problemOf('cells.typicalMinutes', 'unknown', text))
  return undefined
}

function filesOf(
  cells: Row['cells'],
  paths: ReadonlySet<string>,
  folder: string,
  problems: ErrorDetail[],
): CandidateFile[] {
  const columns = Object.keys(FILE_COLUMNS) as FileColumn[]
  return columns.flatMap((key) =>
    (key === 'attachments' ? (listOf(cells[key]) ?? []) : [cells[key]].filter(Boolean)).flatMap((name) => {
      const path = findFile(paths, folder, name)
      if (path !== 'missing' && path !== 'ambiguous')
        return [{ role: FILE_COLUMNS[key], path, isOptional: false }]
      problems.push(problemOf(`cells.${key}`, `file_${path}`, name))
      return []
    }),
  )
}
