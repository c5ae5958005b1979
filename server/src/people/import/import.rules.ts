import {
  DateOnly,
  PersonInput,
  Phone,
  ROLES_OF_KIND,
  SUBJECTS,
  Subject,
  type BackboneLevel,
  type ImportReport,
  type OrgKind,
  type Role,
  type TaughtStage,
} from '@tongke/contract'
import type { z } from 'zod'
import type { TableRow } from '../../platform/workbook/workbook.ts'
import {
  BACKBONE_NAMES,
  COLUMNS,
  ROLE_NAMES,
  SUBJECT_NAMES,
  TAUGHT_STAGE_NAMES,
  type ColumnKey,
} from './columns.ts'

export type Problem = z.infer<typeof ImportReport>['problems'][number]

/** One line of the sheet as text; `line` counts from 2, 1 is the heading. */
export type SheetRow = TableRow<ColumnKey>

export interface ImportRecord {
  readonly line: number
  readonly countyNo: string
  readonly name: string
  readonly phone: string | null
  readonly orgId: string
  readonly role: Role
  readonly subjects: Subject[]
  readonly title: string | null
  readonly taughtStage: TaughtStage | null
  readonly backboneLevel: BackboneLevel | null
  readonly from: string
  readonly to: string | null
}

export interface KnownOrganization {
  readonly id: string
  readonly kind: OrgKind
  readonly path: string
}

export interface KnownPerson {
  readonly id: string
  readonly countyNo: string
  readonly phone: string | null
  /** The importer manages every post this person holds. */
  readonly manageable: boolean
}

/** What the database knows, looked up before; the rules themselves read nothing. */
export interface ImportContext {
  /** By name and by code; two open organizations never share either. */
  readonly organizations: ReadonlyMap<string, KnownOrganization>
  readonly byCountyNo: ReadonlyMap<string, KnownPerson>
  readonly byPhone: ReadonlyMap<string, KnownPerson>
  readonly mayGrant: (role: Role, orgPath: string) => boolean
}

/** What a cell may say: our own code or the name people know. */
const codesOf = <C extends string>(names: Record<C, string>): Map<string, C> =>
  new Map(
    (Object.entries(names) as [C, string][]).flatMap(([code, name]) => [
      [code, code],
      [name, code],
    ]),
  )

const ROLE_OF = codesOf(ROLE_NAMES)
const TAUGHT_STAGE_OF = codesOf(TAUGHT_STAGE_NAMES)
const BACKBONE_OF = codesOf(BACKBONE_NAMES)
/** Also the codes of JY/T 1001, which other systems export. */
const SUBJECT_OF = new Map<string, Subject>([
  ...codesOf(SUBJECT_NAMES),
  ...Subject.options.flatMap((id) => SUBJECTS[id].map((code) => [code, id] as const)),
])

/** Reads every row and names every bad cell; `records` is complete only when there are no problems. */
export function checkRows(
  rows: readonly SheetRow[],
  context: ImportContext,
): { records: ImportRecord[]; problems: Problem[] } {
  const problems: Problem[] = []
  const records = rows.flatMap((row) => {
    const found = checkRow(row, context)
    problems.push(...found.problems)
    return found.record ? [found.record] : []
  })
  problems.push(
    ...repeated(rows, 'countyNo', (text) => text.toUpperCase()),
    ...repeated(rows, 'phone', (text) => text),
  )
  return { records, problems: problems.sort((a, b) => a.line - b.line) }
}

function checkRow(
  row: SheetRow,
  context: ImportContext,
): { record: ImportRecord | null; problems: Problem[] } {
  const problems: Problem[] = []
  const bad = (column: ColumnKey, code: string, message: string) =>
    problems.push(problem(row.line, column, code, message))
  const { cells } = row
  for (const { key, required } of COLUMNS) if (required && !cells[key]) bad(key, 'missing', 'Required')

  const countyNo = cells.countyNo.toUpperCase()
  if (countyNo && !PersonInput.shape.countyNo.safeParse(countyNo).success)
    bad('countyNo', 'format', '3–20 of A–Z, 0–9, -')
  if (cells.name && !PersonInput.shape.name.safeParse(cells.name).success)
    bad('name', 'format', 'At most 30 characters')
  if (cells.title.length > 30) bad('title', 'format', 'At most 30 characters')
  const phone = cells.phone || null
  if (phone && !Phone.safeParse(phone).success) bad('phone', 'format', 'Not a mobile number')

  const role = ROLE_OF.get(cells.role)
  if (cells.role && !role) bad('role', 'unknown', `Unknown role ${cells.role}`)
  const organization = context.organizations.get(cells.organization)
  if (cells.organization && !organization)
    bad('organization', 'unknown', `Unknown organization ${cells.organization}`)
  if (role && organization) checkPost(role, organization, context, bad)

  const subjects = subjectsOf(cells.subjects, bad)
  const taughtStage = codeOf('taughtStage', cells.taughtStage, TAUGHT_STAGE_OF, bad)
  const backboneLevel = codeOf('backboneLevel', cells.backboneLevel, BACKBONE_OF, bad)
  const from = dayOf(cells.from)
  const to = cells.to ? dayOf(cells.to) : null
  if (cells.from && !from) bad('from', 'format', 'Not a date')
  if (cells.to && !to) bad('to', 'format', 'Not a date')
  if (from && to && to < from) bad('to', 'order', 'The last day is before the first')

  checkKnown(countyNo, phone, context, bad)
  if (problems.length > 0 || !organization || !role || !from) return { record: null, problems }
  const { line } = row
  const title = cells.title || null
  return {
    record: {
      line,
      countyNo,
      name: cells.name,
      phone,
      orgId: organization.id,
      role,
      subjects,
      title,
      taughtStage,
      backboneLevel,
      from,
      to,
    },
    problems,
  }
}

type Bad = (column: ColumnKey, code: string, message: string) => void

function checkPost(role: Role, organization: KnownOrganization, context: ImportContext, bad: Bad) {
  if (!ROLES_OF_KIND[organization.kind].includes(role))
    bad('role', 'role_of_kind', 'This kind of organization has no such role')
  else if (!context.mayGrant(role, organization.path))
    bad('organization', 'forbidden', 'Outside your responsibility')
}

function checkKnown(countyNo: string, phone: string | null, context: ImportContext, bad: Bad) {
  const known = context.byCountyNo.get(countyNo)
  if (known && !known.manageable)
    bad('countyNo', 'forbidden', 'This person serves outside your responsibility')
  const owner = phone ? context.byPhone.get(phone) : undefined
  if (owner && owner.countyNo !== countyNo) bad('phone', 'taken', 'Another person has this number')
}

/** Null for an empty cell. */
function codeOf<C extends string>(
  column: ColumnKey,
  text: string,
  codes: ReadonlyMap<string, C>,
  bad: Bad,
): C | null {
  const code = codes.get(text)
  if (text && !code) bad(column, 'unknown', `Unknown ${text}`)
  return code ?? null
}

function subjectsOf(text: string, bad: Bad): Subject[] {
  const names = text.split(/[、,，;；/\s]+/).filter(Boolean)
  for (const name of names) if (!SUBJECT_OF.has(name)) bad('subjects', 'unknown', `Unknown subject ${name}`)
  if (names.length > 10) bad('subjects', 'too_many', 'At most 10')
  return [...new Set(names.flatMap((name) => SUBJECT_OF.get(name) ?? []))]
}

/** `2026-9-1`, `2026/09/01`, `2026.9.1`, `2026年9月1日`, `20260901` → `2026-09-01`; null when it is no day of the calendar. */
export function dayOf(text: string): string | null {
  const match =
    /^(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (!match) return null
  const [, year, month = '', date = ''] = match
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return DateOnly.safeParse(day).success ? day : null
}

/** Every row that repeats an earlier one, and the first of them too: none of them can be right by itself. */
function repeated(
  rows: readonly SheetRow[],
  column: 'countyNo' | 'phone',
  plain: (text: string) => string,
): Problem[] {
  const lines = new Map<string, number[]>()
  for (const { line, cells } of rows) {
    const value = plain(cells[column])
    if (value) lines.set(value, [...(lines.get(value) ?? []), line])
  }
  return [...lines.values()]
    .filter((found) => found.length > 1)
    .flatMap((found) =>
      found.map((line) =>
        problem(
          line,
          column,
          'repeated',
          `Also in row ${found.filter((other) => other !== line).join(', ')}`,
        ),
      ),
    )
}

const problem = (line: number, column: ColumnKey, code: string, message: string): Problem => ({
  line,
  column,
  path: `rows.${line}.${column}`,
  code,
  message,
})
