import { Injectable } from '@nestjs/common'
import { Refusal, type Certificate } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { Where } from '../../people/scope.sql.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'

/** Rows of certificates; their days are the county's. */
@Injectable()
export class CertificateStore {
  private readonly columns: string

  constructor(
    private readonly database: Database,
    config: Config,
  ) {
    const day = (column: string) =>
      `(${column} at time zone '${config.timeZone.replaceAll("'", "''")}')::date::text`
    this.columns = `
      k.id, k.number, k.person_id as "personId", k.person_name as "personName", k.org_name as "orgName",
      k.from_day::text as "from", k.to_day::text as "to", k.tenths,
      nullif(k.programme_title, '') as "programmeTitle", ${day('k.issued_at')} as "issuedOn",
      ${day('k.revoked_at')} as "revokedOn", k.revoked_reason as "revokedReason"`
  }

  ofPerson(personId: string): Promise<Certificate[]> {
    return this.select('where k.person_id = $1 order by k.issued_at desc', [personId])
  }

  async list(where: Where, page: string): Promise<{ items: Certificate[]; total: number }> {
    const [sum] = await this.database.rows<{ total: number }>(
      `select count(*)::int as total from training_certificate k ${where}`,
      where.parameters,
    )
    const items = await this.select(
      `${where} order by k.issued_at desc, k.number desc ${page}`,
      where.parameters,
    )
    return { items, total: sum?.total ?? 0 }
  }

  /** @throws Refusal not_found */
  async read(by: 'id' | 'number', value: string, tx?: EntityManager): Promise<Certificate> {
    const [row] = await this.select(`where k.${by} = $1`, [value], tx)
    if (!row) throw new Refusal('not_found')
    return row
  }

  byIds(ids: readonly string[], tx: EntityManager): Promise<Certificate[]> {
    return this.select('where k.id = any($1) order by k.number', [ids], tx)
  }

  private select(rest: string, parameters: unknown[], tx?: EntityManager): Promise<Certificate[]> {
    return this.database.rows<Certificate>(
      `select ${this.columns} from training_certificate k ${rest}`,
      parameters,
      tx,
    )
  }
}
