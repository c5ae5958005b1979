import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type SchoolClass,
  type createClass,
  type listClasses,
  type updateClass,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Audit } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { Database, violatedUnique } from '../platform/database/database.ts'
import { OutOfScope } from '../platform/http/out-of-scope.ts'
import { newId } from '../platform/id.ts'
import { may, scopeOf } from './access.rules.ts'
import { changesOf } from './changes.rules.ts'
import { classStateOf, gradesFit } from './class.rules.ts'
import { requireOpen } from './open-organizations.ts'
import { OrganizationService } from './organization.service.ts'
import type { PersonPrincipal } from './principal.ts'
import { SchoolClassRow } from './school-class.entity.ts'
import { Where, containing, pageClause } from './scope.sql.ts'

type Query = EndpointRequest<typeof listClasses>['query']
type Create = EndpointRequest<typeof createClass>['body']
type Update = EndpointRequest<typeof updateClass>['body']

const SELECT = `
  select c.id, c.org_id as "orgId", o.name as "orgName", c.school_year as "schoolYear", c.name, c.class_type as "classType",
         c.grades, c.headcount, c.room, c.closed_on as "closedOn", c.version
    from school_class c join organization o on o.id = c.org_id`

type ClassRecord = Omit<SchoolClass, 'state'>

@Injectable()
export class SchoolClassService {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Whoever has a post may see the county's classes to invite them to a lesson; otherwise the scope of the post. */
  async list(who: PersonPrincipal, query: Query): Promise<{ items: SchoolClass[]; total: number }> {
    const countyWide = query.for === 'lesson' && who.posts.length > 0
    const where = new Where()
      .within(countyWide ? { all: true } : scopeOf(who, 'class.read'), 'o.path')
      .and(
        query.closed === 'true' ? 'c.closed_on <= ?' : '(c.closed_on is null or c.closed_on > ?)',
        this.clock.today(),
      )
      .andIf(query.orgId !== undefined, 'c.org_id = ?', query.orgId)
      .andIf(query.grade !== undefined, '? = any(c.grades)', query.grade)
    if (query.search) {
      const pattern = containing(query.search)
      where.and(`(c.name ilike ? or o.name || ' ' || o.name_initials ilike ?)`, pattern, pattern)
    }
    const [count, rows] = await Promise.all([
      this.database.rows<{ total: number }>(
        `select count(*) as total from school_class c join organization o on o.id = c.org_id ${where}`,
        where.parameters,
      ),
      this.database.rows<ClassRecord>(
        `${SELECT} ${where} order by o.name, c.school_year desc, c.grades, c.name, c.id ${pageClause(query)}`,
        where.parameters,
      ),
    ])
    return { items: rows.map((row) => this.toClass(row)), total: count[0]?.total ?? 0 }
  }

  async create(who: PersonPrincipal, input: Create): Promise<SchoolClass> {
    await this.organizations.changeable(who, input.orgId, 'class.manage')
    if (!gradesFit(input)) throw new Refusal('class.grades')
    const id = newId()
    await this.write(async (tx) => {
      await requireOpen(tx, [{ orgId: input.orgId, to: null }])
      await tx.insert(SchoolClassRow, { ...input, id, closedOn: null, version: 1 })
      await this.audit.write(
        { actor: who, action: 'class.created', target: `class:${id}`, detail: input },
        tx,
      )
    })
    return this.present(id)
  }

  async update(who: PersonPrincipal, id: string, { version, ...input }: Update): Promise<SchoolClass> {
    const row = await this.changeable(who, id)
    if (input.orgId !== row.orgId) throw new Refusal('auth.forbidden')
    if (!gradesFit(input)) throw new Refusal('class.grades')
    await this.write(async (tx) => {
      const { affected } = await tx.update(
        SchoolClassRow,
        { id, version },
        { ...input, version: version + 1 },
      )
      if (affected === 0) throw new Refusal('conflict.changed')
      await this.audit.write(
        {
          actor: who,
          action: 'class.updated',
          target: `class:${id}`,
          detail: changesOf(row, input),
        },
        tx,
      )
    })
    return this.present(id)
  }

  async close(who: PersonPrincipal, id: string, on: string): Promise<SchoolClass> {
    const row = await this.changeable(who, id)
    return this.setClosed(who, row, on)
  }

  async reopen(who: PersonPrincipal, id: string): Promise<SchoolClass> {
    const row = await this.changeable(who, id)
    return this.setClosed(who, row, null)
  }

  private async setClosed(
    who: PersonPrincipal,
    { id, orgId }: SchoolClassRow,
    on: string | null,
  ): Promise<SchoolClass> {
    const action = on === null ? 'class.reopened' : 'class.closed'
    await this.write(async (tx) => {
      if (on === null) await requireOpen(tx, [{ orgId, to: null }])
      await tx.query('update school_class set closed_on = $2, version = version + 1 where id = $1', [id, on])
      await this.audit.write({ actor: who, action, target: `class:${id}`, detail: { on } }, tx)
    })
    return this.present(id)
  }

  private async changeable(who: PersonPrincipal, id: string): Promise<SchoolClassRow> {
    const row = await this.database.repository(SchoolClassRow).findOneBy({ id })
    if (!row) throw new Refusal('not_found')
    const organization = await this.organizations.find(row.orgId)
    if (!may(who, 'class.read', organization.path)) throw new OutOfScope(`class:${id}`)
    if (!may(who, 'class.manage', organization.path)) throw new Refusal('auth.forbidden')
    return row
  }

  private async write(work: (tx: EntityManager) => Promise<void>): Promise<void> {
    try {
      await this.database.transaction(work)
    } catch (error) {
      throw violatedUnique(error) === null ? error : new Refusal('class.duplicate')
    }
  }

  private async present(id: string): Promise<SchoolClass> {
    const [row] = await this.database.rows<ClassRecord>(`${SELECT} where c.id = $1`, [id])
    if (!row) throw new Refusal('not_found')
    return this.toClass(row)
  }

  private toClass(row: ClassRecord): SchoolClass {
    return { ...row, state: classStateOf(row, this.clock.today()) }
  }
}
