import { Injectable } from '@nestjs/common'
import {
  type EndpointRequest,
  type EndpointResponse,
  type Pairing,
  type PairingCard,
  type listPairings,
} from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where, pageClause } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { OutOfScope } from '../../platform/http/out-of-scope.ts'
import { mayCreateAny, maySee, pairingScope, partsOf, type PairingAction } from './pairing-access.rules.ts'
import { momentOf } from './pairing-change.ts'
import { PairingStore, type StoredPairing } from './pairing-store.ts'
import { endingOf, mayFire, type PairingTrigger } from './pairing-transitions.rules.ts'

type Query = EndpointRequest<typeof listPairings>['query']

const FROM = `
  from pairing p
  join organization r on r.id = p.rural_org_id
  join school_class lc on lc.id = p.listening_class_id
  join term t on t.id = p.term_id
  left join organization h on h.id = p.host_org_id
  left join school_class hc on hc.id = p.lecture_class_id`

const school = (alias: string) =>
  `jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name, 'kind', ${alias}.kind, 'town', ${alias}.town)`

const CARD = `
  p.id, p.type, p.state, p.outside_host as "outsideHost",
  case when h.id is null then null else ${school('h')} end as host,
  case when hc.id is null then null else jsonb_build_object('id', hc.id, 'name', hc.name) end as "lectureClass",
  ${school('r')} as rural, jsonb_build_object('id', lc.id, 'name', lc.name) as "listeningClass",
  jsonb_build_object('id', t.id, 'schoolYear', t.school_year, 'number', t.number, 'startsOn', t.starts_on,
    'endsOn', t.ends_on) as term,
  p.subjects, p.lessons_goal as "lessonsGoal", p.research_goal as "researchGoal", p.visits_goal as "visitsGoal",
  jsonb_build_object('host', p.host_signed_at is not null, 'rural', p.rural_signed_at is not null) as signed,
  p.updated_at as "updatedAt"`

type CardRow = Omit<PairingCard, 'updatedAt'> & { updatedAt: Date }

interface MoreRow {
  readonly agreementBytes: number | null
  readonly hostSigner: string | null
  readonly ruralSigner: string | null
  readonly activator: string | null
  readonly createdBy: string
}

/** Agreements as somebody may see them. */
@Injectable()
export class PairingViews {
  constructor(
    private readonly database: Database,
    private readonly store: PairingStore,
    private readonly clock: Clock,
  ) {}

  async list(who: PersonPrincipal, query: Query): Promise<EndpointResponse<typeof listPairings>> {
    const where = this.filter(who, query)
    const [count] = await this.database.rows<{ total: number }>(
      `select count(*) as total ${FROM} ${where}`,
      where.parameters,
    )
    const rows = await this.database.rows<CardRow>(
      `select ${CARD} ${FROM} ${where}
        order by array_position(array['PENDING', 'DRAFT', 'FROZEN', 'ACTIVE', 'EXPIRED', 'CANCELLED'], p.state),
                 t.starts_on desc, r.name, lc.name, p.id ${pageClause(query)}`,
      where.parameters,
    )
    return { items: rows.map(toCard), total: count?.total ?? 0, mayCreate: mayCreateAny(who) }
  }

  /** @throws Refusal not_found, also to whoever may not see it */
  async detail(who: PersonPrincipal, id: string): Promise<Pairing> {
    const stored = await this.see(who, id)
    const { row } = stored
    const [[card], [more]] = await Promise.all([
      this.database.rows<CardRow>(`select ${CARD} ${FROM} where p.id = $1`, [id]),
      this.database.rows<MoreRow>(MORE, [id]),
    ])
    if (!card || !more) throw new OutOfScope(`pairing:${id}`)
    const isOutside = row.hostOrgId === null
    return {
      ...toCard(card),
      revision: row.revision,
      note: row.note,
      agreement:
        row.agreementName === null
          ? null
          : { name: row.agreementName, sizeBytes: Number(more.agreementBytes) },
      hostSignature: signature(isOutside ? row.hostSignerName : more.hostSigner, row.hostSignedAt),
      hostSignatureEnteredBy: isOutside ? more.hostSigner : null,
      ruralSignature: signature(more.ruralSigner, row.ruralSignedAt),
      activation: signature(more.activator, row.activatedAt),
      reason: row.reason,
      endedAt: row.endedAt?.getTime() ?? null,
      createdBy: more.createdBy,
      createdAt: row.createdAt.getTime(),
      editionGaps: await this.editionGaps(id),
      can: rightsOf(who, stored, this.clock.today()),
    }
  }

  /** @throws Refusal not_found, also to whoever may not see it */
  async see(who: PersonPrincipal, id: string): Promise<StoredPairing> {
    const pairing = await this.store.read(id)
    if (!maySee(who, pairing)) throw new OutOfScope(`pairing:${id}`)
    return pairing
  }

  private filter(who: PersonPrincipal, { scope, state, termId, orgId }: Query): Where {
    const where = new Where()
    const within = (action: PairingAction, path: string, part = new Where(where.parameters)) =>
      `p.id in (select p.id ${FROM} ${part.within(pairingScope(who, action), path)})`
    where.and(`(${within('read', 'h.path')} or ${within('read', 'r.path')})`)
    if (scope === 'to_do') {
      const pending = () => new Where(where.parameters).and(`p.state = 'PENDING'`)
      const waits = [
        within('sign', 'h.path', pending().and('p.host_org_id is not null and p.host_signed_at is null')),
        within('sign', 'r.path', pending().and('p.rural_signed_at is null')),
        within('govern', 'r.path', pending().and('p.host_org_id is null and p.host_signed_at is null')),
        within(
          'govern',
          'r.path',
          pending().and('p.host_signed_at is not null and p.rural_signed_at is not null'),
        ),
      ]
      where.and(`(${waits.join(' or ')})`)
    }
    return where
      .andIf(state !== undefined, 'p.state = ?', state)
      .andIf(termId !== undefined, 'p.term_id = ?', termId)
      .andIf(orgId !== undefined, '(p.rural_org_id = ? or p.host_org_id = ?)', orgId, orgId)
  }

  /** Where both schools said what they use, and it is not the same, for the grades both classes have. */
  private editionGaps(id: string): Promise<Pairing['editionGaps']> {
    return this.database.rows(
      `select distinct on (hx.subject) hx.subject, he.name as host, re.name as rural ${FROM}
         join school_textbook hx on hx.org_id = p.host_org_id and hx.school_year = t.school_year
          and hx.grade = any(hc.grades) and hx.grade = any(lc.grades)
         join school_textbook rx on rx.org_id = p.rural_org_id and rx.school_year = t.school_year
          and rx.grade = hx.grade and rx.subject = hx.subject
         join edition he on he.id = hx.edition_id join edition re on re.id = rx.edition_id
        where p.id = $1 and he.id <> re.id and (p.subjects = '{}' or hx.subject = any(p.subjects))
        order by hx.subject`,
      [id],
    )
  }
}

const MORE = `
  select b.size_bytes as "agreementBytes", hs.name as "hostSigner", rs.name as "ruralSigner", ac.name as activator,
         cr.name as "createdBy"
    from pairing p join person cr on cr.id = p.created_by
    left join blob b on b.sha256 = p.agreement_sha
    left join person hs on hs.id = p.host_signed_by
    left join person rs on rs.id = p.rural_signed_by
    left join person ac on ac.id = p.activated_by
   where p.id = $1`

const toCard = (row: CardRow): PairingCard => ({ ...row, updatedAt: row.updatedAt.getTime() })

const signature = (name: string | null, at: Date | null): { name: string; at: number } | null =>
  name !== null && at !== null ? { name, at: at.getTime() } : null

function rightsOf(who: PersonPrincipal, stored: StoredPairing, today: string): Pairing['can'] {
  const moment = momentOf(stored, partsOf(who, stored), today)
  const can = (trigger: PairingTrigger) => mayFire(trigger, moment)
  const { hostOrgId, hostSignedBy, ruralSignedBy } = stored.row
  const signedOther = (by: string | null) => hostOrgId !== null && by === who.id
  return {
    edit: can('edit'),
    attach: can('attach'),
    submit: can('submit'),
    revise: can('revise'),
    signHost: can('sign_host') && !signedOther(ruralSignedBy),
    signRural: can('sign_rural') && !signedOther(hostSignedBy),
    activate: can('activate'),
    freeze: can('freeze'),
    resume: can('resume'),
    cancel: can(endingOf(stored.row.state)),
  }
}
