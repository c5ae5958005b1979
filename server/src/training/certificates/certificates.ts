import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type Certificate,
  type CertificateCheck,
  type EndpointRequest,
  type EndpointResponse,
  type issueCertificates,
  type listCertificates,
} from '@tongke/contract'
import { randomBytes } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { reachesAnything } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { containing, pageClause, Where } from '../../people/scope.sql.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { requestContext } from '../../platform/request-context.ts'
import { Throttle } from '../../platform/throttle/throttle.ts'
import { Cycles } from '../record/cycles.ts'
import { trainingScope } from '../training-access.rules.ts'
import { certificateNumber, maskedName } from './certificate-number.rules.ts'
import { CertificateStore } from './certificate-store.ts'

/** Looking up numbers that do not exist: so many a minute, then longer and longer waits. */
const GUESSING = { free: 20, windowMs: 60_000, firstWaitMs: 2_000, longestWaitMs: 600_000 }

interface Candidate {
  readonly personId: string
  readonly name: string
  readonly orgName: string
  readonly tenths: number
  readonly hasOne: boolean
}

interface Programme {
  readonly id: string
  readonly title: string
  readonly state: string
  readonly from: string
  readonly to: string
}

type Issued = EndpointResponse<typeof issueCertificates>
type OfPeriod = Exclude<EndpointRequest<typeof issueCertificates>['body'], { programmeId: string }>

/** Certificates of hours that the ledger holds, and of finished programmes. */
@Injectable()
export class Certificates {
  constructor(
    private readonly database: Database,
    private readonly store: CertificateStore,
    private readonly cycles: Cycles,
    private readonly throttle: Throttle,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  async list(
    who: PersonPrincipal,
    query: EndpointRequest<typeof listCertificates>['query'],
  ): Promise<EndpointResponse<typeof listCertificates>> {
    const scope = trainingScope(who, 'read')
    if (!reachesAnything(scope)) throw new Refusal('auth.forbidden')
    const found = query.search ? containing(query.search) : ''
    const where = new Where().andIf(query.search, '(k.person_name ilike ? or k.number ilike ?)', found, found)
    if (!scope.all) {
      const below = scope.below.map((prefix) => `${prefix}%`)
      where.and(
        `exists (select from post t join organization o on o.id = t.org_id
                  where t.person_id = k.person_id and (o.path = any(?) or o.path like any(?)))`,
        scope.exact,
        below,
      )
    }
    const canIssue = reachesAnything(trainingScope(who, 'certify'))
    return { ...(await this.store.list(where, pageClause(query))), canIssue }
  }

  issue(who: PersonPrincipal, body: EndpointRequest<typeof issueCertificates>['body']): Promise<Issued> {
    if (!trainingScope(who, 'certify').all) throw new Refusal('auth.forbidden')
    return 'programmeId' in body ? this.ofProgramme(who, body.programmeId) : this.ofPeriod(who, body)
  }

  /** Everybody who passed, with the hours that the programme gives. */
  private ofProgramme(who: PersonPrincipal, programmeId: string): Promise<Issued> {
    return this.database.transaction(async (tx) => {
      await this.alone(tx)
      const [programme] = await this.database.rows<Programme>(PROGRAMME, [programmeId], tx)
      if (!programme) throw new Refusal('not_found')
      if (programme.state !== 'CLOSED') throw new Refusal('programme.state')
      const all = await this.database.rows<Candidate>(PASSED, [programmeId], tx)
      const ids: string[] = []
      for (const one of all) if (!one.hasOne) ids.push(await this.insert(tx, who, one, programme))
      const count = all.length - ids.length
      return {
        items: await this.store.byIds(ids, tx),
        skipped: count > 0 ? [{ code: 'has_one' as const, count }] : [],
      }
    })
  }

  private async ofPeriod(who: PersonPrincipal, { personIds, period }: OfPeriod): Promise<Issued> {
    const { cycle, first, last } = await this.cycles.of(period.year)
    const isCycle = period.kind === 'cycle'
    const days = isCycle ? cycle : { from: `${period.year}-01-01`, to: `${period.year}-12-31` }
    const years = isCycle ? [first, last] : [period.year, period.year]
    return this.database.transaction(async (tx) => {
      await this.alone(tx)
      const all = await this.database.rows<Candidate>(
        CANDIDATES,
        [personIds, ...years, days.from, days.to],
        tx,
      )
      if (all.length < new Set(personIds).size) throw new Refusal('not_found')
      const why = ({ tenths, hasOne }: Candidate) =>
        hasOne
          ? 'has_one'
          : tenths === 0
            ? 'no_hours'
            : isCycle && tenths < cycle.targetTenths
              ? 'unfulfilled'
              : null
      const ids: string[] = []
      for (const one of all) if (why(one) === null) ids.push(await this.insert(tx, who, one, days))
      const skipped = (['no_hours', 'unfulfilled', 'has_one'] as const).flatMap((code) => {
        const count = all.filter((one) => why(one) === code).length
        return count > 0 ? [{ code, count }] : []
      })
      return { items: await this.store.byIds(ids, tx), skipped }
    })
  }

  async revoke(who: PersonPrincipal, id: string, reason: string): Promise<Certificate> {
    if (!trainingScope(who, 'certify').all) throw new Refusal('auth.forbidden')
    return this.database.transaction(async (tx) => {
      const { number } = await this.store.read('id', id, tx)
      const rows = await this.database.rows<{ id: string }>(
        `with revoked as (update training_certificate set revoked_at = $2, revoked_by = $3, revoked_reason = $4
                           where id = $1 and revoked_at is null returning id) select id from revoked`,
        [id, this.clock.now(), who.id, reason],
        tx,
      )
      if (rows.length === 0) throw new Refusal('certificate.revoked')
      const target = `training_certificate:${id}`
      await this.audit.write(
        { actor: who, action: 'certificate.revoked', target, detail: { number, reason } },
        tx,
      )
      return this.store.read('id', id, tx)
    })
  }

  /** @throws Refusal not_found for a number that is not whole and right; request.rate to whoever tries many */
  async verify(number: string, issuer: string): Promise<CertificateCheck> {
    const key = `certificate ${requestContext.getStore()?.address ?? ''}`
    await this.throttle.attempt(key, GUESSING, 'request.rate')
    const { personName, revokedOn, issuedOn, ...rest } = await this.store.read('number', number)
    await this.throttle.takeBack(key)
    const isValid = revokedOn === null
    const maskedAs = maskedName(personName)
    const { from, to, tenths, programmeTitle } = rest
    return {
      number,
      maskedName: maskedAs,
      from,
      to,
      tenths,
      programmeTitle,
      issuedOn,
      issuer,
      isValid,
      revokedOn,
    }
  }

  /** One issuer at a time: nobody gets two for the same. */
  private async alone(tx: EntityManager): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('training.certificates'))`)
  }

  private async insert(
    tx: EntityManager,
    who: PersonPrincipal,
    { personId, name, orgName, tenths }: Candidate,
    { from, to, id: programmeId, title = '' }: { from: string; to: string } & Partial<Programme>,
  ): Promise<string> {
    const id = newId()
    const [row] = await this.database.rows<{ serial: number }>(
      `select nextval('training_certificate_serial')::int as serial`,
      [],
      tx,
    )
    const year = Number(this.clock.today().slice(0, 4))
    const number = certificateNumber(year, row?.serial ?? 0, randomBytes(8))
    await tx.query(
      `insert into training_certificate (id, number, person_id, person_name, org_name, from_day, to_day, tenths,
         issued_at, issued_by, programme_id, programme_title) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [id, number, personId, name, orgName, from, to, tenths, this.clock.now(), who.id, programmeId, title],
    )
    const target = `training_certificate:${id}`
    await this.audit.write(
      { actor: who, action: 'certificate.issued', target, detail: { number, tenths } },
      tx,
    )
    return id
  }
}

const CANDIDATES = `
  select p.id as "personId", p.name,
         coalesce((select o.name from post t join organization o on o.id = t.org_id where t.person_id = p.id
                    order by coalesce(t.to_day, 'infinity') desc, t.from_day desc limit 1), '') as "orgName",
         coalesce((select sum(tenths)::int from hours_balance b
                    where b.person_id = p.id and b.year between $2 and $3), 0) as tenths,
         exists (select from training_certificate k where k.person_id = p.id and k.revoked_at is null
                    and k.programme_id is null and k.from_day = $4::date and k.to_day = $5::date) as "hasOne"
    from person p where p.id = any($1) order by p.county_no`

const PROGRAMME = `
  select id, title, state, starts_on::text as "from", ends_on::text as "to" from training_programme where id = $1`

/** As the closing judged; minutes of a result are class hours × 60. */
const PASSED = `
  select p.id as "personId", p.name, o.name as "orgName", r.minutes / 6 as tenths,
         exists (select from training_certificate k where k.person_id = p.id and k.revoked_at is null
                    and k.programme_id = r.programme_id) as "hasOne"
    from programme_result r join person p on p.id = r.person_id join organization o on o.id = r.org_id
   where r.programme_id = $1 and r.passed order by p.county_no`
