import { Injectable } from '@nestjs/common'
import { Refusal, type GenerationReport, type GenerationSkip } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database, violatedUnique } from '../../platform/database/database.ts'
import { addDays } from '../../platform/day.rules.ts'
import { CalendarReading } from '../../schedule/calendar/calendar-reading.ts'
import { teachingDay, teachingDaysBetween, type TeachingDay } from '../../schedule/calendar/calendar.rules.ts'
import { PairingReading, type PlannedPairing } from '../../schedule/pairings/pairing-reading.ts'
import type { SlotRecord } from '../../schedule/timetable/slot-records.rules.ts'
import { SlotStore } from '../../schedule/timetable/slot-store.ts'
import { mayDo } from '../../schedule/timetable/timetable-access.rules.ts'
import {
  TimetableSnapshots,
  type PlacedClass,
  type TermFrame,
} from '../../schedule/timetable/timetable-snapshots.ts'
import { SUBJECT_WORDS } from '../../schedule/timetable/workbook/columns.ts'
import type { Rule } from '../../schedule/timetable/validator/finding.ts'
import { validate } from '../../schedule/timetable/validator/validate.ts'
import { LessonEngine } from '../lesson-engine.ts'
import { LessonPlanning } from '../lesson-planning.ts'
import { inputOf, runsOn, type GeneratedSlot } from './generation.rules.ts'
import { lectureSpan } from './lecture-span.rules.ts'
import { StaleLessons, type Strayed } from './stale-lessons.ts'

/** Broken, these keep a slot from having lessons (domain §4.4: validator clean). */
const FORBIDDING: readonly Rule[] = ['V5', 'V6', 'V9', 'V16']

interface TermGround {
  readonly frame: TermFrame
  readonly records: readonly SlotRecord[]
  readonly lectures: readonly SlotRecord[]
  readonly classes: ReadonlyMap<string, PlacedClass>
  readonly pairings: readonly PlannedPairing[]
  readonly clashing: ReadonlySet<string>
  readonly strayed: readonly Strayed[]
}

type Outcome = 'created' | 'existing' | { why: GenerationSkip; detail: string }

/** Lessons come into being from the timetable, each slot and day once. */
@Injectable()
export class LessonGeneration {
  constructor(
    private readonly database: Database,
    private readonly calendars: CalendarReading,
    private readonly snapshots: TimetableSnapshots,
    private readonly store: SlotStore,
    private readonly pairings: PairingReading,
    private readonly planning: LessonPlanning,
    private readonly engine: LessonEngine,
    private readonly stales: StaleLessons,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** By button: slots whose timetable this person may change. @throws Refusal auth.forbidden without any right */
  async runFor(who: PersonPrincipal): Promise<GenerationReport> {
    const report = await this.run((home) => mayDo(who, 'edit', home.orgPath))
    if (report === null) throw new Refusal('auth.forbidden')
    return report
  }

  /** Every night, for the whole county. */
  async runAll(): Promise<void> {
    await this.run(() => true)
  }

  /** @returns null when there is a timetable, but nobody asked for any class of it */
  private async run(
    wants: (home: Pick<PlacedClass, 'orgPath'>) => boolean,
  ): Promise<GenerationReport | null> {
    const from = this.clock.today()
    const policy = await this.snapshots.policyToday()
    const to = addDays(from, policy.generateDays)
    const calendar = await this.calendars.load()
    const days = teachingDaysBetween(calendar, from, to)
    const report: GenerationReport = { from, to, created: 0, existing: 0, skipped: [], stale: [] }
    const grounds = new Map<string, TermGround>()
    let wanted = false
    for (const day of days) {
      if (!day.term) continue
      const ground = grounds.get(day.term.id) ?? (await this.ground(day.term.id))
      grounds.set(day.term.id, ground)
      const rhythm = { termWeeks: ground.frame.weeks, quietFirstDays: policy.quietFirstDays }
      for (const lecture of ground.lectures) {
        const home = ground.classes.get(lecture.classId)
        if (!home || !wants(home)) continue
        wanted = true
        if (!runsOn(lecture, day, rhythm)) continue
        await this.one(ground, lecture, home, day, report)
      }
    }
    for (const { strayed } of grounds.values())
      report.stale.push(
        ...strayed
          .filter(({ orgPath, stays }) => !stays && wants({ orgPath }))
          .map(({ id, title, start }) => ({ lessonId: id, title, plannedStart: start.getTime() })),
      )
    return wanted || [...grounds.values()].every(({ lectures }) => lectures.length === 0) ? report : null
  }

  private async ground(termId: string): Promise<TermGround> {
    const frame = await this.snapshots.frame(termId)
    const records = await this.store.all(termId)
    const classes = await this.snapshots.classes(frame, {
      ids: [...new Set(records.map(({ classId }) => classId))],
    })
    const findings = validate(await this.snapshots.build(frame, records, classes))
    return {
      frame,
      records,
      lectures: records.filter(({ mode }) => mode === 'sync-lecture'),
      classes: new Map(classes.map((one) => [one.id, one])),
      pairings: await this.pairings.activeIn(termId),
      strayed: await this.stales.strayed(frame),
      clashing: new Set(
        findings
          .filter(({ rule }) => FORBIDDING.includes(rule))
          .flatMap(({ slots }) => slots.map(({ id }) => id)),
      ),
    }
  }

  private async one(
    ground: TermGround,
    lecture: SlotRecord,
    home: PlacedClass,
    day: TeachingDay,
    report: GenerationReport,
  ): Promise<void> {
    const outcome = await this.lessonOf(ground, lecture, home, day)
    if (outcome === 'created') report.created += 1
    else if (outcome === 'existing') report.existing += 1
    else if (outcome)
      report.skipped.push({ slotId: lecture.id, day: day.day, title: titleOf(lecture, home), ...outcome })
  }

  /** @returns null for what is over already */
  private async lessonOf(
    { frame, records, classes, pairings, clashing, strayed }: TermGround,
    lecture: SlotRecord,
    home: PlacedClass,
    on: TeachingDay,
  ): Promise<Outcome | null> {
    const { day } = on
    const [known] = await this.database.rows('select 1 from lesson where slot_id = $1 and slot_day = $2', [
      lecture.id,
      day,
    ])
    if (known) return 'existing'
    // Whether that one comes along is somebody's decision: the class has the lesson once a week's place.
    const stray = strayed.find(
      ({ slotId, day: from }) => slotId === lecture.id && teachingDay(frame.calendar, from).week === on.week,
    )
    if (stray) return { why: 'stale', detail: stray.day }
    const span = lectureSpan(frame, this.config.timeZone, lecture, day)
    if (span === null) return { why: 'no_bell', detail: home.orgName }
    if (span.start <= this.clock.now().getTime()) return null
    const all = records.filter(({ lectureSlotId }) => lectureSlotId === lecture.id)
    if ([lecture, ...all].some(({ id }) => clashing.has(id))) return { why: 'clash', detail: '' }
    const legs = all.filter((leg) => pairings.some((pairing) => covers(pairing, lecture, leg)))
    if (legs.length === 0)
      return {
        why: 'no_pairing',
        detail: all.map(({ classId }) => classes.get(classId)?.orgName ?? '').join(' '),
      }
    const slot: GeneratedSlot = {
      lecture,
      legs,
      title: titleOf(lecture, home),
      grades: lecture.grades ?? home.grades,
    }
    const input = inputOf(slot, span)
    return input ? this.create(input, lecture.id, day) : { why: 'subject', detail: '' }
  }

  private async create(
    input: NonNullable<ReturnType<typeof inputOf>>,
    slotId: string,
    day: string,
  ): Promise<Outcome> {
    try {
      await this.engine.transaction((unit) =>
        this.planning.planAs(unit, null, input, { slotId, slotDay: day }),
      )
      return 'created'
    } catch (error) {
      // Another run was quicker.
      if (violatedUnique(error) === 'lesson_slot_once') return 'existing'
      if (error instanceof Refusal && error.code === 'lesson.busy')
        return { why: 'busy', detail: error.details?.[0]?.message ?? '' }
      if (error instanceof Refusal) return { why: 'gone', detail: error.code }
      throw error
    }
  }
}

const titleOf = ({ subject }: SlotRecord, { name }: PlacedClass): string =>
  `${SUBJECT_WORDS[subject]} · ${name}`.slice(0, 60)

const covers = (pairing: PlannedPairing, lecture: SlotRecord, leg: SlotRecord): boolean =>
  pairing.lectureClassId === lecture.classId &&
  pairing.listeningClassId === leg.classId &&
  (pairing.subjects.length === 0 || (pairing.subjects as readonly string[]).includes(lecture.subject))
