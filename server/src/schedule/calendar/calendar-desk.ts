import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type CalendarInput,
  type EndpointRequest,
  type SchoolCalendar,
  type setCalendar,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { schoolYearOf } from '../../people/class.rules.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database, isStillReferenced, violatedUnique } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { mayDo } from '../schedule-access.rules.ts'
import { calendarProblems } from './calendar-input.rules.ts'
import { CalendarReading } from './calendar-reading.ts'
import { progressOf, teachingDay, weeksOf } from './calendar.rules.ts'
import { DaySpanRow, SchoolYearRow, SwapDayRow } from './calendar.entity.ts'

/** School years as the portal shows and sets them. */
@Injectable()
export class CalendarDesk {
  constructor(
    private readonly database: Database,
    private readonly reading: CalendarReading,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async get(who: Principal, asked: number | undefined): Promise<SchoolCalendar> {
    const today = this.clock.today()
    const schoolYear = asked ?? schoolYearOf(today)
    const [year, all] = await Promise.all([
      this.database.repository(SchoolYearRow).findOneBy({ year: schoolYear }),
      this.reading.load(),
    ])
    const { terms, spans, swaps } = await this.reading.load(schoolYear)
    const now = teachingDay(all, today)
    return {
      schoolYear,
      revision: year?.revision ?? 0,
      terms: terms.map((term) => ({
        ...term,
        progress: progressOf(term, today),
        weeks: weeksOf(term).length,
      })),
      spans: [...spans],
      swaps: [...swaps],
      today: {
        day: today,
        week: now.term ? now.calendarWeek : null,
        isOddWeek: now.calendarWeek % 2 === 1,
        isTeaching: now.isTeaching,
        weekday: now.weekday,
        name: now.name,
      },
      maySet: mayDo(who, 'calendar.set'),
    }
  }

  /** @throws Refusal auth.forbidden, calendar.days, conflict.changed, calendar.term_used */
  async set(
    who: PersonPrincipal,
    schoolYear: number,
    { revision, ...input }: EndpointRequest<typeof setCalendar>['body'],
  ): Promise<void> {
    if (!mayDo(who, 'calendar.set')) throw new Refusal('auth.forbidden')
    const details = calendarProblems(schoolYear, input)
    if (details.length > 0) throw new Refusal('calendar.days', { details })
    try {
      await this.database.transaction(async (tx) => {
        await this.claim(tx, schoolYear, revision)
        await this.write(tx, schoolYear, input)
        const target = `school_year:${schoolYear}`
        await this.audit.write({ actor: who, action: 'calendar.set', target, detail: input }, tx)
      })
    } catch (error) {
      if (isStillReferenced(error)) throw new Refusal('calendar.term_used')
      // The year before or after has these days.
      throw violatedUnique(error) === null ? error : new Refusal('calendar.days')
    }
  }

  /** Its row is there and locked from here on. @throws Refusal conflict.changed */
  private async claim(tx: EntityManager, year: number, revision: number): Promise<void> {
    await tx.query('insert into school_year (year, revision) values ($1, 0) on conflict do nothing', [year])
    const { affected } = await tx.update(SchoolYearRow, { year, revision }, { revision: revision + 1 })
    if (affected === 0) throw new Refusal('conflict.changed')
  }

  /** A term keeps its id: agreements and timetables hang on it. */
  private async write(tx: EntityManager, schoolYear: number, input: CalendarInput): Promise<void> {
    const numbers = input.terms.map(({ number }) => number)
    await tx.query('delete from term where school_year = $1 and not number = any($2)', [schoolYear, numbers])
    for (const { number, startsOn, endsOn } of input.terms)
      await tx.query(
        `insert into term (id, school_year, number, starts_on, ends_on) values ($1, $2, $3, $4, $5)
         on conflict (school_year, number) do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on`,
        [newId(), schoolYear, number, startsOn, endsOn],
      )
    await tx.delete(DaySpanRow, { schoolYear })
    await tx.delete(SwapDayRow, { schoolYear })
    await tx.insert(
      DaySpanRow,
      input.spans.map((span) => ({ ...span, id: newId(), schoolYear })),
    )
    await tx.insert(
      SwapDayRow,
      input.swaps.map((swap) => ({ ...swap, schoolYear })),
    )
  }
}
