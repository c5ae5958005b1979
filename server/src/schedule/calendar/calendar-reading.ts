import { Injectable } from '@nestjs/common'
import type { DaySpan, SwapDay, Term } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import { teachingDay, type Calendar, type TeachingDay } from './calendar.rules.ts'

/** Reads school years for whoever plans; who may look at them is for its caller. */
@Injectable()
export class CalendarReading {
  constructor(private readonly database: Database) {}

  /** The whole calendar of the county, or of one school year. */
  async load(schoolYear?: number, tx: EntityManager = this.database.manager): Promise<Calendar> {
    const where = schoolYear === undefined ? '' : 'where school_year = $1'
    const parameters = schoolYear === undefined ? [] : [schoolYear]
    const terms = await this.database.rows<Term>(
      `select id, school_year as "schoolYear", number, starts_on as "startsOn", ends_on as "endsOn"
         from term ${where} order by starts_on`,
      parameters,
      tx,
    )
    const spans = await this.database.rows<DaySpan>(
      `select kind, name, from_day as "from", to_day as "to" from day_span ${where} order by from_day`,
      parameters,
      tx,
    )
    const swaps = await this.database.rows<SwapDay>(
      `select day, follows_on as "followsOn", name from swap_day ${where} order by day`,
      parameters,
      tx,
    )
    return { terms, spans, swaps }
  }

  async teachingDay(day: string): Promise<TeachingDay> {
    return teachingDay(await this.load(), day)
  }

  async term(id: string, tx: EntityManager = this.database.manager): Promise<Term | null> {
    const { terms } = await this.load(undefined, tx)
    return terms.find((term) => term.id === id) ?? null
  }
}
