import type { ImportReport } from '@tongke/contract'

type Problem = ImportReport['problems'][number]

const KNOWN = [
  'missing',
  'format',
  'repeated',
  'taken',
  'unknown',
  'order',
  'role_of_kind',
  'forbidden',
  'too_many',
] as const
const COLUMNS = [
  'countyNo',
  'name',
  'phone',
  'organization',
  'role',
  'subjects',
  'title',
  'taughtStage',
  'backboneLevel',
  'from',
  'to',
] as const
/** What a cell should look like instead. */
const FORMATS = {
  countyNo: 'format_number',
  name: 'format_length',
  title: 'format_length',
  phone: 'format_phone',
  from: 'format_day',
  to: 'format_day',
} as const satisfies Partial<Record<(typeof COLUMNS)[number], string>>
export type ProblemKey = (typeof KNOWN)[number] | (typeof FORMATS)[keyof typeof FORMATS] | 'other'

const hasFormat = (column: string): column is keyof typeof FORMATS => column in FORMATS

/** Key under `import.problems` for a row's stable code. */
export const problemKey = (problem: Pick<Problem, 'code' | 'column'>): ProblemKey => {
  const code = problem.code.replace(/^.*\./, '')
  if (code === 'format' && hasFormat(problem.column)) return FORMATS[problem.column]
  return KNOWN.find((known) => known === code) ?? 'other'
}

/** Key under `import.columns` for the column of the workbook, null for one this page does not know. */
export const columnKey = (column: string): (typeof COLUMNS)[number] | null =>
  COLUMNS.find((known) => known === column) ?? null

/** A CSV that Excel opens as UTF-8: first passwords to hand out. */
export function passwordsCsv(heading: readonly string[], rows: ImportReport['passwords']): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = [heading, ...rows.map((row) => [row.countyNo, row.name, row.password])]
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}`
}
