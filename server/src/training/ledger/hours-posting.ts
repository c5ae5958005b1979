import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Clock } from '../../platform/clock.ts'
import { Database, violatedCheck, violatedUnique } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { ClaimStore, type StoredClaim } from './claim-store.ts'
import { grantsOf, yearKey, type Grant } from './grants.rules.ts'
import { HoursRules } from './hours-rules.ts'

export interface Entry {
  readonly id: string
  readonly claimId: string
  readonly orgPath: string
  readonly personId: string
  readonly tenths: number
}

/** The only hand that writes the ledger. */
@Injectable()
export class HoursPosting {
  constructor(
    private readonly database: Database,
    private readonly store: ClaimStore,
    private readonly rules: HoursRules,
    private readonly clock: Clock,
  ) {}

  /** Credits claims that are COUNTY_CONFIRMED, within the caps of their years. */
  async post(tx: EntityManager, claims: readonly StoredClaim[], byId: string): Promise<Grant[]> {
    if (claims.length === 0) return []
    await this.alone(tx)
    const grants = grantsOf(claims, await this.used(tx, claims), await this.rules.book(tx))
    const at = this.clock.now()
    const columns = [
      grants.map(() => newId()),
      grants.map(({ claimId }) => claimId),
      grants.map(({ tenths }) => tenths),
      grants.map(({ cap }) => cap?.id ?? null),
    ]
    await tx.query(CREDIT, [...columns, at, byId])
    await this.store.take(tx, {
      ids: claims.map(({ id }) => id),
      trigger: 'credit',
      from: 'COUNTY_CONFIRMED',
      to: 'CREDITED',
      byId: null,
      reason: '',
      at,
    })
    return grants
  }

  /** @throws Refusal not_found */
  async entry(id: string, tx: EntityManager = this.database.manager): Promise<Entry> {
    const [row] = await this.database.rows<Entry>(ENTRY, [id], tx)
    if (!row) throw new Refusal('not_found')
    return row
  }

  /**
   * Takes a credit back by an entry that mirrors it, and credits `tenths` instead where there are any.
   * @throws Refusal hours.reversed when it is no credit, or was taken back before; hours.twice when more than what other
   *   claims leave of it would be credited
   */
  async reverse(
    tx: EntityManager,
    { id, reason, tenths, byId }: { id: string; reason: string; tenths: number | null; byId: string },
  ): Promise<void> {
    await this.alone(tx)
    const at = this.clock.now()
    const reversal = newId()
    try {
      const made = await this.database.rows(REVERSE, [reversal, id, at, byId, reason], tx)
      if (made.length === 0) throw new Refusal('hours.reversed')
    } catch (error) {
      if (violatedUnique(error)) throw new Refusal('hours.reversed')
      throw error
    }
    if (tenths === null) return
    try {
      await tx.query(FOLLOW, [newId(), reversal, tenths, at, byId, reason])
    } catch (error) {
      if (violatedCheck(error) === 'hours_ledger_within_claim') throw new Refusal('hours.twice')
      throw error
    }
  }

  /** One poster at a time: what is left of a cap hangs on everything posted before. */
  private async alone(tx: EntityManager): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('training.hours.posting'))`)
  }

  private async used(tx: EntityManager, claims: readonly StoredClaim[]): Promise<Map<string, number>> {
    const people = [...new Set(claims.map(({ personId }) => personId))]
    const rows = await this.database.rows<{ personId: string; source: string; year: number; tenths: number }>(
      `select person_id as "personId", source, year, sum(tenths)::int as tenths
         from hours_balance where person_id = any($1) group by person_id, source, year`,
      [people],
      tx,
    )
    return new Map(
      rows.map(({ personId, source, year, tenths }) => [yearKey(personId, source, year), tenths]),
    )
  }
}

const CREDIT = `
  insert into hours_ledger (id, claim_id, person_id, source, category, occurred_on, entry, tenths, rule_id, cap_rule_id,
    posted_at, posted_by)
  select g.id, c.id, c.person_id, c.source, c.category, c.occurred_on, 'CREDIT', g.tenths, c.rule_id, g.cap, $5, $6
    from unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[]) as g(id, claim, tenths, cap)
    join hours_claim c on c.id = g.claim`

const ENTRY = `
  select l.id, l.claim_id as "claimId", o.path as "orgPath", l.person_id as "personId", l.tenths
    from hours_ledger l join hours_claim c on c.id = l.claim_id join organization o on o.id = c.org_id
   where l.id = $1`

const REVERSE = `
  insert into hours_ledger (id, claim_id, person_id, source, category, occurred_on, entry, tenths, reverses_id, rule_id,
    cap_rule_id, posted_at, posted_by, reason)
  select $1, claim_id, person_id, source, category, occurred_on, 'REVERSAL', -tenths, id, rule_id, cap_rule_id, $3, $4,
         $5
    from hours_ledger where id = $2 and entry = 'CREDIT' returning id`

const FOLLOW = `
  insert into hours_ledger (id, claim_id, person_id, source, category, occurred_on, entry, tenths, follows_id, rule_id,
    cap_rule_id, posted_at, posted_by, reason)
  select $1, claim_id, person_id, source, category, occurred_on, 'CREDIT', $3, id, rule_id, cap_rule_id, $4, $5, $6
    from hours_ledger where id = $2`
