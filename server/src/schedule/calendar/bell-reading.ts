import { Injectable } from '@nestjs/common'
import type { Bell } from '@tongke/contract'
import { schoolYearOf } from '../../people/class.rules.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import { bellOf, type BellTable, type PeriodTime } from './bells.rules.ts'

interface TableRow extends BellTable {
  readonly orgId: string
  readonly bells: Bell[]
}

export interface SchoolBells {
  /** Whose tables they are: the school's, or those of the nearest one above it that has some. Null: nobody has any. */
  readonly from: { readonly id: string; readonly name: string } | null
  readonly tables: readonly BellTable[]
}

const NONE: SchoolBells = { from: null, tables: [] }

/** Reads by which bells a school rings; who may look at them is for its caller. */
@Injectable()
export class BellReading {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /** Of every organization of the county, by its id. */
  async county(schoolYear: number): Promise<ReadonlyMap<string, SchoolBells>> {
    const [tables, organizations] = await Promise.all([
      this.tables(schoolYear),
      this.database.rows<{ id: string; name: string; path: string }>(
        'select id, name, path from organization',
      ),
    ])
    const own = Map.groupBy(tables, ({ orgId }) => orgId)
    const nameOf = new Map(organizations.map(({ id, name }) => [id, name]))
    return new Map(
      organizations.map(({ id, path }) => {
        const from = path.split('/').findLast((above) => own.has(above))
        if (from === undefined) return [id, NONE]
        return [id, { from: { id: from, name: nameOf.get(from) ?? '' }, tables: own.get(from) ?? [] }]
      }),
    )
  }

  async school(orgId: string, schoolYear: number): Promise<SchoolBells> {
    return (await this.county(schoolYear)).get(orgId) ?? NONE
  }

  /** When a period is at a school on a day; null when it has no such period then. */
  async bellOf(orgId: string, day: string, period: number): Promise<PeriodTime | null> {
    const { tables } = await this.school(orgId, schoolYearOf(day))
    return bellOf(tables, this.config.timeZone, day, period)
  }

  private async tables(schoolYear: number): Promise<TableRow[]> {
    return this.database.rows<TableRow>(
      `select s.org_id as "orgId", s.season, s.from_day as "from", s.to_day as "to",
              coalesce(jsonb_agg(jsonb_build_object('period', b.period, 'kind', b.kind, 'startsAt', b.starts_at,
                'endsAt', b.ends_at) order by b.period) filter (where b.period is not null), '[]') as bells
         from bell_schedule s left join bell b using (org_id, school_year, season)
        where s.school_year = $1 group by s.org_id, s.school_year, s.season`,
      [schoolYear],
    )
  }
}
