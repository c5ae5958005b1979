import type { SlotInput, SlotMove } from '@tongke/contract'
import type { SlotRecord } from './slot-records.rules.ts'
import { factsOf } from './slot-records.rules.ts'
import { periodAround } from './validator/free-slots.rules.ts'
import type { SlotFacts, Span } from './validator/snapshot.ts'
import type { TimetableIndex } from './validator/timetable-index.ts'
import { weeksOfPattern } from './weeks.rules.ts'

/** What a change makes of the timetable. */
export interface PlannedChange {
  readonly upserts: readonly SlotRecord[]
  readonly removes: readonly string[]
}

interface Ground {
  /** Of everything the change touches, before it. */
  readonly index: TimetableIndex
  readonly records: readonly SlotRecord[]
  readonly termWeeks: number
}

/** The records after a change. */
export function after(records: readonly SlotRecord[], { upserts, removes }: PlannedChange): SlotRecord[] {
  const gone = new Set([...removes, ...upserts.map(({ id }) => id)])
  return [...records.filter(({ id }) => !gone.has(id)), ...upserts]
}

/** Own bells of a listening class are the lesson's, by the first season it is held in. */
const timeOf = (index: TimetableIndex, lecture: SlotFacts): Span | null => index.timesAt(lecture)[0] ?? null

/** A class that listens sits in the period of its own bells around the lesson; where none is, in that of the same number. */
function seated(index: TimetableIndex, lecture: SlotFacts, leg: SlotRecord, termWeeks: number): SlotRecord {
  const ringsOwn = leg.ownStart !== null
  const span = ringsOwn ? timeOf(index, lecture) : null
  const facts = factsOf({ ...leg, ownStart: null, ownEnd: null, weekday: lecture.weekday }, termWeeks)
  return {
    ...leg,
    weekday: lecture.weekday,
    period: periodAround(index, lecture, facts) ?? lecture.period,
    ownStart: span?.start ?? null,
    ownEnd: span?.end ?? null,
  }
}

/** Slots go where the moves say; those who listen go with their lesson, wherever nothing is said of them. */
export function plannedMoves(
  { index, records, termWeeks }: Ground,
  moves: readonly SlotMove[],
): PlannedChange {
  const byId = new Map(records.map((record) => [record.id, record]))
  const moved = new Map(
    moves.flatMap(({ slotId, weekday, period }) => {
      const record = byId.get(slotId)
      return record ? [[slotId, { ...record, weekday, period }] as const] : []
    }),
  )
  const legs = records.filter(
    ({ id, lectureSlotId }) => lectureSlotId !== null && moved.has(lectureSlotId) && !moved.has(id),
  )
  const following = legs.flatMap((leg) => {
    const lecture = moved.get(leg.lectureSlotId ?? '')
    return lecture ? [seated(index, asNew(factsOf(lecture, termWeeks)), leg, termWeeks)] : []
  })
  return { upserts: [...moved.values(), ...following], removes: [] }
}

/** Where everything that moves was: sent as a change, they take it back. @param before the slots as they are now */
export const movesBack = (before: readonly SlotRecord[], moves: readonly SlotMove[]): SlotMove[] =>
  moves.flatMap(({ slotId }) => {
    const record = before.find(({ id }) => id === slotId)
    return record ? [{ slotId, weekday: record.weekday, period: record.period }] : []
  })

/** The index keeps the times of what it knows by id: a slot as it will be is another one. */
const asNew = (slot: SlotFacts): SlotFacts => ({ ...slot, id: `${slot.id}@new` })

export interface SaveNames {
  readonly termId: string
  readonly slotId: string
  /** Of the class of the slot and of each that listens. */
  readonly homes: ReadonlyMap<string, { readonly orgId: string; readonly room: string | null }>
  readonly newId: () => string
}

/**
 * A slot as it was described, with a slot for each class that listens. A lesson of the same subject that a class has at that
 * place anyway makes way for the one it listens to.
 */
export function plannedSave(ground: Ground, input: SlotInput, names: SaveNames): PlannedChange {
  const { records, index, termWeeks } = ground
  const head = headOf(input, names, records)
  const lecture = asNew(factsOf(head, termWeeks))
  const known = records.filter(({ lectureSlotId }) => lectureSlotId === head.id)
  const legs = (input.mode === 'sync-lecture' ? input.legs : []).map((leg): SlotRecord => {
    const before = known.find(({ classId }) => classId === leg.classId)
    const home = names.homes.get(leg.classId)
    const record: SlotRecord = {
      ...head,
      id: before?.id ?? names.newId(),
      orgId: home?.orgId ?? '',
      classId: leg.classId,
      room: home?.room ?? null,
      teacherId: leg.assistantId,
      mode: 'sync-listen',
      lectureSlotId: head.id,
      grades: leg.grades,
      quietSubject: leg.quiet?.subject ?? null,
      quietTask: leg.quiet?.task ?? null,
      adapted: leg.adapted,
      editionMapped: leg.editionMapped,
      ownStart: leg.ownBell ? 0 : null,
      ownEnd: leg.ownBell ? 1 : null,
      revision: (before?.revision ?? 0) + 1,
    }
    return seated(index, lecture, record, termWeeks)
  })
  const kept = new Set(legs.map(({ id }) => id))
  return {
    upserts: [head, ...legs],
    removes: [
      ...known.filter(({ id }) => !kept.has(id)).map(({ id }) => id),
      ...legs.flatMap((leg) => makesWay(ground, leg)),
    ],
  }
}

function headOf(
  input: SlotInput,
  { termId, slotId, homes }: SaveNames,
  records: readonly SlotRecord[],
): SlotRecord {
  const before = records.find(({ id }) => id === slotId)
  const home = homes.get(input.classId)
  return {
    id: slotId,
    termId,
    orgId: home?.orgId ?? '',
    classId: input.classId,
    weeks: input.weeks,
    weekday: input.weekday,
    period: input.period,
    subject: input.subject,
    teacherId: input.teacherId,
    room: input.room ?? home?.room ?? null,
    mode: input.mode,
    ownStart: input.ownBell?.start ?? null,
    ownEnd: input.ownBell?.end ?? null,
    grades: input.grades,
    quietSubject: input.quiet?.subject ?? null,
    quietTask: input.quiet?.task ?? null,
    lectureSlotId: null,
    adapted: false,
    editionMapped: false,
    reasons: before?.reasons ?? {},
    revision: (before?.revision ?? 0) + 1,
  }
}

const makesWay = ({ records, termWeeks }: Ground, leg: SlotRecord): string[] =>
  records
    .filter(
      (one) =>
        one.classId === leg.classId &&
        one.mode === 'local' &&
        one.subject === leg.subject &&
        one.weekday === leg.weekday &&
        one.period === leg.period &&
        (weeksOfPattern(one.weeks, termWeeks) & ~weeksOfPattern(leg.weeks, termWeeks)) === 0,
    )
    .map(({ id }) => id)
