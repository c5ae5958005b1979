import type { WeekSet } from '../weeks.rules.ts'
import { weeksIn } from '../weeks.rules.ts'
import { severityOf, type Finding, type Rule, type SlotLabel } from './finding.ts'
import type { ClassFacts, SchoolFacts, SlotFacts, Span, TimetableSnapshot } from './snapshot.ts'

/** When a slot takes place: at these minutes in these weeks. A slot has one of these for each season of its school. */
export interface SlotTime extends Span {
  readonly weeks: WeekSet
}

const groupBy = <T>(items: readonly T[], key: (item: T) => string | null): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const name = key(item)
    if (name === null) continue
    const group = groups.get(name)
    if (group) group.push(item)
    else groups.set(name, [item])
  }
  return groups
}

type About = Partial<Pick<Finding, 'who' | 'subject' | 'numbers' | 'severity' | 'classId' | 'orgId'>>

/** A snapshot with everything found in one step. */
export class TimetableIndex {
  readonly byClass: ReadonlyMap<string, readonly SlotFacts[]>
  readonly byTeacher: ReadonlyMap<string, readonly SlotFacts[]>
  readonly byRoom: ReadonlyMap<string, readonly SlotFacts[]>
  readonly byDevice: ReadonlyMap<string, readonly SlotFacts[]>
  readonly slots: ReadonlyMap<string, SlotFacts>
  readonly lectures: readonly SlotFacts[]
  private readonly legs: ReadonlyMap<string, readonly SlotFacts[]>
  private readonly classes: ReadonlyMap<string, ClassFacts>
  private readonly schools: ReadonlyMap<string, SchoolFacts>
  private readonly times = new Map<string, readonly SlotTime[]>()

  readonly snapshot: TimetableSnapshot

  constructor(snapshot: TimetableSnapshot) {
    this.snapshot = snapshot
    const { slots, classes, schools } = snapshot
    this.slots = new Map(slots.map((slot) => [slot.id, slot]))
    this.classes = new Map(classes.map((one) => [one.id, one]))
    this.schools = new Map(schools.map((one) => [one.id, one]))
    this.byClass = groupBy(slots, (slot) => slot.classId)
    this.byTeacher = groupBy(slots, (slot) => slot.teacherId)
    this.byRoom = groupBy(slots, (slot) =>
      slot.room === null ? null : `${this.classOf(slot).schoolId} ${slot.room}`,
    )
    this.byDevice = groupBy(slots, (slot) => slot.deviceId)
    this.legs = groupBy(slots, (slot) => slot.lectureSlotId)
    this.lectures = slots.filter((slot) => slot.mode === 'sync-lecture')
  }

  classOf({ classId }: Pick<SlotFacts, 'classId'>): ClassFacts {
    const found = this.classes.get(classId)
    if (!found) throw new Error(`The snapshot has no class ${classId}`)
    return found
  }

  schoolOf(slot: Pick<SlotFacts, 'classId'>): SchoolFacts {
    return this.school(this.classOf(slot).schoolId)
  }

  school(id: string): SchoolFacts {
    const found = this.schools.get(id)
    if (!found) throw new Error(`The snapshot has no school ${id}`)
    return found
  }

  legsOf({ id }: Pick<SlotFacts, 'id'>): readonly SlotFacts[] {
    return this.legs.get(id) ?? []
  }

  /** Its grades that have this lesson. */
  gradesOf(slot: SlotFacts): readonly number[] {
    return slot.grades ?? this.classOf(slot).grades
  }

  timesOf(slot: SlotFacts): readonly SlotTime[] {
    const known = this.times.get(slot.id)
    if (known) return known
    const times = this.timesAt(slot)
    this.times.set(slot.id, times)
    return times
  }

  /** The same without keeping it: for a slot as it might be. */
  timesAt(slot: SlotFacts): readonly SlotTime[] {
    if (slot.ownBell) return [{ ...slot.ownBell, weeks: slot.weeks }]
    return this.schoolOf(slot).bells.flatMap(({ weeks, periods }) => {
      const span = periods.get(slot.period)
      const common = weeks & slot.weeks
      return span && common !== 0 ? [{ ...span, weeks: common }] : []
    })
  }

  /** Subject of one grade of the class in this slot. */
  subjectFor(slot: SlotFacts, grade: number): string | null {
    if (slot.grades === null || slot.grades.includes(grade)) return slot.subject
    return slot.quiet?.subject ?? null
  }

  labelOf(slot: SlotFacts): SlotLabel {
    const { id, classId, subject, weekday, period } = slot
    return {
      id,
      classId,
      subject,
      weekday,
      period,
      className: this.classOf(slot).name,
      orgName: this.schoolOf(slot).name,
    }
  }

  nameOf(teacherId: string | null): string {
    return (teacherId !== null && this.snapshot.teacherNames.get(teacherId)) || ''
  }

  /** A finding about slots; class and school are those of the first. */
  finding(rule: Rule, code: string, slots: readonly SlotFacts[], weeks: WeekSet, about: About = {}): Finding {
    const [first] = slots
    const aClass = first ? this.classOf(first) : undefined
    const severity = about.severity ?? severityOf(rule)
    return {
      rule,
      code,
      severity,
      orgId: about.orgId === undefined ? (aClass?.schoolId ?? null) : about.orgId,
      classId: about.classId === undefined ? (aClass?.id ?? null) : about.classId,
      who: about.who ?? aClass?.name ?? '',
      slots: slots.map((slot) => this.labelOf(slot)),
      weeks: weeksIn(weeks),
      subject: about.subject ?? null,
      numbers: about.numbers ?? {},
      reason: severity === 'soft' ? (slots.map((slot) => slot.reasons[rule]).find(Boolean) ?? null) : null,
    }
  }

  classFinding(
    rule: Rule,
    code: string,
    aClass: ClassFacts,
    weeks: WeekSet,
    about: About & { slots?: readonly SlotFacts[] } = {},
  ): Finding {
    const { slots = [], ...rest } = about
    return this.finding(rule, code, slots, weeks, {
      classId: aClass.id,
      orgId: aClass.schoolId,
      who: aClass.name,
      ...rest,
    })
  }
}
