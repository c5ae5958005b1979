import { TimetableSlot, type SlotLeg } from '@tongke/contract'
import type { SlotRecord } from './slot-records.rules.ts'
import type { PlacedClass } from './timetable-snapshots.ts'

export interface CardGround {
  /** The slots shown, their lectures and those who listen to them. */
  readonly records: readonly SlotRecord[]
  readonly classes: ReadonlyMap<string, PlacedClass>
  readonly names: ReadonlyMap<string, string>
  readonly mayEdit: (orgPath: string) => boolean
}

const quietOf = ({ quietSubject, quietTask }: SlotRecord): SlotLeg['quiet'] =>
  quietSubject === null ? null : { subject: quietSubject, task: quietTask ?? '' }

/** A slot as pages show it. */
export function cardOf(record: SlotRecord, ground: CardGround): TimetableSlot {
  const { records, classes, names, mayEdit } = ground
  const home = classes.get(record.classId)
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null))
  const lecture = records.find(({ id }) => id === record.lectureSlotId)
  const lectureHome = lecture && classes.get(lecture.classId)
  return TimetableSlot.parse({
    ...record,
    className: home?.name ?? '',
    orgName: home?.orgName ?? '',
    teacherName: nameOf(record.teacherId),
    ownBell: record.ownStart === null ? null : { start: record.ownStart, end: record.ownEnd },
    quiet: quietOf(record),
    legs: records
      .filter(({ lectureSlotId }) => lectureSlotId === record.id)
      .map((leg) => ({
        slotId: leg.id,
        classId: leg.classId,
        className: classes.get(leg.classId)?.name ?? '',
        orgName: classes.get(leg.classId)?.orgName ?? '',
        assistantId: leg.teacherId,
        assistantName: nameOf(leg.teacherId),
        grades: leg.grades === null ? null : [...leg.grades],
        quiet: quietOf(leg),
        adapted: leg.adapted,
        editionMapped: leg.editionMapped,
        ownBell: leg.ownStart !== null,
      })),
    lecture: lecture
      ? {
          slotId: lecture.id,
          className: lectureHome?.name ?? '',
          orgName: lectureHome?.orgName ?? '',
          lecturerName: nameOf(lecture.teacherId),
        }
      : null,
    mayEdit: mayEdit(home?.orgPath ?? ''),
  } satisfies Omit<TimetableSlot, 'grades' | 'ownBell'> & Record<string, unknown>)
}
