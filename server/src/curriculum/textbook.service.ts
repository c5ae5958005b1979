import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type Textbooks,
  type listTextbooks,
  type setTextbooks,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Audit } from '../platform/audit/audit.service.ts'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { OrganizationService } from '../people/organization.service.ts'
import type { PersonPrincipal, Principal } from '../people/principal.ts'
import { may } from './access.rules.ts'

type Query = EndpointRequest<typeof listTextbooks>['query']
type Body = EndpointRequest<typeof setTextbooks>['body']

/** Which edition a school uses: chosen locally from the province's list, per school year, subject and grade. */
@Injectable()
export class TextbookService {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async list(who: Principal, { orgId, schoolYear }: Query): Promise<Textbooks> {
    const { path } = await this.organizations.find(orgId)
    const items = await this.database.rows<Textbooks['items'][number]>(
      `select t.subject, t.grade, t.edition_id as "editionId", e.name as "editionName"
         from school_textbook t join edition e on e.id = t.edition_id
        where t.org_id = $1 and t.school_year = $2 order by t.subject, t.grade`,
      [orgId, schoolYear],
    )
    return { items, maySet: may(who, 'textbook.set', path) }
  }

  async set(who: PersonPrincipal, { orgId, schoolYear, items }: Body): Promise<Textbooks> {
    const { path } = await this.organizations.find(orgId)
    if (!may(who, 'textbook.set', path)) throw new Refusal('auth.forbidden')
    await this.database.transaction(async (tx) => {
      await this.requireFit(tx, items)
      const parameters = [orgId, schoolYear, JSON.stringify(items)]
      await tx.query(TAKE_BACK, parameters)
      await tx.query(SET, parameters)
      const detail = { schoolYear, items }
      await this.audit.write(
        { actor: who, action: 'textbooks.set', target: `organization:${orgId}`, detail },
        tx,
      )
    })
    return this.list(who, { orgId, schoolYear })
  }

  private async requireFit(tx: EntityManager, items: Body['items']): Promise<void> {
    const unfit = (await tx.query(UNFIT, [JSON.stringify(items), this.clock.today()])) as { index: number }[]
    if (unfit.length === 0) return
    const details = unfit.map(({ index }) => ({
      path: `body.items.${index}.editionId`,
      code: 'edition',
      message: 'Closed, of another subject, or without a volume for this grade',
    }))
    throw new Refusal('textbook.edition', { details })
  }
}

const ITEMS = (parameter: string) =>
  `jsonb_to_recordset(${parameter}::jsonb) as i(subject text, grade smallint, "editionId" uuid)`

const UNFIT = `
  select (i.ordinality - 1)::int as index
    from rows from (jsonb_to_recordset($1::jsonb) as (subject text, grade smallint, "editionId" uuid)) with ordinality as i
   where i."editionId" is not null and not exists (
     select from edition e join curriculum_node n on n.edition_id = e.id and n.kind = 'volume'
      where e.id = i."editionId" and e.subject = i.subject and i.grade between n.grade_from and n.grade_to
        and (e.closed_on is null or e.closed_on > $2) and (n.closed_on is null or n.closed_on > $2))
   order by 1`

const TAKE_BACK = `
  delete from school_textbook t using ${ITEMS('$3')}
   where t.org_id = $1 and t.school_year = $2 and t.subject = i.subject and t.grade = i.grade and i."editionId" is null`

const SET = `
  insert into school_textbook (org_id, school_year, subject, grade, edition_id)
  select distinct on (i.subject, i.grade) $1::uuid, $2::integer, i.subject, i.grade, i."editionId"
    from ${ITEMS('$3')} where i."editionId" is not null
  on conflict (org_id, school_year, subject, grade) do update set edition_id = excluded.edition_id`
