import { Injectable } from '@nestjs/common'
import type { TrainingFigures } from '@tongke/contract'
import { RURAL } from '../../people/school.rules.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import type { CycleFacts } from '../record/cycles.ts'
import { RESEARCH_FIGURES, VISIT_FIGURES, PLACES } from './figures.sql.ts'
import { monthsBetween } from './months.rules.ts'
import { SCHOOLS } from './teachers.sql.ts'

export interface SchoolRow {
  readonly orgId: string
  readonly name: string
  readonly path: string
  readonly town: string
  readonly isRural: boolean
  readonly teachers: number
  readonly fulfilled: number
  readonly behind: number
  readonly tenths: number
  readonly waiting: number
  readonly principals: number
  readonly principalsTrained: number
}

/** R16–R18 of domain §6, as of now: nothing is kept, so nothing can be out of date. */
@Injectable()
export class CountyFigures {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  schools({ cycle, first, last, thisYear, paceTenths }: CycleFacts): Promise<SchoolRow[]> {
    const today = this.clock.today()
    return this.database.rows<SchoolRow>(SCHOOLS, [
      today,
      first,
      last,
      thisYear,
      RURAL,
      cycle.targetTenths,
      paceTenths,
    ])
  }

  /** @param rows of all schools, on their way: the other figures are asked for beside them */
  async county({ cycle }: CycleFacts, rows: Promise<readonly SchoolRow[]>): Promise<TrainingFigures> {
    const today = this.clock.today()
    const days = [cycle.from, cycle.to]
    const [schools, research, places, visits] = await Promise.all([
      rows,
      this.one<TrainingFigures['research'] & { taking: number }>(RESEARCH_FIGURES, [
        ...days,
        RURAL,
        this.config.timeZone,
        today,
      ]),
      this.one<{ n: number; of: number }>(PLACES, [...days, RURAL]),
      this.one<{
        visits: number
        lessonsObserved: number
        researchers: number
        visited: number
        rural: number
      }>(VISIT_FIGURES, [...days, RURAL, today]),
    ])
    const sum = (rows: readonly SchoolRow[], of: (row: SchoolRow) => number) =>
      rows.reduce((total, row) => total + of(row), 0)
    const rural = schools.filter(({ isRural }) => isRural)
    const urban = schools.filter(({ isRural }) => !isRural)
    const teachers = ({ teachers: count }: SchoolRow) => count
    const { taking, ...researched } = research
    return {
      research: { ...researched, ruralTeachers: { n: taking, of: sum(rural, teachers) } },
      hours: {
        fulfilled: { n: sum(schools, ({ fulfilled }) => fulfilled), of: sum(schools, teachers) },
        behind: sum(schools, ({ behind }) => behind),
        ruralTenths: sum(rural, ({ tenths }) => tenths),
        ruralTeachers: sum(rural, teachers),
        urbanTenths: sum(urban, ({ tenths }) => tenths),
        urbanTeachers: sum(urban, teachers),
        ruralPlaces: places,
        principals: {
          n: sum(schools, ({ principalsTrained }) => principalsTrained),
          of: sum(schools, ({ principals }) => principals),
        },
      },
      visits: {
        visits: visits.visits,
        lessonsObserved: visits.lessonsObserved,
        researcherMonths: visits.researchers * monthsBetween(cycle.from, today < cycle.to ? today : cycle.to),
        ruralSchools: { n: visits.visited, of: visits.rural },
      },
    }
  }

  private async one<T>(sql: string, parameters: unknown[]): Promise<T> {
    const [row] = await this.database.rows<T>(sql, parameters)
    if (!row) throw new Error('A figure without a row')
    return row
  }
}
