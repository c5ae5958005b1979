import { Injectable } from '@nestjs/common'
import { Refusal, type OrgKind } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import type { PairingSchools } from './pairing-access.rules.ts'
import { PairingRow } from './pairing.entity.ts'

/** An agreement as the rules need it. */
export interface StoredPairing extends PairingSchools {
  readonly row: PairingRow
  readonly termEndsOn: string
}

/** A class as an agreement names it. */
export interface PairedClass {
  readonly id: string
  readonly orgId: string
  readonly orgPath: string
  readonly orgKind: OrgKind
  readonly schoolYear: number
  readonly isOpen: boolean
}

/** Rows of agreements and of what they name. */
@Injectable()
export class PairingStore {
  constructor(private readonly database: Database) {}

  /** @throws Refusal not_found */
  async read(id: string, tx: EntityManager = this.database.manager): Promise<StoredPairing> {
    return this.complete(await tx.findOneBy(PairingRow, { id }), tx)
  }

  /** Locked until the transaction ends. @throws Refusal not_found */
  async lock(tx: EntityManager, id: string): Promise<StoredPairing> {
    const row = await tx.findOne(PairingRow, { where: { id }, lock: { mode: 'pessimistic_write' } })
    return this.complete(row, tx)
  }

  /** @throws Refusal not_found */
  async schoolClass(id: string, today: string, tx: EntityManager): Promise<PairedClass> {
    const [found] = await this.database.rows<PairedClass>(
      `select c.id, c.org_id as "orgId", o.path as "orgPath", o.kind as "orgKind", c.school_year as "schoolYear",
              (c.closed_on is null or c.closed_on > $2::date) and (o.closed_on is null or o.closed_on > $2::date) as "isOpen"
         from school_class c join organization o on o.id = c.org_id where c.id = $1`,
      [id, today],
      tx,
    )
    if (!found) throw new Refusal('not_found')
    return found
  }

  private async complete(row: PairingRow | null, tx: EntityManager): Promise<StoredPairing> {
    if (!row) throw new Refusal('not_found')
    const [more] = await this.database.rows<PairingSchools & { termEndsOn: string }>(
      `select h.path as "hostPath", r.path as "ruralPath", t.ends_on as "termEndsOn"
         from pairing p join organization r on r.id = p.rural_org_id join term t on t.id = p.term_id
         left join organization h on h.id = p.host_org_id where p.id = $1`,
      [row.id],
      tx,
    )
    if (!more) throw new Refusal('not_found')
    return { row, ...more }
  }
}
