import type { ErrorDetail, PeriodSubject, SlotMode, WeekPattern } from '@tongke/contract'
import type { TableRow } from '../../../platform/workbook/workbook.ts'
import { multirangeOf, setOf, weeksIn, weeksOfPattern } from '../weeks.rules.ts'
import type { SlotRecord } from '../slot-records.rules.ts'
import { MODE_WORDS, SUBJECT_WORDS, WEEKDAY_WORDS, type SlotColumn } from './columns.ts'

/** What names in a file are looked up in. */
export interface Known {
  readonly orgId: string
  readonly termId: string
  readonly termWeeks: number
  readonly classes: readonly { readonly id: string; readonly name: string; readonly room: string | null }[]
  readonly teachers: readonly {
    readonly id: string
    readonly name: string
    readonly countyNo: string | null
  }[]
  /** Slots of the school. */
  readonly records: readonly SlotRecord[]
  readonly newId: () => string
}

export interface ImportPlan {
  readonly upserts: readonly SlotRecord[]
  readonly removes: readonly string[]
  readonly creates: number
  readonly updates: number
  readonly unchanged: number
  readonly problems: readonly ErrorDetail[]
  /** Reasons for soft rules, by slot. */
  readonly reasons: ReadonlyMap<string, string>
}

const invert = <K extends string>(words: Record<K, string>): ReadonlyMap<string, K> =>
  new Map((Object.entries(words) as [K, string][]).map(([key, word]) => [word, key]))

const SUBJECT_OF = invert<PeriodSubject>(SUBJECT_WORDS)
const MODE_OF = invert<SlotMode>(MODE_WORDS)
const MOST_PERIOD = 12

/** 每周, 单周, 双周, or weeks such as `1-8,10`; null when it is none of these. */
export function patternFrom(text: string): WeekPattern | null {
  const word = text
    .replace(/[\s第周]/g, '')
    .replace(/[，、；]/g, ',')
    .replace(/[—–~至]/g, '-')
  if (word === '' || word === '每') return { kind: 'all' }
  if (word === '单') return { kind: 'odd' }
  if (word === '双') return { kind: 'even' }
  const weeks = word.split(',').flatMap((part) => {
    const [, from, to = from] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(part) ?? []
    if (from === undefined || Number(to) < Number(from)) return [Number.NaN]
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => Number(from) + at)
  })
  const isGood = weeks.every((week) => week >= 1 && week <= 30)
  return isGood ? { kind: 'list', weeks: weeksIn(setOf(weeks)) } : null
}

export const patternWords = (pattern: WeekPattern): string => {
  if (pattern.kind !== 'list') return { all: '每周', odd: '单周', even: '双周' }[pattern.kind]
  return multirangeOf(setOf(pattern.weeks))
    .replace(/[{}]/g, '')
    .replace(/\[(\d+),(\d+)\)/g, (_, from: string, to: string) =>
      Number(to) - 1 === Number(from) ? from : `${from}-${Number(to) - 1}`,
    )
}

const weekdayFrom = (text: string): number => {
  const word = text.replace(/^(星期|周|礼拜)/, '')
  const at = (WEEKDAY_WORDS as readonly string[]).indexOf(word === '天' ? '日' : word)
  return at >= 0 ? at + 1 : /^[1-7]$/.test(word) ? Number(word) : 0
}

const periodFrom = (text: string): number => {
  const value = Number(text.replace(/[第节\s]/g, ''))
  return Number.isInteger(value) && value >= 1 && value <= MOST_PERIOD ? value : 0
}

type Say = (column: SlotColumn, code: string, message: string) => undefined

function teacherFrom(
  { cells }: TableRow<SlotColumn>,
  { teachers }: Known,
  say: Say,
): string | null | undefined {
  const { teacher, teacherNo } = cells
  if (teacher === '' && teacherNo === '') return null
  const found = teachers.filter((one) =>
    teacherNo === '' ? one.name === teacher : one.countyNo === teacherNo,
  )
  if (found.length > 1)
    return say('teacher', 'ambiguous', `${teacher} is the name of several; give the number`)
  return found[0]?.id ?? say(teacherNo === '' ? 'teacher' : 'teacherNo', 'unknown', `${teacher}${teacherNo}`)
}

/** A row as a slot of its class, `undefined` when something in it is wrong. */
function recordFrom(row: TableRow<SlotColumn>, known: Known, say: Say): SlotRecord | undefined {
  const { cells } = row
  const home = known.classes.find(({ name }) => name === cells.class)
  const weekday = weekdayFrom(cells.weekday)
  const period = periodFrom(cells.period)
  const subject = SUBJECT_OF.get(cells.subject)
  const weeks = patternFrom(cells.weeks)
  const mode = cells.mode === '' ? 'local' : MODE_OF.get(cells.mode)
  const teacherId = teacherFrom(row, known, say)
  if (!home) say('class', 'unknown', cells.class)
  if (weekday === 0) say('weekday', 'invalid', cells.weekday)
  if (period === 0) say('period', 'invalid', cells.period)
  if (!subject) say('subject', 'unknown', cells.subject)
  if (!mode) say('mode', 'unknown', cells.mode)
  const inTerm = weeks !== null && weeksOfPattern(weeks, known.termWeeks) !== 0
  if (!inTerm) say('weeks', 'invalid', cells.weeks)
  if (
    !home ||
    weekday === 0 ||
    period === 0 ||
    !subject ||
    !mode ||
    !weeks ||
    !inTerm ||
    teacherId === undefined
  )
    return undefined
  return {
    ...NOTHING,
    id: '',
    termId: known.termId,
    orgId: known.orgId,
    classId: home.id,
    room: cells.room === '' ? home.room : cells.room,
    weeks,
    weekday,
    period,
    subject,
    teacherId,
    mode,
  }
}

const NOTHING = {
  ownStart: null,
  ownEnd: null,
  grades: null,
  quietSubject: null,
  quietTask: null,
  lectureSlotId: null,
  adapted: false,
  editionMapped: false,
  reasons: {},
  revision: 1,
} as const

const isSync = ({ mode }: Pick<SlotRecord, 'mode'>): boolean =>
  mode === 'sync-lecture' || mode === 'sync-listen'

/** The place of a slot in its class: a file that names it again means the same slot. */
const placeOf = ({ classId, weekday, period, weeks }: SlotRecord, termWeeks: number): string =>
  `${classId} ${weekday} ${period} ${weeksOfPattern(weeks, termWeeks)}`

const isSame = (a: SlotRecord, b: SlotRecord): boolean =>
  a.subject === b.subject && a.teacherId === b.teacherId && a.room === b.room && a.mode === b.mode

/**
 * What a file makes of a school's timetable. Classes that it names get what it says, others stay; synchronized lessons reach
 * into other schools and stay as they are, so their rows may only repeat what is there.
 */
export function planImport(rows: readonly TableRow<SlotColumn>[], known: Known): ImportPlan {
  const problems: ErrorDetail[] = []
  const upserts: SlotRecord[] = []
  const reasons = new Map<string, string>()
  const seen = new Map<string, number>()
  const kept = new Set<string>()
  const before = new Map(known.records.map((record) => [placeOf(record, known.termWeeks), record]))
  const classIds = new Set<string>()
  let [creates, updates, unchanged] = [0, 0, 0]
  for (const row of rows) {
    const say: Say = (column, code, message) => {
      problems.push({ path: `rows.${row.line}.${column}`, code, message })
    }
    const record = recordFrom(row, known, say)
    if (!record) continue
    classIds.add(record.classId)
    const place = placeOf(record, known.termWeeks)
    const earlier = seen.get(place)
    if (earlier !== undefined)
      say('period', 'twice', `Line ${earlier} has the same class, day, period and weeks`)
    seen.set(place, row.line)
    const there = before.get(place)
    if (isSync(record) || (there && isSync(there))) {
      if (!there || !isSync(there) || !isSame(record, there))
        say('mode', 'sync', 'Synchronized lessons are changed on the page')
      else unchanged += 1
      continue
    }
    if (there) kept.add(there.id)
    const id = there?.id ?? known.newId()
    if (row.cells.reason !== '') reasons.set(id, row.cells.reason)
    if (there && isSame(record, there)) {
      unchanged += 1
      continue
    }
    if (there) updates += 1
    else creates += 1
    upserts.push(there ? { ...there, ...pick(record), revision: there.revision + 1 } : { ...record, id })
  }
  const removes = known.records
    .filter((one) => classIds.has(one.classId) && !isSync(one) && !kept.has(one.id))
    .map(({ id }) => id)
  return { upserts, removes, creates, updates, unchanged, problems, reasons }
}

const pick = ({ subject, teacherId, room, mode }: SlotRecord) => ({ subject, teacherId, room, mode })
