import type { WeekSet } from '../weeks.rules.ts'
import type { Finding } from './finding.ts'
import type { SlotFacts } from './snapshot.ts'
import type { SlotTime, TimetableIndex } from './timetable-index.ts'

/** Weeks in which two spans of time touch, `gap` minutes between them counting as well. */
export function commonWeeks(a: readonly SlotTime[], b: readonly SlotTime[], gap = 0): WeekSet {
  let common = 0
  for (const one of a)
    for (const other of b)
      if (one.start < other.end + gap && other.start < one.end + gap) common |= one.weeks & other.weeks
  return common
}

/** The same period of the same school is the same time, even where no bell says when. */
const samePeriod = (index: TimetableIndex, a: SlotFacts, b: SlotFacts): WeekSet =>
  a.period === b.period && index.classOf(a).schoolId === index.classOf(b).schoolId ? a.weeks & b.weeks : 0

/** A class listens with its lecturer, who then is in the other school: that is one lesson and no clash. */
const isSameLesson = (a: SlotFacts, b: SlotFacts): boolean =>
  a.lectureSlotId === b.id || b.lectureSlotId === a.id

const meet = (index: TimetableIndex, a: SlotFacts, b: SlotFacts): WeekSet =>
  commonWeeks(index.timesOf(a), index.timesOf(b)) | samePeriod(index, a, b)

type Clash = (a: SlotFacts, b: SlotFacts, index: TimetableIndex) => { code: string; weeks: WeekSet } | null

const busy =
  (code: string): Clash =>
  (a, b, index) => {
    const weeks = meet(index, a, b)
    return weeks === 0 ? null : { code, weeks }
  }

/** A teacher of two schools needs time on the way between them. */
const teacherClash: Clash = (a, b, index) => {
  const weeks = meet(index, a, b)
  if (weeks !== 0) return { code: 'teacher_busy', weeks }
  if (index.classOf(a).schoolId === index.classOf(b).schoolId) return null
  const late = commonWeeks(index.timesOf(a), index.timesOf(b), index.snapshot.policy.travelMinutes)
  return late === 0 ? null : { code: 'travel_gap', weeks: late }
}

/** A device that goes from one room to another needs time between them. */
const deviceClash: Clash = (a, b, index) => {
  const weeks = meet(index, a, b)
  if (weeks !== 0) return { code: 'device_busy', weeks }
  if (a.room === null || b.room === null || a.room === b.room) return null
  const late = commonWeeks(index.timesOf(a), index.timesOf(b), index.snapshot.policy.deviceMoveMinutes)
  return late === 0 ? null : { code: 'device_move_gap', weeks: late }
}

const RESOURCES = [
  { slotsOf: 'byClass', clash: busy('class_busy'), nameOf: (slot, index) => index.classOf(slot).name },
  { slotsOf: 'byTeacher', clash: teacherClash, nameOf: (slot, index) => index.nameOf(slot.teacherId) },
  { slotsOf: 'byRoom', clash: busy('room_busy'), nameOf: (slot) => slot.room ?? '' },
  { slotsOf: 'byDevice', clash: deviceClash, nameOf: (slot) => slot.room ?? '' },
] as const satisfies readonly {
  slotsOf: 'byClass' | 'byTeacher' | 'byRoom' | 'byDevice'
  clash: Clash
  nameOf: (slot: SlotFacts, index: TimetableIndex) => string
}[]

const isOnSameDay = (a: SlotFacts, b: SlotFacts): boolean =>
  a.weekday === b.weekday && (a.weeks & b.weeks) !== 0

function* pairsOfADay(slots: readonly SlotFacts[]): Generator<readonly [SlotFacts, SlotFacts]> {
  for (let at = 0; at < slots.length; at += 1)
    for (let other = at + 1; other < slots.length; other += 1) {
      const [a, b] = [slots[at]!, slots[other]!]
      if (isOnSameDay(a, b) && !isSameLesson(a, b)) yield [a, b]
    }
}

/** V5 between one slot, as it might be, and all that are not in `except`. */
export function isTaken(index: TimetableIndex, slot: SlotFacts, except: ReadonlySet<string>): boolean {
  const roomKey = slot.room === null ? '' : `${index.classOf(slot).schoolId} ${slot.room}`
  const keys = [slot.classId, slot.teacherId ?? '', roomKey, slot.deviceId ?? '']
  return RESOURCES.some(({ slotsOf, clash }, at) =>
    (index[slotsOf].get(keys[at] ?? '') ?? []).some(
      (other) => !except.has(other.id) && isOnSameDay(slot, other) && clash(slot, other, index) !== null,
    ),
  )
}

/** V5 within a few slots as they might be. */
export const areApart = (index: TimetableIndex, slots: readonly SlotFacts[]): boolean =>
  slots.every((a, at) =>
    slots.slice(at + 1).every((b) => {
      if (!isOnSameDay(a, b) || isSameLesson(a, b)) return true
      return (
        (a.classId !== b.classId && (a.teacherId === null || a.teacherId !== b.teacherId)) ||
        teacherClash(a, b, index) === null
      )
    }),
  )

const ONCE_A_CLASS: ReadonlySet<string> = new Set(['room_busy', 'device_busy'])

/** V5: no teacher, room, device or class is in two places at once; a teacher of two schools and a device of two rooms have time on the way. */
export function v5Overlap(index: TimetableIndex): Finding[] {
  const findings: Finding[] = []
  const { travelMinutes, deviceMoveMinutes } = index.snapshot.policy
  for (const { slotsOf, clash, nameOf } of RESOURCES)
    for (const slots of index[slotsOf].values())
      for (const [a, b] of pairsOfADay(slots)) {
        const found = clash(a, b, index)
        // A class in two lessons is in two rooms or in one: it is said once.
        if (!found || (ONCE_A_CLASS.has(found.code) && a.classId === b.classId)) continue
        const numbers = { minutes: slotsOf === 'byDevice' ? deviceMoveMinutes : travelMinutes }
        findings.push(
          index.finding('V5', found.code, [a, b], found.weeks, { who: nameOf(a, index), numbers }),
        )
      }
  return findings
}
