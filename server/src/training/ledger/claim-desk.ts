import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type ClaimState,
  type DeskFilter,
  type DeskQueue,
  type DeskSelection,
  type EndpointRequest,
  type EndpointResponse,
  type HoursClaim,
  type decideHours,
  type listHoursDesk,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { reachesAnything } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { containing, pageClause, Where } from '../../people/scope.sql.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { trainingScope } from '../training-access.rules.ts'
import { momentOf } from './claim-parts.ts'
import { ClaimStore, type StoredClaim } from './claim-store.ts'
import { fireClaim } from './claim-transitions.rules.ts'
import { CLAIM_COLUMNS, CLAIM_TABLES } from './claim.sql.ts'
import { HoursPosting } from './hours-posting.ts'

type Decision = EndpointRequest<typeof decideHours>['body']
type Outcome = EndpointResponse<typeof decideHours>

/** So many claims in one decision, which is one transaction. */
const MOST = 20_000
/** So many of those that did not fit are named. */
const NAMED = 1_000
const STATE: Record<DeskQueue, ClaimState> = {
  school: 'CLAIMED',
  county: 'SCHOOL_VERIFIED',
  appeal: 'APPEAL',
}
const RIGHT = { school: 'verify', county: 'confirm', appeal: 'confirm' } as const

/** Where schools and the county decide on many claims at once. */
@Injectable()
export class ClaimDesk {
  constructor(
    private readonly database: Database,
    private readonly store: ClaimStore,
    private readonly posting: HoursPosting,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async list(
    who: PersonPrincipal,
    query: EndpointRequest<typeof listHoursDesk>['query'],
  ): Promise<EndpointResponse<typeof listHoursDesk>> {
    const where = this.matching(who, query)
    const [sums] = await this.database.rows<{ total: number; tenths: number; people: number }>(
      `select count(*)::int as total, coalesce(sum(c.tenths), 0)::int as tenths,
              count(distinct c.person_id)::int as people from ${CLAIM_TABLES} ${where}`,
      where.parameters,
    )
    const items = await this.database.rows<HoursClaim>(
      `select ${CLAIM_COLUMNS} from ${CLAIM_TABLES} ${where} order by c.occurred_on, c.id ${pageClause(query)}`,
      where.parameters,
    )
    return { total: 0, tenths: 0, people: 0, ...sums, items, waiting: await this.waiting(who) }
  }

  /**
   * Claims are taken in the order of their ids, so that a step begins behind the last one whatever became of it: what was
   * refused is not met again.
   * @throws Refusal auth.forbidden to whoever decides nowhere, hours.too_large
   */
  async decide(who: PersonPrincipal, body: Decision): Promise<Outcome> {
    const { decision, selection, reason, limit, after } = body
    if (this.queues(who).length === 0) throw new Refusal('auth.forbidden')
    return this.database.transaction(async (tx) => {
      const where = this.selected(who, selection).andIf(after, 'c.id > ?::uuid', after)
      const claims = await this.store.lock(tx, where, limit ?? MOST + 1)
      if (claims.length > MOST) throw new Refusal('hours.too_large')
      const { fit, skipped, refused } = this.sort(who, claims, decision)
      const grants = await this.apply(tx, who, { decision, reason }, fit)
      const claimed = fit.reduce((sum, { tenths }) => sum + tenths, 0)
      const granted = decision === 'confirm' ? grants.reduce((sum, { tenths }) => sum + tenths, 0) : claimed
      const outcome = { done: fit.length, tenths: granted, cutTenths: claimed - granted, skipped }
      const detail = { ...outcome, reason }
      const next = claims.length === limit ? (claims.at(-1)?.id ?? null) : null
      await this.audit.write({ actor: who, action: `hours.${PAST[decision]}`, detail }, tx)
      return { ...outcome, refused: refused.slice(0, NAMED), next }
    })
  }

  private async apply(
    tx: EntityManager,
    who: PersonPrincipal,
    { decision, reason }: Pick<Decision, 'decision' | 'reason'>,
    fit: readonly StoredClaim[],
  ) {
    const at = this.clock.now()
    for (const from of ['CLAIMED', 'SCHOOL_VERIFIED'] as const) {
      const ids = fit.filter(({ state }) => state === from).map(({ id }) => id)
      await this.store.take(tx, {
        ids,
        trigger: decision,
        from,
        to: NEXT[decision],
        byId: who.id,
        reason,
        at,
      })
    }
    return decision === 'confirm' ? this.posting.post(tx, fit, who.id) : []
  }

  /** Those that the rules let pass, and those they do not, with the reason. */
  private sort(who: PersonPrincipal, claims: readonly StoredClaim[], decision: Decision['decision']) {
    const refused: Outcome['refused'] = []
    const now = this.clock.now()
    const fit = claims.filter((claim) => {
      const next = fireClaim(decision, momentOf(who, claim, { now, appealDays: 0 }))
      if (!(next instanceof Refusal)) return true
      const { id, personName, title, occurredOn } = claim
      refused.push({ claimId: id, personName, title, occurredOn, code: next.code })
      return false
    })
    const counts = Map.groupBy(refused, ({ code }) => code)
    return { fit, refused, skipped: [...counts].map(([code, { length }]) => ({ code, count: length })) }
  }

  private selected(who: PersonPrincipal, selection: DeskSelection): Where {
    return 'filter' in selection
      ? this.matching(who, selection.filter)
      : new Where().and('c.id = any(?)', selection.ids)
  }

  private matching(who: PersonPrincipal, filter: DeskFilter): Where {
    const scope = trainingScope(who, RIGHT[filter.queue])
    if (!reachesAnything(scope)) throw new Refusal('auth.forbidden')
    const found = filter.search ? containing(filter.search) : ''
    return new Where()
      .and(`c.state = ?`, STATE[filter.queue])
      .within(scope, 'o.path')
      .andIf(filter.orgId, 'c.org_id = ?', filter.orgId)
      .andIf(filter.source, 'c.source = ?', filter.source)
      .andIf(filter.from, 'c.occurred_on >= ?::date', filter.from)
      .andIf(filter.to, 'c.occurred_on <= ?::date', filter.to)
      .andIf(filter.search, '(p.name ilike ? or c.title ilike ?)', found, found)
  }

  private queues(who: PersonPrincipal): DeskQueue[] {
    const all: DeskQueue[] = ['school', 'county', 'appeal']
    return all.filter((queue) => reachesAnything(trainingScope(who, RIGHT[queue])))
  }

  private async waiting(who: PersonPrincipal): Promise<Partial<Record<DeskQueue, number>>> {
    const counts: Partial<Record<DeskQueue, number>> = {}
    for (const queue of this.queues(who)) {
      const where = this.matching(who, { queue })
      const [row] = await this.database.rows<{ count: number }>(
        `select count(*)::int as count from ${CLAIM_TABLES} ${where}`,
        where.parameters,
      )
      counts[queue] = row?.count ?? 0
    }
    return counts
  }
}

const NEXT = { verify: 'SCHOOL_VERIFIED', confirm: 'COUNTY_CONFIRMED', reject: 'REJECTED' } as const
const PAST = { verify: 'verified', confirm: 'confirmed', reject: 'rejected' } as const
