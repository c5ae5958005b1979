import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { RURAL } from '../people/school.rules.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'

/** Where somebody comes from today, as it is kept with a membership. */
export interface Home {
  readonly personId: string
  readonly orgId: string
  readonly rural: boolean
}

/** Schools of people who come into communities and sessions. */
@Injectable()
export class ResearchPeople {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Homes of those who have a post today; one of several posts is the oldest in a school. */
  homes(personIds: readonly string[], tx: EntityManager = this.database.manager): Promise<Home[]> {
    return this.database.rows<Home>(
      `select distinct on (p.id) p.id as "personId", o.id as "orgId", coalesce(o.urban_rural = any($3), false) as rural
         from person p join post t on t.person_id = p.id join organization o on o.id = t.org_id
        where p.id = any($1) and p.state = 'ACTIVE' and o.closed_on is null
          and t.from_day <= $2::date and (t.to_day is null or t.to_day >= $2::date)
        order by p.id, o.kind = 'bureau', t.from_day, t.id`,
      [personIds, this.clock.today(), RURAL],
      tx,
    )
  }

  /** @throws Refusal research.member when somebody has no post today */
  async home(personId: string, tx: EntityManager = this.database.manager): Promise<Home> {
    const [home] = await this.homes([personId], tx)
    if (!home) throw new Refusal('research.member')
    return home
  }
}
