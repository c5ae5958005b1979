import type { DurationBand, FindQuery } from '@tongke/contract'

/** What the sheet knows of one resource. */
export interface Entry {
  readonly number: number
  readonly versionId: string
  /** Path of the school when it is for the own school alone, null for the county. */
  readonly schoolPath: string | null
  readonly stage: string
  readonly subject: string
  readonly gradeFrom: number
  readonly gradeTo: number
  readonly editionId: string | null
  readonly type: string
  readonly duration: DurationBand | null
  readonly orgId: string
  readonly licence: string
  /** Seconds since the epoch, with fractions. */
  readonly publishedAt: number
  /** Counts of use, weighed; only its order matters. */
  readonly popularity: number
}

/** Facets with one value an entry. The grade is the exception: an entry has a range. */
const COLUMNS = ['stage', 'subject', 'edition', 'type', 'duration', 'org', 'licence'] as const
type Column = (typeof COLUMNS)[number]
type FacetName = Column | 'grade'

const VALUE_OF: Record<Column, (entry: Entry) => string | null> = {
  stage: ({ stage }) => stage,
  subject: ({ subject }) => subject,
  edition: ({ editionId }) => editionId,
  type: ({ type }) => type,
  duration: ({ duration }) => duration,
  org: ({ orgId }) => orgId,
  licence: ({ licence }) => licence,
}

/** What somebody teaches: what fits it comes first. */
export interface Profile {
  readonly subjects: readonly string[]
  readonly grades: readonly number[]
  readonly editionIds: readonly string[]
}

export interface Question {
  readonly filter: Pick<FindQuery, FacetName>
  readonly sort: FindQuery['sort']
  readonly profile: Profile
  /** Whether what this school keeps for itself may be seen. */
  readonly seesSchool: (path: string) => boolean
  /** Numbers of what the text and the node leave, with their worth; null: no such condition. */
  readonly among: ReadonlyMap<number, number> | null
  readonly offset: number
  readonly limit: number
}

export interface Answer {
  readonly versionIds: string[]
  readonly total: number
  /** Count by value; the choice made in a facet itself does not narrow it. */
  readonly facets: Record<FacetName, Map<string, number>>
}

/** Code 0 is "no value". */
class Codes {
  private readonly codes = new Map<string, number>()
  readonly values: (string | null)[] = [null]

  of(value: string | null): number {
    if (value === null) return 0
    const known = this.codes.get(value)
    if (known !== undefined) return known
    this.codes.set(value, this.values.length)
    this.values.push(value)
    return this.values.length - 1
  }

  /** Of a value nobody has: one that matches nothing. */
  find(value: string | undefined): number | null {
    return value === undefined ? null : (this.codes.get(value) ?? -1)
  }
}

const LAST_GRADE = 9
/** Tenths of seconds since 2020 leave room for the row in one exact number. */
const FIRST_SECOND = Date.UTC(2020) / 1000
const FIRST_CAPACITY = 1024
const SUBJECT_FITS = 4
const GRADE_FITS = 3
const EDITION_FITS = 2
/** Of popularity within one fit; above it lies the next fit. */
const STEP = 1024

/**
 * All that can be found, as columns of numbers: one pass over a hundred thousand entries filters, counts every facet and ranks in a
 * few milliseconds, which no plan of a row store does. Postgres finds words; this counts.
 */
export class EntrySheet {
  private readonly rows: (Entry | null)[] = []
  private readonly rowOf = new Map<number, number>()
  private readonly free: number[] = []
  private readonly codes = Object.fromEntries(COLUMNS.map((name) => [name, new Codes()])) as Record<
    Column,
    Codes
  >
  private columns = Object.fromEntries(
    COLUMNS.map((name) => [name, new Int32Array(FIRST_CAPACITY)]),
  ) as Record<Column, Int32Array>

  get size(): number {
    return this.rowOf.size
  }

  put(entry: Entry): void {
    const row = this.rowOf.get(entry.number) ?? this.free.pop() ?? this.rows.length
    this.rowOf.set(entry.number, row)
    this.rows[row] = entry
    if (row >= this.columns.stage.length) this.grow()
    for (const name of COLUMNS) this.columns[name][row] = this.codes[name].of(VALUE_OF[name](entry))
  }

  remove(number: number): void {
    const row = this.rowOf.get(number)
    if (row === undefined) return
    this.rowOf.delete(number)
    this.rows[row] = null
    this.free.push(row)
  }

  answer(question: Question): Answer {
    const wanted = COLUMNS.map((name) => this.codes[name].find(question.filter[name]))
    const columns = COLUMNS.map((name) => this.columns[name])
    const counts = COLUMNS.map((name) => new Int32Array(this.codes[name].values.length))
    const grades = new Int32Array(LAST_GRADE + 1)
    const found: number[] = []
    this.visit(question, (row, entry) => {
      const failed = failureOf(entry, row, question.filter.grade, wanted, columns)
      if (failed === MANY) return
      if (failed === NONE) found.push(row)
      for (let at = 0; at < columns.length; at += 1)
        if (failed === NONE || failed === at) counts[at]![columns[at]![row]!]! += 1
      if (failed === NONE || failed === GRADE)
        for (let grade = entry.gradeFrom; grade <= entry.gradeTo; grade += 1) grades[grade]! += 1
    })
    return {
      versionIds: this.page(found, question),
      total: found.length,
      facets: { ...this.named(counts), grade: byGrade(grades) },
    }
  }

  /** Every entry that the viewer may see and that text and node leave. */
  private visit({ among, seesSchool }: Question, see: (row: number, entry: Entry) => void): void {
    const look = (row: number) => {
      const entry = this.rows[row]
      if (entry && (entry.schoolPath === null || seesSchool(entry.schoolPath))) see(row, entry)
    }
    if (!among) for (let row = 0; row < this.rows.length; row += 1) look(row)
    else
      for (const number of among.keys()) {
        const row = this.rowOf.get(number)
        if (row !== undefined) look(row)
      }
  }

  /** Best first. Worth and row in one number: a sort of plain numbers is many times faster than one with a comparison. */
  private page(found: readonly number[], question: Question): string[] {
    const span = 2 ** 20
    const ranked = new Float64Array(found.length)
    for (let at = 0; at < found.length; at += 1) {
      const row = found[at]!
      ranked[at] = worthOf(this.rows[row]!, question) * span + row
    }
    ranked.sort()
    const { offset, limit } = question
    const best = ranked.subarray(
      Math.max(0, found.length - offset - limit),
      Math.max(0, found.length - offset),
    )
    return [...best].toReversed().map((value) => this.rows[value % span]!.versionId)
  }

  private named(counts: readonly Int32Array[]): Record<Column, Map<string, number>> {
    return Object.fromEntries(
      COLUMNS.map((name, at) => {
        const named = new Map<string, number>()
        counts[at]!.forEach((count, code) => {
          const value = this.codes[name].values[code]
          if (count > 0 && value) named.set(value, count)
        })
        return [name, named]
      }),
    ) as Record<Column, Map<string, number>>
  }

  private grow(): void {
    for (const name of COLUMNS) {
      const wider = new Int32Array(this.columns[name].length * 2)
      wider.set(this.columns[name])
      this.columns[name] = wider
    }
  }
}

const NONE = -1
const MANY = -2
const GRADE = COLUMNS.length

/** Which one facet keeps an entry out: its place, `GRADE`, `NONE`, or `MANY` when it is more than one. */
function failureOf(
  entry: Entry,
  row: number,
  grade: number | undefined,
  wanted: readonly (number | null)[],
  columns: readonly Int32Array[],
): number {
  let failed = grade !== undefined && (grade < entry.gradeFrom || grade > entry.gradeTo) ? GRADE : NONE
  for (let at = 0; at < columns.length; at += 1) {
    if (wanted[at] === null || wanted[at] === columns[at]![row]) continue
    if (failed !== NONE) return MANY
    failed = at
  }
  return failed
}

const byGrade = (grades: Int32Array): Map<string, number> =>
  new Map(
    [...grades.entries()].filter(([, count]) => count > 0).map(([grade, count]) => [String(grade), count]),
  )

function worthOf(entry: Entry, { sort, profile, among }: Question): number {
  if (sort === 'recent') return Math.max(0, Math.floor((entry.publishedAt - FIRST_SECOND) * 10))
  const popularity = Math.min(STEP - 1, Math.round(64 * Math.log2(1 + entry.popularity)))
  if (sort === 'popular')
    return popularity * STEP + Math.min(STEP - 1, Math.floor(entry.publishedAt / 86_400 / 32))
  return (fitOf(entry, profile) + (among?.get(entry.number) ?? 0)) * STEP + popularity
}

function fitOf(entry: Entry, { subjects, grades, editionIds }: Profile): number {
  if (!subjects.includes(entry.subject)) return 0
  const fitsGrade = grades.some((grade) => grade >= entry.gradeFrom && grade <= entry.gradeTo)
  const fitsEdition = entry.editionId !== null && editionIds.includes(entry.editionId)
  return SUBJECT_FITS + (fitsGrade ? GRADE_FITS : 0) + (fitsEdition ? EDITION_FITS : 0)
}

const MINUTE_MS = 60_000
const BANDS: readonly [number, DurationBand][] = [
  [5, 'short'],
  [15, 'medium'],
  [45, 'lesson'],
]

/** Up to 5 minutes, 15, 45, longer; null for what has no duration. */
export const bandOf = (durationMs: number | null): DurationBand | null =>
  durationMs === null ? null : (BANDS.find(([minutes]) => durationMs <= minutes * MINUTE_MS)?.[1] ?? 'long')
