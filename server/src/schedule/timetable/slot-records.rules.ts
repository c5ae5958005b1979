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

/** A room device and the class that it belongs to, with the room in which that class is at home. */
export interface PlacedDevice {
  readonly id: string
  readonly orgId: string
  readonly classId: string
  readonly room: string | null
}

type DeviceOf = (record: Pick<SlotRecord, 'orgId' | 'classId' | 'room' | 'mode'>) => string | null

/**
 * Which device a slot needs: a class listens by its own, which alone is let into its lesson and goes with it to whatever room;
 * what is lectured or watched takes the one that stands in the room.
 */
export function deviceFinder(devices: readonly PlacedDevice[]): DeviceOf {
  const ofClass = new Map(devices.map(({ classId, id }) => [classId, id]))
  const inRoom = new Map(devices.map(({ orgId, room, id }) => [`${orgId} ${room}`, id]))
  return ({ orgId, classId, room, mode }) => {
    const standing = room === null ? null : (inRoom.get(`${orgId} ${room}`) ?? null)
    return mode === 'sync-listen' ? (ofClass.get(classId) ?? standing) : standing
  }
}

/** @param deviceOf see `deviceFinder` */
export function factsOf(record: SlotRecord, termWeeks: number, deviceOf: DeviceOf = () => null): SlotFacts {
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
    deviceId: SCREENS.includes(record.mode) ? deviceOf(record) : null,
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
