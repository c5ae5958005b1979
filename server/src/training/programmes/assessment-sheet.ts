import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type EndpointResponse,
  type SheetRow,
  type getAssessmentSheet,
  type overrideAssessment,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { assess } from './assessment.rules.ts'
import { leads, maySee } from './programme-access.rules.ts'
import { ProgrammeChange } from './programme-change.ts'
import { ProgrammeFactsReading } from './programme-facts.ts'
import { ProgrammeStore, type StoredProgramme } from './programme-store.ts'
import { ProgrammeWorks } from './programme-works.ts'

interface Member {
  personId: string
  name: string
  orgId: string
  orgName: string
  isRural: boolean
  isPrincipal: boolean
  claimed: boolean
}

type Override = NonNullable<SheetRow['override']>

/** Everybody's way through a programme, and what its rule says of it. */
@Injectable()
export class AssessmentSheet {
  constructor(
    private readonly database: Database,
    private readonly store: ProgrammeStore,
    private readonly change: ProgrammeChange,
    private readonly facts: ProgrammeFactsReading,
    private readonly works: ProgrammeWorks,
  ) {}

  /** @throws Refusal auth.forbidden, not_found */
  async read(who: PersonPrincipal, id: string): Promise<EndpointResponse<typeof getAssessmentSheet>> {
    const programme = await this.store.read(id)
    if (!maySee(who, programme)) throw new Refusal('not_found')
    if (!leads(who, programme)) throw new Refusal('auth.forbidden')
    const sessions = await this.database.rows<
      EndpointResponse<typeof getAssessmentSheet>['sessions'][number]
    >('select id, title, kind from programme_session where programme_id = $1 order by starts_at, id', [id])
    return { sessions, rows: await this.rows(programme) }
  }

  async rows(
    programme: StoredProgramme,
    tx: EntityManager = this.database.manager,
  ): Promise<(SheetRow & { orgId: string })[]> {
    const members = await this.database.rows<Member>(MEMBERS, [programme.id], tx)
    const ids = members.map(({ personId }) => personId)
    const standings = await this.facts.standings(programme.id, ids, tx)
    const works = await this.works.all(programme.id, tx)
    const overrides = await this.overrides(programme.id, tx)
    return members.map((member) => {
      const own = (standings.get(member.personId) ?? []).map(({ standing }) => standing)
      const work = works.get(member.personId) ?? null
      const override = overrides.get(member.personId) ?? null
      const assessment = assess(programme, own, work?.accepted === true)
      return {
        ...member,
        standings: own,
        work,
        assessment,
        override,
        passed: override?.passed ?? assessment.passed,
      }
    })
  }

  /** @throws Refusal auth.forbidden, not_found, programme.state */
  async override(
    who: PersonPrincipal,
    { id, personId }: EndpointRequest<typeof overrideAssessment>['params'],
    { passed, reason }: EndpointRequest<typeof overrideAssessment>['body'],
  ): Promise<void> {
    await this.change.by(who, id, async (edit) => {
      edit.fire('judge')
      if (personId === who.id) throw new Refusal('auth.forbidden')
      const enrolment = await this.store.enrolment(id, personId, edit.tx)
      if (enrolment?.state !== 'APPROVED') throw new Refusal('not_found')
      await edit.tx.query(
        `insert into programme_override (id, programme_id, person_id, passed, reason, by_id, at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [newId(), id, personId, passed, reason, who.id, edit.now],
      )
      await edit.note('programme.assessment_overridden', { personId, passed, reason })
    })
  }

  private async overrides(id: string, tx: EntityManager): Promise<Map<string, Override>> {
    const rows = await this.database.rows<Omit<Override, 'at'> & { personId: string; at: Date }>(
      `select distinct on (v.person_id) v.person_id as "personId", v.passed, v.reason, p.name as "byName", v.at
         from programme_override v join person p on p.id = v.by_id where v.programme_id = $1
        order by v.person_id, v.at desc, v.id desc`,
      [id],
      tx,
    )
    return new Map(rows.map(({ personId, at, ...override }) => [personId, { ...override, at: at.getTime() }]))
  }
}

const MEMBERS = `
  select e.person_id as "personId", p.name, e.org_id as "orgId", o.name as "orgName", e.is_rural as "isRural",
         e.is_principal as "isPrincipal",
         exists (select from programme_result r
                  where r.programme_id = e.programme_id and r.person_id = e.person_id and r.passed) as claimed
    from programme_enrolment e join person p on p.id = e.person_id join organization o on o.id = e.org_id
   where e.programme_id = $1 and e.state = 'APPROVED'
   order by o.name, p.name, p.id`
