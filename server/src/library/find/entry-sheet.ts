import type { DurationBand, FindQuery } from '@tongke/contract'
import { BestOf } from './best-of.ts'

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
  /** The page that was asked for, best first. */
  readonly found: Pick<Entry, 'number' | 'versionId'>[]
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
  find(value: string): number {
    return this.codes.get(value) ?? -1
  }

  /** By code, what `test` says of the value; of no value, `ofNone`. */
  where(test: (value: string) => boolean, ofNone: boolean): boolean[] {
    return this.values.map((value) => (value === null ? ofNone : test(value)))
  }
}

const LAST_GRADE = 9
/** Worth and row are one number: that leaves the worth 33 bits. */
const ROWS = 2 ** 20
const FIRST_SECOND = Date.UTC(2020) / 1000
const FIRST_CAPACITY = 1024
const SUBJECT_FITS = 4
const GRADE_FITS = 3
const EDITION_FITS = 2
/** Of popularity within one fit; above it lies the next fit. */
const STEP = 1024

/** Everything a pass reads of a row, as numbers. */
interface Columns {
  readonly coded: readonly Int32Array[]
  /** Of the school that keeps it for itself, 0 for the county; `GONE` for a row without entry. */
  readonly school: Int32Array
  readonly gradeFrom: Uint8Array
  readonly gradeTo: Uint8Array
  /** Tenths of seconds since 2020. */
  readonly published: Float64Array
  /** Popularity below `STEP`. */
  readonly used: Uint16Array
}

const GONE = -1

const columnsOf = (capacity: number): Columns => ({
  coded: COLUMNS.map(() => new Int32Array(capacity)),
  school: new Int32Array(capacity),
  gradeFrom: new Uint8Array(capacity),
  gradeTo: new Uint8Array(capacity),
  published: new Float64Array(capacity),
  used: new Uint16Array(capacity),
})

function copy(from: Columns, to: Columns): Columns {
  from.coded.forEach((column, at) => to.coded[at]!.set(column))
  for (const name of ['school', 'gradeFrom', 'gradeTo', 'published', 'used'] as const)
    to[name].set(from[name])
  return to
}

/**
 * All that can be found, as columns of numbers: one pass over a hundred thousand entries filters, counts every facet and ranks in a
 * few milliseconds, which no plan of a row store does. Postgres finds words; this counts.
 */
export class EntrySheet {
  private readonly rows: (Entry | null)[] = []
  private readonly rowOf = new Map<number, number>()
  private readonly free: number[] = []
  private readonly codes = COLUMNS.map(() => new Codes())
  private readonly schools = new Codes()
  private columns = columnsOf(FIRST_CAPACITY)

  get size(): number {
    return this.rowOf.size
  }

  put(entry: Entry): void {
    const row = this.rowOf.get(entry.number) ?? this.free.pop() ?? this.rows.length
    this.rowOf.set(entry.number, row)
    this.rows[row] = entry
    const capacity = this.columns.school.length
    if (row >= capacity) this.columns = copy(this.columns, columnsOf(2 * capacity))
    COLUMNS.forEach((name, at) => {
      this.columns.coded[at]![row] = this.codes[at]!.of(VALUE_OF[name](entry))
    })
    this.columns.school[row] = this.schools.of(entry.schoolPath)
    this.columns.gradeFrom[row] = entry.gradeFrom
    this.columns.gradeTo[row] = entry.gradeTo
    this.columns.published[row] = Math.max(0, Math.floor((entry.publishedAt - FIRST_SECOND) * 10))
    this.columns.used[row] = Math.min(STEP - 1, Math.round(64 * Math.log2(1 + entry.popularity)))
  }

  remove(number: number): void {
    const row = this.rowOf.get(number)
    if (row === undefined) return
    this.rowOf.delete(number)
    this.rows[row] = null
    this.columns.school[row] = GONE
    this.free.push(row)
  }

  answer(question: Question): Answer {
    const { coded, gradeFrom, gradeTo } = this.columns
    const counts = this.codes.map(({ values }) => new Int32Array(values.length))
    const grades = new Int32Array(LAST_GRADE + 1)
    const best = new BestOf(Math.max(1, Math.min(this.size, question.offset + question.limit)))
    const failureOf = this.failures(question)
    const worthOf = this.worths(question)
    let total = 0
    this.visit(question, (row, found) => {
      const failed = failureOf(row)
      if (failed === MANY) return
      if (failed === NONE) {
        total += 1
        best.add(worthOf(row, found) * ROWS + row)
        for (let at = 0; at < coded.length; at += 1) counts[at]![coded[at]![row]!]! += 1
      } else if (failed < GRADE) counts[failed]![coded[failed]![row]!]! += 1
      if (failed === NONE || failed === GRADE)
        for (let grade = gradeFrom[row]!; grade <= gradeTo[row]!; grade += 1) grades[grade]! += 1
    })
    const found = best.descending().slice(question.offset)
    return {
      found: found.map((value) => this.rows[value % ROWS]!),
      total,
      facets: { ...this.named(counts), grade: byGrade(grades) },
    }
  }

  /** Every row that the viewer may see and that text and node leave, with what its text is worth. */
  private visit({ among, seesSchool }: Question, see: (row: number, worth: number) => void): void {
    const isSeen = this.schools.where(seesSchool, true)
    const { school } = this.columns
    if (!among) {
      for (let row = 0; row < this.rows.length; row += 1) if (isSeen[school[row]!]) see(row, 0)
      return
    }
    for (const [number, worth] of among) {
      const row = this.rowOf.get(number)
      if (row !== undefined && isSeen[school[row]!]) see(row, worth)
    }
  }

  /** Which one facet keeps a row out: its place, `GRADE`, `NONE`, or `MANY` when it is more than one. */
  private failures({ filter }: Question): (row: number) => number {
    const { coded, gradeFrom, gradeTo } = this.columns
    const wanted = COLUMNS.flatMap((name, at) => {
      const value = filter[name]
      return value === undefined ? [] : [{ at, column: coded[at]!, code: this.codes[at]!.find(value) }]
    })
    const { grade } = filter
    return (row) => {
      let failed = grade !== undefined && (grade < gradeFrom[row]! || grade > gradeTo[row]!) ? GRADE : NONE
      for (const { at, column, code } of wanted) {
        if (column[row] === code) continue
        if (failed !== NONE) return MANY
        failed = at
      }
      return failed
    }
  }

  /** What a row is worth in the order that was asked for, and beyond it what its text is worth. */
  private worths({ sort, profile }: Question): (row: number, ofText: number) => number {
    const { published, used } = this.columns
    if (sort === 'recent') return (row) => published[row]!
    if (sort === 'popular')
      return (row) => used[row]! * STEP + Math.min(STEP - 1, Math.floor(published[row]! / 864_000 / 32))
    const fitOf = this.fits(profile)
    return (row, ofText) => (fitOf(row) + ofText) * STEP + used[row]!
  }

  private fits({ subjects, grades, editionIds }: Profile): (row: number) => number {
    const { coded, gradeFrom, gradeTo } = this.columns
    const subjectFits = this.codes[SUBJECT]!.where((subject) => subjects.includes(subject), false)
    const editionFits = this.codes[EDITION]!.where((edition) => editionIds.includes(edition), false)
    return (row) => {
      if (!subjectFits[coded[SUBJECT]![row]!]) return 0
      const fitsGrade = grades.some((grade) => grade >= gradeFrom[row]! && grade <= gradeTo[row]!)
      const fitsEdition = editionFits[coded[EDITION]![row]!]
      return SUBJECT_FITS + (fitsGrade ? GRADE_FITS : 0) + (fitsEdition ? EDITION_FITS : 0)
    }
  }

  private named(counts: readonly Int32Array[]): Record<Column, Map<string, number>> {
    return Object.fromEntries(
      COLUMNS.map((name, at) => {
        const named = new Map<string, number>()
        counts[at]!.forEach((count, code) => {
          const value = this.codes[at]!.values[code]
          if (count > 0 && value) named.set(value, count)
        })
        return [name, named]
      }),
    ) as Record<Column, Map<string, number>>
  }
}

const NONE = -1
const MANY = -2
const GRADE = COLUMNS.length
const SUBJECT = COLUMNS.indexOf('subject')
const EDITION = COLUMNS.indexOf('edition')

const byGrade = (grades: Int32Array): Map<string, number> =>
  new Map(
    [...grades.entries()].filter(([, count]) => count > 0).map(([grade, count]) => [String(grade), count]),
  )

const MINUTE_MS = 60_000
const BANDS: readonly [number, DurationBand][] = [
  [5, 'short'],
  [15, 'medium'],
  [45, 'lesson'],
]

/** Up to 5 minutes, 15, 45, longer; null for what has no duration. */
export const bandOf = (durationMs: number | null): DurationBand | null =>
  durationMs === null ? null : (BANDS.find(([minutes]) => durationMs <= minutes * MINUTE_MS)?.[1] ?? 'long')
