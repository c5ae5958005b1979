import { Injectable } from '@nestjs/common'
import { Refusal, type DesignJson, type DesignKind } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import type { Authorship, Work } from './design-doc.rules.ts'

/** A design without its document. */
export interface StoredDesign {
  readonly id: string
  readonly sessionId: string
  readonly kind: DesignKind
  readonly orgId: string | null
  readonly orgName: string | null
  readonly parentId: string | null
  readonly parentVersion: number | null
  readonly parentContent: DesignJson | null
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly seq: number
  readonly versions: number
}

export interface StoredVersion {
  readonly number: number
  readonly name: string
  readonly note: string
  readonly authorName: string
  readonly at: Date
  readonly seq: number
  readonly content: DesignJson
  readonly authorship: Authorship
}

export interface LoggedUpdate {
  readonly seq: number
  readonly update: Buffer
}

/** What one person did between two updates. */
export interface LoggedWork {
  readonly personId: string
  readonly work: Work
  readonly seq: number
}

const DESIGN = `
  select d.id, d.session_id as "sessionId", d.kind, d.org_id as "orgId", o.name as "orgName", d.parent_id as "parentId",
         d.parent_version as "parentVersion", d.parent_content as "parentContent", d.created_at as "createdAt",
         d.updated_at as "updatedAt", d.seq, d.versions
    from research_design d left join organization o on o.id = d.org_id`

const VERSION = `
  select v.number, v.name, v.note, p.name as "authorName", v.at, v.seq, v.content, v.authorship
    from research_design_version v join person p on p.id = v.author_id`

/** Rows of designs. */
@Injectable()
export class DesignStore {
  constructor(private readonly database: Database) {}

  /** @throws Refusal not_found */
  async read(id: string, tx: EntityManager = this.database.manager): Promise<StoredDesign> {
    const [row] = await this.database.rows<StoredDesign>(`${DESIGN} where d.id = $1`, [id], tx)
    if (!row) throw new Refusal('not_found')
    return row
  }

  /** Locked until the transaction ends: updates of a design are saved one after another. @throws Refusal not_found */
  async lock(tx: EntityManager, id: string): Promise<StoredDesign> {
    const [row] = await this.database.rows<StoredDesign>(
      `${DESIGN} where d.id = $1 for update of d`,
      [id],
      tx,
    )
    if (!row) throw new Refusal('not_found')
    return row
  }

  /** The common design first, then variants in the order of their schools' names. */
  ofSession(sessionId: string, tx: EntityManager = this.database.manager): Promise<StoredDesign[]> {
    return this.database.rows<StoredDesign>(
      `${DESIGN} where d.session_id = $1 order by d.kind, o.name, d.id`,
      [sessionId],
      tx,
    )
  }

  /** The document as it was last put together, and what was saved since. */
  async document(
    id: string,
    tx: EntityManager = this.database.manager,
  ): Promise<{ updates: Buffer[]; seq: number; snapshotSeq: number }> {
    const [row] = await this.database.rows<{ snapshot: Buffer; snapshotSeq: number }>(
      'select snapshot, snapshot_seq as "snapshotSeq" from research_design where id = $1',
      [id],
      tx,
    )
    if (!row) throw new Refusal('not_found')
    // The log only grows, so whatever was saved meanwhile fits behind this snapshot.
    const later = await this.updatesAfter(id, row.snapshotSeq, tx)
    return {
      updates: [row.snapshot, ...later.map(({ update }) => update)],
      seq: later.at(-1)?.seq ?? row.snapshotSeq,
      snapshotSeq: row.snapshotSeq,
    }
  }

  updatesAfter(id: string, seq: number, tx: EntityManager = this.database.manager): Promise<LoggedUpdate[]> {
    return this.database.rows<LoggedUpdate>(
      'select seq, update from research_design_update where design_id = $1 and seq > $2 order by seq',
      [id, seq],
      tx,
    )
  }

  /** Yjs clients and whose they are. */
  async hands(id: string, tx: EntityManager = this.database.manager): Promise<Map<number, string>> {
    const rows = await this.database.rows<{ clientId: string; personId: string }>(
      'select client_id as "clientId", person_id as "personId" from research_design_hand where design_id = $1',
      [id],
      tx,
    )
    return new Map(rows.map(({ clientId, personId }) => [Number(clientId), personId]))
  }

  /** Newest first. */
  versions(id: string, tx: EntityManager = this.database.manager): Promise<StoredVersion[]> {
    return this.database.rows<StoredVersion>(
      `${VERSION} where v.design_id = $1 order by v.number desc`,
      [id],
      tx,
    )
  }

  /** @throws Refusal not_found */
  async version(
    id: string,
    number: number,
    tx: EntityManager = this.database.manager,
  ): Promise<StoredVersion> {
    const [row] = await this.database.rows<StoredVersion>(
      `${VERSION} where v.design_id = $1 and v.number = $2`,
      [id, number],
      tx,
    )
    if (!row) throw new Refusal('not_found')
    return row
  }

  /** Versions of all designs of a session that somebody named. */
  async countVersionsBy(sessionId: string, personId: string, tx: EntityManager): Promise<number> {
    const [row] = await this.database.rows<{ count: number }>(
      `select count(*)::int as count from research_design_version v join research_design d on d.id = v.design_id
        where d.session_id = $1 and v.author_id = $2`,
      [sessionId, personId],
      tx,
    )
    return row?.count ?? 0
  }

  /** The whole document as a version kept it. @throws Refusal not_found */
  async state(id: string, number: number, tx: EntityManager = this.database.manager): Promise<Buffer> {
    const [row] = await this.database.rows<{ state: Buffer }>(
      'select state from research_design_version where design_id = $1 and number = $2',
      [id, number],
      tx,
    )
    if (!row) throw new Refusal('not_found')
    return row.state
  }

  /** Saved edits in their order, without what was only copied from another design. */
  work(id: string, tx: EntityManager = this.database.manager): Promise<LoggedWork[]> {
    return this.database.rows<LoggedWork>(
      `select person_id as "personId", work, seq from research_design_update
        where design_id = $1 and kind <> 'fork' order by seq`,
      [id],
      tx,
    )
  }

  /** Names of people with the school they serve at today; the first when they serve at several. */
  async people(ids: readonly string[]): Promise<Map<string, { name: string; orgName: string }>> {
    const rows = await this.database.rows<{ id: string; name: string; orgName: string | null }>(
      `select p.id, p.name, (
           select o.name from post t join organization o on o.id = t.org_id
            where t.person_id = p.id and (t.to_day is null or t.to_day >= current_date) order by t.from_day, o.name limit 1
         ) as "orgName"
         from person p where p.id = any($1)`,
      [ids],
    )
    return new Map(rows.map(({ id, name, orgName }) => [id, { name, orgName: orgName ?? '' }]))
  }
}
