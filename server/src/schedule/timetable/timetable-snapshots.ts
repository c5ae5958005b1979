import { Injectable } from '@nestjs/common'
import { PLAN_AREA_OF, Refusal, type PlanArea, type Term, type TimetableSubject } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import { BellReading, type SchoolBells } from '../calendar/bell-reading.ts'
import { CalendarReading } from '../calendar/calendar-reading.ts'
import type { Calendar } from '../calendar/calendar.rules.ts'
import { CoursePlanReading } from '../course-plan/course-plan-reading.ts'
import { planOf } from '../course-plan/course-plan.rules.ts'
import { deviceFinder, factsOf, type PlacedDevice, type SlotRecord } from './slot-records.rules.ts'
import { bellFacts, calendarFacts, weekCountOf } from './term-weeks.rules.ts'
import { TimetablePolicies } from './timetable-policies.ts'
import type { TimetableNumbers } from './timetable-policy.rules.ts'
import {
  editionKey,
  planKey,
  type CalendarFacts,
  type PlanItem,
  type TimetableSnapshot,
} from './validator/snapshot.ts'

/** A class with its school. */
export interface PlacedClass {
  readonly id: string
  readonly name: string
  readonly grades: readonly number[]
  readonly room: string | null
  readonly orgId: string
  readonly orgName: string
  readonly orgPath: string
}

/** What is the same for every slot of a term. */
export interface TermFrame {
  readonly term: Term
  readonly weeks: number
  readonly calendar: Calendar
  readonly facts: CalendarFacts
  readonly policy: TimetableNumbers
  readonly bells: ReadonlyMap<string, SchoolBells>
}

const CLASSES = `
  select c.id, c.name, c.grades, c.room, c.org_id as "orgId", o.name as "orgName", o.path as "orgPath"
    from school_class c join organization o on o.id = c.org_id`

/** Gathers what the rules of the timetable look at; who may see it is for the caller. */
@Injectable()
export class TimetableSnapshots {
  constructor(
    private readonly database: Database,
    private readonly calendars: CalendarReading,
    private readonly bells: BellReading,
    private readonly plans: CoursePlanReading,
    private readonly policies: TimetablePolicies,
  ) {}

  policyToday(): Promise<TimetableNumbers> {
    return this.policies.today()
  }

  /** @throws Refusal not_found */
  async frame(termId: string): Promise<TermFrame> {
    const calendar = await this.calendars.load()
    const term = calendar.terms.find(({ id }) => id === termId)
    if (!term) throw new Refusal('not_found')
    const [bells, policy] = await Promise.all([this.bells.county(term.schoolYear), this.policies.today()])
    const facts = calendarFacts(calendar, term, policy.quietFirstDays)
    return { term, calendar, policy, bells, weeks: weekCountOf(term), facts }
  }

  /** Classes by id, or all open ones of the term's school year at these organizations. */
  async classes(
    { term }: Pick<TermFrame, 'term'>,
    of: { ids?: readonly string[]; orgIds?: readonly string[] },
    tx: EntityManager = this.database.manager,
  ): Promise<PlacedClass[]> {
    return this.database.rows<PlacedClass>(
      `${CLASSES} where c.id = any($1)
         or (c.org_id = any($2) and c.school_year = $3 and (c.closed_on is null or c.closed_on > $4::date))
        order by o.name, c.grades, c.name, c.id`,
      [of.ids ?? [], of.orgIds ?? [], term.schoolYear, term.startsOn],
      tx,
    )
  }

  /** @param classes those of all the slots, and any other that must be looked at */
  async build(
    frame: TermFrame,
    records: readonly SlotRecord[],
    classes: readonly PlacedClass[],
    tx: EntityManager = this.database.manager,
  ): Promise<TimetableSnapshot> {
    const schools = [...new Map(classes.map(({ orgId, orgName }) => [orgId, orgName]))]
    const orgIds = schools.map(([id]) => id)
    const teacherIds = [...new Set(records.flatMap(({ teacherId }) => teacherId ?? []))]
    const deviceOf = deviceFinder(await this.devices(orgIds, tx))
    return {
      policy: frame.policy,
      calendar: frame.facts,
      schools: schools.map(([id, name]) => ({
        id,
        name,
        bells: bellFacts(frame.bells.get(id)?.tables ?? [], frame.term),
      })),
      classes: classes.map(({ id, name, orgId, grades }) => ({ id, name, schoolId: orgId, grades })),
      slots: records.map((record) => factsOf(record, frame.weeks, deviceOf)),
      teacherNames: await this.names(teacherIds, tx),
      plans: await this.planItems(frame.term, classes),
      editions: await this.editions(frame.term, orgIds, tx),
      agreedLoads: new Map(),
    }
  }

  async names(
    ids: readonly string[],
    tx: EntityManager = this.database.manager,
  ): Promise<Map<string, string>> {
    const rows = await this.database.rows<{ id: string; name: string }>(
      'select id, name from person where id = any($1)',
      [ids],
      tx,
    )
    return new Map(rows.map(({ id, name }) => [id, name]))
  }

  private devices(orgIds: readonly string[], tx: EntityManager): Promise<PlacedDevice[]> {
    return this.database.rows<PlacedDevice>(
      `select c.org_id as "orgId", c.id as "classId", c.room, d.id
         from device d join school_class c on c.id = d.class_id
        where d.revoked_at is null and c.org_id = any($1) order by c.org_id, c.room, d.id desc`,
      [orgIds],
      tx,
    )
  }

  private async planItems(
    term: Term,
    classes: readonly PlacedClass[],
  ): Promise<Map<string, readonly PlanItem[]>> {
    const plans = await this.plans.inForce(term.schoolYear)
    const items = new Map<string, readonly PlanItem[]>()
    for (const { orgId, grades } of classes)
      for (const grade of grades) {
        const key = planKey(orgId, grade)
        if (items.has(key)) continue
        const own = plans.filter((plan) => plan.orgId === null || plan.orgId === orgId)
        const plan = planOf(own, grade)
        if (!plan) continue
        items.set(
          key,
          [...plan.hours].map(([area, { odd, even }]) => ({
            key: area,
            subjects: SUBJECTS_OF[area],
            odd,
            even,
          })),
        )
      }
    return items
  }

  private async editions(
    term: Term,
    orgIds: readonly string[],
    tx: EntityManager,
  ): Promise<Map<string, string>> {
    const rows = await this.database.rows<{
      orgId: string
      grade: number
      subject: string
      editionId: string
    }>(
      `select org_id as "orgId", grade, subject, edition_id as "editionId" from school_textbook
        where school_year = $1 and org_id = any($2)`,
      [term.schoolYear, orgIds],
      tx,
    )
    return new Map(
      rows.map(({ orgId, grade, subject, editionId }) => [editionKey(orgId, grade, subject), editionId]),
    )
  }
}

const SUBJECTS_OF = Object.groupBy(
  Object.keys(PLAN_AREA_OF) as TimetableSubject[],
  (subject) => PLAN_AREA_OF[subject],
) as Record<PlanArea, TimetableSubject[]>
