import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointResponse, type usageBySchool } from '@tongke/contract'
import { mayAnywhere, scopeOf } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { RURAL } from '../../people/school.rules.ts'
import { Where } from '../../people/scope.sql.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'

/** Use of the library by rural schools, for the indicators of the month (R15). */
@Injectable()
export class UsageService {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
  ) {}

  /** @param month `YYYY-MM` of the county's calendar. @throws Refusal auth.forbidden */
  async bySchool(who: PersonPrincipal, month: string): Promise<EndpointResponse<typeof usageBySchool>> {
    if (!mayAnywhere(who, 'device.read')) throw new Refusal('auth.forbidden')
    const where = new Where([`${month}-01`, this.config.timeZone])
      .and('o.urban_rural = any(?)', RURAL)
      .and('o.closed_on is null')
      .within(scopeOf(who, 'organization.read'), 'o.path')
    return { schools: await this.database.rows(`${USAGE} ${where} order by o.name`, where.parameters) }
  }
}

const USAGE = `
  with bounds as (
    select ($1::date)::timestamp at time zone $2 as first, ($1::date + interval '1 month')::timestamp at time zone $2 as last
  )
  select o.id as "orgId", o.name as "orgName", coalesce(p.views, 0) as views, coalesce(p.in_class, 0) as "classPlays",
         coalesce(d.downloads, 0) as downloads, coalesce(p.minutes, 0)::int as "watchedMinutes"
    from organization o
    cross join bounds b
    left join lateral (
      select count(*) as views, count(*) filter (where in_class or viewer_kind = 'device') as in_class,
             floor(sum(ran_ms) / 60000.0) as minutes
        from play where org_id = o.id and opened_at >= b.first and opened_at < b.last
    ) p on true
    left join lateral (
      select count(*) as downloads from file_download where org_id = o.id and at >= b.first and at < b.last
    ) d on true`
