import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type ErrorDetail,
  type SchoolBells,
  type getBells,
  type setBells,
} from '@tongke/contract'
import { OrganizationService } from '../../people/organization.service.ts'
import { schoolYearOf } from '../../people/class.rules.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { mayDo } from '../schedule-access.rules.ts'
import { inYear } from './calendar-input.rules.ts'
import { BellReading } from './bell-reading.ts'
import { bellFaults, tableOn } from './bells.rules.ts'
import { BellRow, BellScheduleRow } from './calendar.entity.ts'

type Query = EndpointRequest<typeof getBells>['query']
type Body = EndpointRequest<typeof setBells>['body']

/** Bells as the portal shows and sets them. */
@Injectable()
export class BellDesk {
  constructor(
    private readonly database: Database,
    private readonly reading: BellReading,
    private readonly organizations: OrganizationService,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found */
  async get(who: Principal, { orgId, schoolYear: asked }: Query): Promise<SchoolBells> {
    const today = this.clock.today()
    const schoolYear = asked ?? schoolYearOf(today)
    const organization = await this.organizations.find(orgId)
    const { from, tables } = await this.reading.school(orgId, schoolYear)
    return {
      orgId,
      schoolYear,
      from,
      tables: tables.map((table) => ({ ...table, bells: [...table.bells] })),
      ringing: tableOn(tables, today)?.season ?? null,
      revision: await this.revision(orgId, schoolYear),
      isCounty: organization.parentId === null,
      maySet: mayDo(who, 'bells.set', organization.path),
    }
  }

  /** @throws Refusal not_found, auth.forbidden, bells.order, conflict.changed */
  async set(who: PersonPrincipal, { orgId, schoolYear, revision, tables }: Body): Promise<void> {
    const organization = await this.organizations.find(orgId)
    if (!mayDo(who, 'bells.set', organization.path)) throw new Refusal('auth.forbidden')
    const details = bellProblems(schoolYear, tables)
    if (details.length > 0) throw new Refusal('bells.order', { details })
    await this.database.transaction(async (tx) => {
      // One at a time for a school: there may be no row yet to hold.
      await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`bells ${orgId} ${schoolYear}`])
      if ((await this.revision(orgId, schoolYear)) !== revision) throw new Refusal('conflict.changed')
      await tx.query('insert into school_year (year) values ($1) on conflict do nothing', [schoolYear])
      await tx.delete(BellScheduleRow, { orgId, schoolYear })
      for (const { season, from, to, bells } of tables) {
        await tx.insert(BellScheduleRow, { orgId, schoolYear, season, from, to, revision: revision + 1 })
        await tx.insert(
          BellRow,
          bells.map((bell) => ({ ...bell, orgId, schoolYear, season })),
        )
      }
      const detail = { schoolYear, tables }
      await this.audit.write({ actor: who, action: 'bells.set', target: `organization:${orgId}`, detail }, tx)
    })
  }

  private async revision(orgId: string, schoolYear: number): Promise<number> {
    const [row] = await this.database.rows<{ revision: number }>(
      'select coalesce(max(revision), 0) as revision from bell_schedule where org_id = $1 and school_year = $2',
      [orgId, schoolYear],
    )
    return row?.revision ?? 0
  }
}

/** All that is wrong with the tables, at the fields it is wrong in. */
const bellProblems = (schoolYear: number, tables: Body['tables']): ErrorDetail[] =>
  tables.flatMap(({ bells, from, to }, table) => [
    ...(['from', 'to'] as const)
      .filter((key) => {
        const day = key === 'from' ? from : to
        return day !== null && !inYear(schoolYear, day)
      })
      .map((key) => ({
        path: `body.tables.${table}.${key}`,
        code: 'outside_year',
        message: 'Not in this school year',
      })),
    ...bellFaults(bells).map(({ index, fault }) => ({
      path: `body.tables.${table}.bells.${index}.startsAt`,
      code: fault,
      message: 'Periods follow each other without overlap',
    })),
  ])
