import type { WeekSet } from '../weeks.rules.ts'
import { weeksOutside } from './bells.rules.ts'
import type { SlotLabel } from './finding.ts'
import { areApart, commonWeeks, isTaken } from './occupancy.rules.ts'
import { AFTER_SCHOOL, type SlotFacts } from './snapshot.ts'
import type { TimetableIndex } from './timetable-index.ts'

/** One step of a change: this slot goes there. */
export interface Move {
  readonly slotId: string
  readonly weekday: number
  readonly period: number
}

/** Where a slot could go without breaking a hard rule. */
export interface FreePlace {
  readonly weekday: number
  readonly period: number
  /** All that has to move for it: the slot, those who listen to it, and what makes way by changing places. */
  readonly moves: readonly Move[]
  /** What makes way. */
  readonly exchanged: readonly SlotLabel[]
}

const WEEKDAYS = [1, 2, 3, 4, 5]
/** A period is nearer than a day: so many periods are as far as one day. */
const DAY = 8
/** A slot as it might be has an id of its own: what the index keeps of it belongs to that place only. */
const markOf = (weekday: number, period: number) => `@${weekday}.${period}`
const plainId = (id: string) => id.replace(/@[0-9.]+$/, '')

const asIfAt = (slot: SlotFacts, weekday: number, period: number): SlotFacts => ({
  ...slot,
  id: slot.id + markOf(weekday, period),
  weekday,
  period,
})

const periodsOf = (index: TimetableIndex, slot: SlotFacts): number[] => {
  const bells = index.schoolOf(slot).bells.filter(({ weeks }) => (weeks & slot.weeks) !== 0)
  const [first] = bells
  const isCare = slot.subject === AFTER_SCHOOL
  const fits = (period: number) =>
    bells.every(({ periods, care = [] }) => periods.has(period) && care.includes(period) === isCare)
  return first ? [...first.periods.keys()].filter(fits) : []
}

/** The period of a listening class that lies around the lesson in all of its weeks. */
export const periodAround = (index: TimetableIndex, lecture: SlotFacts, leg: SlotFacts): number | null =>
  periodsOf(index, leg).find(
    (period) => weeksOutside(index, lecture, asIfAt(leg, lecture.weekday, period)) === 0,
  ) ?? null

/** A lesson moves with all who listen to it; null when one of them has no fitting period then. */
function lessonAt(
  index: TimetableIndex,
  head: SlotFacts,
  weekday: number,
  period: number,
): SlotFacts[] | null {
  const lecture = asIfAt(head, weekday, period)
  const legs: SlotFacts[] = []
  for (const leg of index.legsOf(head)) {
    const there = leg.ownBell ? leg.period : periodAround(index, lecture, leg)
    if (there === null) return null
    legs.push({ ...asIfAt(leg, weekday, there), lectureSlotId: lecture.id })
  }
  return [lecture, ...legs]
}

/** Slots of the classes concerned that lie where the lesson would. */
const inTheWay = (
  index: TimetableIndex,
  moved: readonly SlotFacts[],
  own: ReadonlySet<string>,
): SlotFacts[] =>
  moved.flatMap((one) =>
    (index.byClass.get(one.classId) ?? []).filter(
      (other) =>
        !own.has(other.id) &&
        other.weekday === one.weekday &&
        other.period === one.period &&
        (other.weeks & one.weeks) !== 0,
    ),
  )

const carries = (index: TimetableIndex, lecture: SlotFacts, own: ReadonlySet<string>): boolean => {
  if (lecture.mode !== 'sync-lecture') return true
  const times = index.timesOf(lecture)
  const weeks: WeekSet[] = index.lectures
    .filter((one) => !own.has(one.id) && one.weekday === lecture.weekday)
    .map((one) => commonWeeks(times, index.timesOf(one)))
  return weeks.filter((common) => common !== 0).length < index.snapshot.policy.roomsAtOnce
}

/** Only a lesson in the own room makes way, and only when it has the place it gets in all of its weeks. */
const canMakeWay = (other: SlotFacts, moved: readonly SlotFacts[]): boolean => {
  const cause = moved.find((one) => one.classId === other.classId)
  return other.mode === 'local' && cause !== undefined && (other.weeks & ~cause.weeks) === 0
}

function placeAt(index: TimetableIndex, head: SlotFacts, weekday: number, period: number): FreePlace | null {
  const before = [head, ...index.legsOf(head)]
  const moved = lessonAt(index, head, weekday, period)
  if (!moved) return null
  const own = new Set(before.map(({ id }) => id))
  const displaced = inTheWay(index, moved, own)
  if (!displaced.every((other) => canMakeWay(other, moved))) return null
  const making = displaced.flatMap((other) => {
    const from = before.find(({ classId }) => classId === other.classId)
    return from ? [asIfAt(other, from.weekday, from.period)] : []
  })
  const all = [...moved, ...making]
  const except = new Set([...own, ...displaced.map(({ id }) => id)])
  const lecture = moved[0]
  if (!lecture || !carries(index, lecture, own)) return null
  if (all.some((one) => isTaken(index, one, except)) || !areApart(index, all)) return null
  return {
    weekday,
    period,
    moves: all.map((one) => ({ slotId: plainId(one.id), weekday: one.weekday, period: one.period })),
    exchanged: displaced.map((other) => index.labelOf(other)),
  }
}

/**
 * The nearest places a slot could go to, empty ones before exchanges at the same distance. A class that listens moves with
 * its lesson.
 */
export function nearestFree(index: TimetableIndex, slotId: string, most: number): FreePlace[] {
  const slot = index.slots.get(slotId)
  const head = slot?.lectureSlotId ? index.slots.get(slot.lectureSlotId) : slot
  if (!head) return []
  const places = WEEKDAYS.flatMap((weekday) =>
    periodsOf(index, head)
      .filter((period) => weekday !== head.weekday || period !== head.period)
      .flatMap((period) => placeAt(index, head, weekday, period) ?? []),
  )
  const distance = ({ weekday, period, exchanged }: FreePlace) =>
    Math.abs(weekday - head.weekday) * DAY + Math.abs(period - head.period) + (exchanged.length > 0 ? 0.5 : 0)
  return places.toSorted((a, b) => distance(a) - distance(b)).slice(0, most)
}
