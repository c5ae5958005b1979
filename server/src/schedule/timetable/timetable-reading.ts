import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type TimetableWeek,
  type getTimetableWeek,
  type listTimetableTargets,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { weekdayOf } from '../../platform/day.rules.ts'
import { tableOn } from '../calendar/bells.rules.ts'
import { weekOf } from '../calendar/calendar.rules.ts'
import { cardOf } from './slot-cards.ts'
import type { SlotRecord } from './slot-records.rules.ts'
import { SlotStore } from './slot-store.ts'
import { daysOfWeek } from './term-weeks.rules.ts'
import { mayDo, readsCounty, timetableScope } from './timetable-access.rules.ts'
import { TimetableSnapshots, type PlacedClass, type TermFrame } from './timetable-snapshots.ts'

type WeekQuery = EndpointRequest<typeof getTimetableWeek>['query']
type TargetQuery = EndpointRequest<typeof listTimetableTargets>['query']

interface School {
  readonly id: string
  readonly name: string
  readonly path: string
}

interface Target {
  readonly title: string
  readonly school: School
  readonly records: readonly SlotRecord[]
}

/** Timetables as people look at them: of a class, a teacher, a room, a school. */
@Injectable()
export class TimetableReading {
  constructor(
    private readonly database: Database,
    private readonly store: SlotStore,
    private readonly snapshots: TimetableSnapshots,
    private readonly clock: Clock,
  ) {}

  async week(who: PersonPrincipal, query: WeekQuery): Promise<TimetableWeek> {
    const frame = await this.snapshots.frame(query.termId)
    const { title, school, records } = await this.target(who, frame, query)
    const week = query.week ?? this.weekOfToday(frame)
    if (week > frame.weeks) throw new Refusal('not_found')
    const days = daysOfWeek(frame.calendar, frame.term, week)
    const monday = days[0]?.day ?? frame.term.startsOn
    const bells = frame.bells.get(school.id)?.tables ?? []
    return {
      title,
      week,
      weeks: frame.weeks,
      orgName: school.name,
      bells: [...(tableOn(bells, monday)?.bells ?? [])],
      days: days.map((one) => ({
        date: one.day,
        weekday: weekdayOf(one.day),
        runs: one.isTeaching ? { week: one.week, weekday: one.weekday } : null,
        note: one.name,
      })),
      slots: await this.cards(who, frame, records),
      mayEdit: mayDo(who, 'edit', school.path),
    }
  }

  async targets(who: PersonPrincipal, { termId, orgId }: TargetQuery) {
    const frame = await this.snapshots.frame(termId)
    const schools = await this.schools(who)
    const chosen = schools.find(({ id }) => id === orgId) ?? schools[0] ?? null
    if (orgId !== undefined && chosen?.id !== orgId) throw new Refusal('not_found')
    const records = chosen ? await this.store.select(termId, { orgIds: [chosen.id] }) : []
    const classes = chosen ? await this.snapshots.classes(frame, { orgIds: [chosen.id] }) : []
    const count = (counts: (one: SlotRecord) => boolean) => records.filter(counts).length
    return {
      schools: schools.map(({ id, name }) => ({ id, name })),
      orgId: chosen?.id ?? null,
      classes: classes.map(({ id, name, grades }) => ({
        id,
        name,
        grades: [...grades],
        slots: count(({ classId }) => classId === id),
      })),
      teachers: (chosen ? await this.teachers(chosen.id) : []).map((one) => ({
        ...one,
        slots: count(({ teacherId }) => teacherId === one.id),
      })),
      rooms: [...new Set([...records, ...classes].flatMap(({ room }) => room ?? []))].sort(),
      mayEdit: chosen !== null && mayDo(who, 'edit', chosen.path),
      wholeCounty: readsCounty(who),
    }
  }

  /** Schools whose timetable somebody may read, open ones, by name. */
  schools(who: PersonPrincipal): Promise<School[]> {
    const where = new Where()
      .within(timetableScope(who, 'read'), 'o.path')
      .and(`o.kind <> 'bureau'`)
      .and('(o.closed_on is null or o.closed_on > ?)', this.clock.today())
    return this.database.rows<School>(
      `select o.id, o.name, o.path from organization o ${where} order by o.path`,
      where.parameters,
    )
  }

  /** @throws Refusal not_found for what somebody may not see as for what is not there */
  async school(who: PersonPrincipal, orgId: string): Promise<School> {
    const [school] = await this.database.rows<School>(
      'select id, name, path from organization where id = $1',
      [orgId],
    )
    if (!school || !mayDo(who, 'read', school.path)) throw new Refusal('not_found')
    return school
  }

  private async target(who: PersonPrincipal, frame: TermFrame, query: WeekQuery): Promise<Target> {
    const termId = frame.term.id
    if (query.view === 'teacher') return this.teacherTarget(who, termId, query.id)
    if (query.view === 'class') {
      const [one] = await this.snapshots.classes(frame, { ids: [query.id] })
      if (!one) throw new Refusal('not_found')
      const records = await this.store.select(termId, { classIds: [one.id] })
      return { title: one.name, school: await this.school(who, one.orgId), records }
    }
    const school = await this.school(who, query.id)
    const records = await this.store.select(termId, { orgIds: [school.id] })
    if (query.view === 'school') return { title: school.name, school, records }
    return {
      title: query.room ?? '',
      school,
      records: records.filter(({ room }) => room === query.room),
    }
  }

  /** Oneself always; others where one reads a school they serve at. */
  private async teacherTarget(who: PersonPrincipal, termId: string, personId: string): Promise<Target> {
    const posts = await this.database.rows<School & { person: string }>(
      `select p.name as person, o.id, o.name, o.path from person p join post t on t.person_id = p.id
         join organization o on o.id = t.org_id
        where p.id = $1 and (t.to_day is null or t.to_day >= $2::date) order by t.from_day`,
      [personId, this.clock.today()],
    )
    const school =
      posts.find(({ path }) => mayDo(who, 'read', path)) ?? (who.id === personId ? posts[0] : undefined)
    if (!school) throw new Refusal('not_found')
    return {
      title: school.person,
      school,
      records: await this.store.select(termId, { teacherIds: [personId] }),
    }
  }

  private async cards(who: PersonPrincipal, frame: TermFrame, records: readonly SlotRecord[]) {
    const related = await this.store.withLegs([
      ...records.map(({ id }) => id),
      ...records.flatMap(({ lectureSlotId }) => lectureSlotId ?? []),
    ])
    const classes = await this.snapshots.classes(frame, {
      ids: [...new Set(related.map(({ classId }) => classId))],
    })
    const names = await this.snapshots.names([
      ...new Set(related.flatMap(({ teacherId }) => teacherId ?? [])),
    ])
    const ground = {
      records: related,
      classes: new Map(classes.map((one): [string, PlacedClass] => [one.id, one])),
      names,
      mayEdit: (path: string) => mayDo(who, 'edit', path),
    }
    return records.map((record) => cardOf(record, ground))
  }

  private teachers(orgId: string): Promise<{ id: string; name: string }[]> {
    return this.database.rows(
      `select distinct p.id, p.name from person p join post t on t.person_id = p.id
        where t.org_id = $1 and t.role in ('teacher', 'head', 'coordinator') and p.state = 'ACTIVE'
          and (t.to_day is null or t.to_day >= $2::date) order by p.name`,
      [orgId, this.clock.today()],
    )
  }

  private weekOfToday({ term, weeks }: TermFrame): number {
    return Math.min(Math.max(weekOf(term, this.clock.today()), 1), weeks)
  }
}
