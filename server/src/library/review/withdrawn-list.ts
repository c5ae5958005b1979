import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointRequest, type EndpointResponse, type listWithdrawn } from '@tongke/contract'
import { reachesAnything } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where, containing, pageClause } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { LibraryPolicies } from '../library-policies.ts'
import { partsOf, resourceScope } from '../resources/resource-access.rules.ts'
import { ResourceCards, cardIn } from '../resources/resource-cards.ts'
import { RESOURCE_COLUMNS, type StoredResource } from '../resources/resource-store.ts'
import { fireStanding, type StandingTrigger } from './standing-transitions.rules.ts'

type Query = EndpointRequest<typeof listWithdrawn>['query']
type Answer = EndpointResponse<typeof listWithdrawn>
type Row = StoredResource & { licenceUntil: string | null }

const HOUR_MS = 3_600_000
const FROM = `from resource r join organization o on o.id = r.org_id
  join resource_version v on v.id = r.published_version_id`

/** What is out of the library, with why, since when, and what may become of it by the same table that decides when it is done. */
@Injectable()
export class WithdrawnList {
  constructor(
    private readonly database: Database,
    private readonly cards: ResourceCards,
    private readonly policies: LibraryPolicies,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal auth.forbidden */
  async list(who: PersonPrincipal, query: Query): Promise<Answer> {
    const where = this.filter(who, query)
    const [rows, count] = await Promise.all([
      this.database.rows<Row>(
        `select ${RESOURCE_COLUMNS}, v.metadata->>'licenceUntil' as "licenceUntil" ${FROM} ${where}
          order by r.withdrawn_at desc nulls last, r.id ${pageClause(query)}`,
        where.parameters,
      ),
      this.database.rows<{ total: number }>(`select count(*) as total ${FROM} ${where}`, where.parameters),
    ])
    const cards = await this.cards.of(rows.map((row) => row.publishedVersionId!))
    const { explainHours } = await this.policies.today()
    const items = rows.map((row) => ({
      card: cardIn(cards, row.publishedVersionId!),
      reason: row.reason,
      since: row.withdrawnAt?.getTime() ?? null,
      explainBy: explainBy(row, explainHours),
      held: row.held,
      can: this.rights(who, row),
    }))
    return { items, total: count[0]?.total ?? 0 }
  }

  private filter(who: PersonPrincipal, { standing, search }: Query): Where {
    const scope = resourceScope(who, 'govern')
    if (!reachesAnything(scope)) throw new Refusal('auth.forbidden')
    return new Where()
      .and('r.standing = any(?)', standing ? [standing] : ['TAKEN_DOWN', 'OFFLINE'])
      .within(scope, 'o.path')
      .andIf(search, `v.metadata->>'title' ilike ?`, containing(search ?? ''))
  }

  private rights(who: PersonPrincipal, row: Row): Answer['items'][number]['can'] {
    const licenceExpired = row.licenceUntil !== null && row.licenceUntil < this.clock.today()
    const moment = { ...row, parts: partsOf(who, row), licenceExpired }
    const may = (trigger: StandingTrigger): boolean => !(fireStanding(trigger, moment) instanceof Refusal)
    return { restore: may('restore'), explain: may('explain'), archive: may('archive') }
  }
}

const explainBy = ({ standing, reason, withdrawnAt }: Row, hours: number): number | null =>
  standing === 'TAKEN_DOWN' && reason === null && withdrawnAt ? withdrawnAt.getTime() + hours * HOUR_MS : null
