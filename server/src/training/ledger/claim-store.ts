import { Injectable } from '@nestjs/common'
import { Refusal, type ClaimState, type ClaimTrigger, type HoursSource } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { Where } from '../../people/scope.sql.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { CLAIM_TABLES } from './claim.sql.ts'

/** A claim as the rules need it. */
export interface StoredClaim {
  readonly id: string
  readonly personId: string
  readonly personName: string
  readonly title: string
  readonly orgPath: string
  readonly state: ClaimState
  readonly source: HoursSource
  readonly category: string
  readonly tenths: number
  readonly occurredOn: string
  readonly ruleId: string
  readonly verifiedBy: string | null
  readonly appealedAt: Date | null
  readonly rejectedAt: Date | null
}

/** One step that all of `ids` take. */
export interface Step {
  readonly ids: readonly string[]
  readonly trigger: ClaimTrigger
  readonly from: ClaimState
  readonly to: ClaimState
  readonly byId: string | null
  readonly reason: string
  readonly at: Date
}

/** Rows of claims, and the steps they took. */
@Injectable()
export class ClaimStore {
  constructor(private readonly database: Database) {}

  /**
   * Locked until the transaction ends, in one order: whoever decides on the same claims waits. Not against keys: the
   * ledger's rows may refer to a claim meanwhile.
   */
  lock(tx: EntityManager, where: Where, limit: number): Promise<StoredClaim[]> {
    const sql = `${STORED} ${where} order by c.id limit ${limit} for no key update of c`
    return this.database.rows<StoredClaim>(sql, where.parameters, tx)
  }

  /** @throws Refusal not_found */
  async read(id: string, tx: EntityManager = this.database.manager, lock = ''): Promise<StoredClaim> {
    const [row] = await this.database.rows<StoredClaim>(`${STORED} where c.id = $1 ${lock}`, [id], tx)
    if (!row) throw new Refusal('not_found')
    return row
  }

  lockOne(tx: EntityManager, id: string): Promise<StoredClaim> {
    return this.read(id, tx, 'for no key update of c')
  }

  async take(tx: EntityManager, step: Step): Promise<void> {
    const { ids, trigger, from, to, byId, reason, at } = step
    if (ids.length === 0) return
    await tx.query(
      `update hours_claim set state = $2, updated_at = $3,
              verified_by = case when $4 = 'verify' then $5::uuid else verified_by end,
              appealed_at = case when $4 = 'appeal' then $3 else appealed_at end
        where id = any($1)`,
      [ids, to, at, trigger, byId],
    )
    await tx.query(
      `insert into hours_step (id, claim_id, at, trigger, from_state, to_state, by_id, reason)
       select step, claim, $3, $4, $5, $6, $7, $8 from unnest($1::uuid[], $2::uuid[]) as t(step, claim)`,
      [ids.map(newId), ids, at, trigger, from, to, byId, reason],
    )
  }
}

const STORED = `
  select c.id, c.person_id as "personId", p.name as "personName", c.title, o.path as "orgPath", c.state, c.source, c.category, c.tenths,
         c.occurred_on::text as "occurredOn", c.rule_id as "ruleId", c.verified_by as "verifiedBy",
         c.appealed_at as "appealedAt",
         (select max(s.at) from hours_step s where s.claim_id = c.id and s.trigger = 'reject') as "rejectedAt"
    from ${CLAIM_TABLES}`
