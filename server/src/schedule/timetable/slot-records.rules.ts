import type { PeriodSubject, RuleReasons, SlotMode, WeekPattern } from '@tongke/contract'
import type { SlotFacts } from './validator/snapshot.ts'
import { setOf, weeksIn, weeksOfPattern } from './weeks.rules.ts'

/** A slot as it is stored, its weeks read. */
export interface SlotRecord {
  readonly id: string
  readonly termId: string
  readonly orgId: string
  readonly classId: string
  readonly weeks: WeekPattern
  readonly weekday: number
  readonly period: number
  readonly subject: PeriodSubject
  readonly teacherId: string | null
  readonly room: string | null
  readonly mode: SlotMode
  readonly ownStart: number | null
  readonly ownEnd: number | null
  readonly grades: readonly number[] | null
  readonly quietSubject: PeriodSubject | null
  readonly quietTask: string | null
  readonly lectureSlotId: string | null
  readonly adapted: boolean
  readonly editionMapped: boolean
  readonly reasons: RuleReasons
  readonly revision: number
}

const SCREENS: readonly SlotMode[] = ['sync-lecture', 'sync-listen', 'recorded']

/** @param deviceOf device in a room of a school */
export function factsOf(
  record: SlotRecord,
  termWeeks: number,
  deviceOf: (orgId: string, room: string) => string | null = () => null,
): SlotFacts {
  const { ownStart, ownEnd, quietSubject, quietTask, room } = record
  return {
    id: record.id,
    classId: record.classId,
    weeks: weeksOfPattern(record.weeks, termWeeks),
    namesWeeks: record.weeks.kind === 'list',
    weekday: record.weekday,
    period: record.period,
    subject: record.subject,
    grades: record.grades,
    quiet: quietSubject === null ? null : { subject: quietSubject, task: quietTask ?? '' },
    teacherId: record.teacherId,
    room,
    deviceId: room !== null && SCREENS.includes(record.mode) ? deviceOf(record.orgId, room) : null,
    mode: record.mode,
    ownBell: ownStart === null || ownEnd === null ? null : { start: ownStart, end: ownEnd },
    lectureSlotId: record.lectureSlotId,
    adapted: record.adapted,
    editionMapped: record.editionMapped,
    reasons: record.reasons as Record<string, string>,
  }
}

/** The pattern of a row: its kind, and for a list the weeks of its ranges as `{{from, to}, …}`, `to` excluded. */
export function patternOf(
  kind: WeekPattern['kind'],
  ranges: readonly (readonly [number, number])[],
): WeekPattern {
  if (kind !== 'list') return { kind }
  const weeks = ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at))
  return { kind, weeks: weeksIn(setOf(weeks)) }
}
