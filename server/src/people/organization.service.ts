import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type Organization,
  type closeOrganization,
  type createOrganization,
  type listOrganizations,
  type updateOrganization,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Audit } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { Database, violatedUnique } from '../platform/database/database.ts'
import { OutOfScope } from '../platform/http/out-of-scope.ts'
import { newId } from '../platform/id.ts'
import { may, scopeOf, type Action } from './access.rules.ts'
import { changesOf } from './changes.rules.ts'
import { parentFits } from './class.rules.ts'
import { initialsOf } from './initials.ts'
import { OrganizationRow } from './organization.entity.ts'
import type { PersonPrincipal, Principal } from './principal.ts'
import { mayMerge, stagesOf } from './school.rules.ts'
import { Where, containing, pageClause } from './scope.sql.ts'

type Query = EndpointRequest<typeof listOrganizations>['query']
type Create = EndpointRequest<typeof createOrganization>['body']
type Update = EndpointRequest<typeof updateOrganization>['body']
type Close = EndpointRequest<typeof closeOrganization>['body']

@Injectable()
export class OrganizationService {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async list(who: PersonPrincipal, query: Query): Promise<{ items: Organization[]; total: number }> {
    const { search } = query
    const where = new Where()
      .within(scopeOf(who, 'organization.read'), 'o.path')
      .and(
        query.closed === 'true' ? 'o.closed_on <= ?' : '(o.closed_on is null or o.closed_on > ?)',
        this.clock.today(),
      )
      .andIf(query.kind !== undefined, 'o.kind = ?', query.kind)
      .andIf(query.parentId !== undefined, 'o.parent_id = ?', query.parentId)
    if (search) {
      const pattern = containing(search)
      where.and(`(o.name || ' ' || o.name_initials ilike ? or o.code like ?)`, pattern, pattern)
    }
    const { parameters } = where
    const [count, rows] = await Promise.all([
      this.database.rows<{ total: number }>(
        `select count(*) as total from organization o ${where}`,
        parameters,
      ),
      this.database.rows<{ id: string }>(
        `select o.id from organization o left join organization p on p.id = o.parent_id ${where}
          order by array_position(array['bureau','urban','centre','village','point'], o.kind), p.name, o.name, o.id
          ${pageClause(query)}`,
        parameters,
      ),
    ])
    return { items: await this.present(rows.map(({ id }) => id)), total: count[0]?.total ?? 0 }
  }

  async get(who: PersonPrincipal, id: string): Promise<Organization> {
    await this.readable(who, id)
    return this.presentOne(id)
  }

  async create(who: PersonPrincipal, body: Create): Promise<Organization> {
    const id = newId()
    const input = { ...body, stages: stagesOf(body) }
    await this.write(async (tx) => {
      const parent = input.parentId ? await this.find(input.parentId, tx) : null
      if (!may(who, 'organization.manage', parent?.path ?? '/')) throw new Refusal('auth.forbidden')
      if (!parentFits(input.kind, parent?.kind ?? null) || parent?.closedOn)
        throw new Refusal('org.parent_kind')
      await tx.insert(OrganizationRow, {
        ...input,
        id,
        nameInitials: initialsOf(input.name),
        path: `${parent?.path ?? '/'}${id}/`,
        openedOn: this.clock.today(),
        closedOn: null,
        mergedIntoId: null,
        version: 1,
      })
      const detail = changesOf<Partial<OrganizationRow>>({}, input)
      await this.audit.write(
        { actor: who, action: 'organization.created', target: `organization:${id}`, detail },
        tx,
      )
    })
    return this.presentOne(id)
  }

  /** The kind stays: reports of past years hang on it. A school may move to another parent with all that is below it. */
  async update(who: PersonPrincipal, id: string, { version, ...body }: Update): Promise<Organization> {
    const input = { ...body, stages: stagesOf(body) }
    await this.write(async (tx) => {
      const row = await this.changeable(who, id, 'organization.update', tx)
      if (input.kind !== row.kind) throw new Refusal('org.parent_kind')
      const change = { ...input, nameInitials: initialsOf(input.name), version: version + 1 }
      const { affected } = await tx.update(OrganizationRow, { id, version }, change)
      if (affected === 0) throw new Refusal('conflict.changed')
      if (input.parentId !== row.parentId) await this.move(tx, who, row, input.parentId)
      const target = `organization:${id}`
      const detail = changesOf(row, input)
      await this.audit.write({ actor: who, action: 'organization.updated', target, detail }, tx)
    })
    return this.presentOne(id)
  }

  async close(who: PersonPrincipal, id: string, { on, mergedIntoId }: Close): Promise<Organization> {
    await this.write(async (tx) => {
      const row = await this.changeable(who, id, 'organization.manage', tx)
      // Waits for those who are adding something here, and makes later ones see the closing.
      await tx.query('select from organization where id = $1 for update', [id])
      if (await this.isUsed(tx, row, on)) throw new Refusal('org.has_children')
      if (mergedIntoId) await this.requireSuccessor(tx, row, mergedIntoId, on)
      await tx.query(
        `update organization
            set closed_on = greatest($2::date, opened_on), merged_into = $3, version = version + 1 where id = $1`,
        [id, on, mergedIntoId],
      )
      const detail = { on, ...(mergedIntoId ? { mergedIntoId } : {}) }
      await this.audit.write(
        { actor: who, action: 'organization.closed', target: `organization:${id}`, detail },
        tx,
      )
    })
    return this.presentOne(id)
  }

  async reopen(who: PersonPrincipal, id: string): Promise<Organization> {
    await this.write(async (tx) => {
      const { parentId } = await this.changeable(who, id, 'organization.manage', tx)
      if (parentId && (await this.find(parentId, tx)).closedOn) throw new Refusal('org.closed')
      await tx.query(
        'update organization set closed_on = null, merged_into = null, version = version + 1 where id = $1',
        [id],
      )
      await this.audit.write(
        { actor: who, action: 'organization.reopened', target: `organization:${id}` },
        tx,
      )
    })
    return this.presentOne(id)
  }

  /** @throws Refusal not_found */
  async find(id: string, tx: EntityManager = this.database.manager): Promise<OrganizationRow> {
    const row = await tx.findOneBy(OrganizationRow, { id })
    if (!row) throw new Refusal('not_found')
    return row
  }

  /** The organization when the caller may do `action` there; what may not be read does not exist for the caller. */
  async changeable(
    who: Principal,
    id: string,
    action: Action,
    tx: EntityManager = this.database.manager,
  ): Promise<OrganizationRow> {
    const row = await this.readable(who, id, tx)
    if (!may(who, action, row.path)) throw new Refusal('auth.forbidden')
    return row
  }

  private async readable(
    who: Principal,
    id: string,
    tx: EntityManager = this.database.manager,
  ): Promise<OrganizationRow> {
    const row = await this.find(id, tx)
    if (!may(who, 'organization.read', row.path)) throw new OutOfScope(`organization:${id}`)
    return row
  }

  /** Who has read one of those below must read it again: it stands elsewhere now. */
  private async move(
    tx: EntityManager,
    who: PersonPrincipal,
    row: OrganizationRow,
    parentId: string | null,
  ): Promise<void> {
    if (!may(who, 'organization.manage', row.path)) throw new Refusal('auth.forbidden')
    const parent = parentId ? await this.find(parentId, tx) : null
    const below = parent?.path.startsWith(row.path) ?? false
    if (!parent || parent.closedOn || below || !parentFits(row.kind, parent.kind))
      throw new Refusal('org.parent_kind')
    await tx.query(
      `update organization
          set path = $2 || substr(path, length($1) + 1),
              version = version + case when id = $3 then 0 else 1 end
        where starts_with(path, $1)`,
      [row.path, `${parent.path}${row.id}/`, row.id],
    )
  }

  private async requireSuccessor(tx: EntityManager, row: OrganizationRow, id: string, on: string) {
    const successor = await tx.findOneBy(OrganizationRow, { id })
    if (!successor || !mayMerge(row, successor, on)) throw new Refusal('org.successor')
  }

  private async isUsed(tx: EntityManager, row: OrganizationRow, on: string): Promise<boolean> {
    const [found] = (await tx.query(
      `select exists (select from organization where parent_id = $1 and (closed_on is null or closed_on > $2))
           or exists (select from post where org_id = $1 and (to_day is null or to_day > $2))
           or exists (select from school_class where org_id = $1 and (closed_on is null or closed_on > $2))
           or exists (select from device where org_id = $1 and revoked_at is null) as used`,
      [row.id, on],
    )) as { used: boolean }[]
    return found?.used ?? false
  }

  /**
   * Changes of organizations are rare, so they queue: what one of them reads of the tree, parents and paths, is still so
   * when it writes.
   */
  private async write(work: (tx: EntityManager) => Promise<void>): Promise<void> {
    try {
      await this.database.transaction(async (tx) => {
        await tx.query(`select pg_advisory_xact_lock(hashtext('organization tree'))`)
        await work(tx)
      })
    } catch (error) {
      throw violatedUnique(error) === null ? error : new Refusal('org.duplicate')
    }
  }

  private async presentOne(id: string): Promise<Organization> {
    const [organization] = await this.present([id])
    if (!organization) throw new Refusal('not_found')
    return organization
  }

  /** In the order of `ids`. */
  private async present(ids: readonly string[]): Promise<Organization[]> {
    const rows = await this.database
      .repository(OrganizationRow)
      .createQueryBuilder('o')
      .where('o.id = any(:ids)', { ids })
      .getMany()
    const others = await this.database.rows<{ id: string; name: string }>(
      'select id, name from organization where id = any($1)',
      [rows.flatMap((row) => [row.parentId, row.mergedIntoId])],
    )
    const nameOf = new Map(others.map(({ id, name }) => [id, name]))
    const byId = new Map(rows.map((row) => [row.id, row]))
    return ids.flatMap((id) => byId.get(id) ?? []).map((row) => toOrganization(row, nameOf))
  }
}

const toOrganization = (row: OrganizationRow, nameOf: Map<string, string>): Organization => ({
  id: row.id,
  parentId: row.parentId,
  parentName: row.parentId ? (nameOf.get(row.parentId) ?? null) : null,
  kind: row.kind,
  name: row.name,
  code: row.code,
  schoolType: row.schoolType,
  urbanRural: row.urbanRural,
  stages: row.stages,
  town: row.town,
  pupils: row.pupils,
  downlinkKbps: row.downlinkKbps,
  uplinkKbps: row.uplinkKbps,
  networkType: row.networkType,
  contact: row.contact,
  openedOn: row.openedOn,
  closedOn: row.closedOn,
  mergedInto: row.mergedIntoId ? { id: row.mergedIntoId, name: nameOf.get(row.mergedIntoId) ?? '' } : null,
  version: row.version,
})
