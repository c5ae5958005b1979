import { Injectable } from '@nestjs/common'
import { Refusal, type OrganizationInput, type PairingCoverage, type Term } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Where } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { CalendarReading } from '../calendar/calendar-reading.ts'
import { pairingScope } from './pairing-access.rules.ts'
import { coverageByGroup, coverageOf } from './pairing-coverage.rules.ts'
import { PairingPolicies } from './pairing-policies.ts'
import { isRuralCode } from './pairing-policy.rules.ts'

type School = PairingCoverage['schools'][number] & { urbanRural: OrganizationInput['urbanRural'] }

/** Which rural schools have nobody who helps them. */
@Injectable()
export class PairingCoverageReport {
  constructor(
    private readonly database: Database,
    private readonly calendar: CalendarReading,
    private readonly policies: PairingPolicies,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found */
  async of(who: PersonPrincipal, termId: string | undefined): Promise<PairingCoverage> {
    const [term, policy] = await Promise.all([this.term(termId), this.policies.today()])
    const found = await this.schools(who, term?.id ?? null)
    const schools = found.filter(({ urbanRural }) => isRuralCode(urbanRural, policy))
    const byGroup = coverageByGroup(schools)
    const groups = await this.database.rows<{ id: string; name: string; town: string | null }>(
      `select id, name, town from organization where id = any($1) order by kind = 'bureau', name`,
      [[...byGroup.keys()]],
    )
    return {
      term,
      all: coverageOf(schools),
      groups: groups.flatMap((group) => {
        const coverage = byGroup.get(group.id)
        return coverage ? [{ ...group, ...coverage }] : []
      }),
      schools,
      ruralCodes: (['111', '112', '121', '122', '123', '210', '220'] as const).filter((code) =>
        isRuralCode(code, policy),
      ),
    }
  }

  /** The one that is asked for, else the running one, else the next, else the last. */
  private async term(termId: string | undefined): Promise<Term | null> {
    const { terms } = await this.calendar.load()
    const today = this.clock.today()
    if (termId === undefined) return terms.find(({ endsOn }) => endsOn >= today) ?? terms.at(-1) ?? null
    const term = terms.find(({ id }) => id === termId)
    if (!term) throw new Refusal('not_found')
    return term
  }

  /** Open schools in the scope; the group is the centre above, or the one it hangs on directly. */
  private schools(who: PersonPrincipal, termId: string | null): Promise<School[]> {
    const where = new Where([termId, this.clock.today()])
      .and(`o.kind <> 'bureau'`)
      .and('(o.closed_on is null or o.closed_on > $2::date)')
      .within(pairingScope(who, 'read'), 'o.path')
    return this.database.rows<School>(
      `select o.id, o.name, o.kind, o.town, o.urban_rural as "urbanRural",
              coalesce(c.id, o.parent_id, o.id) as "groupId",
              (select count(*)::int from pairing p where p.rural_org_id = o.id and p.term_id = $1
                  and p.state = 'ACTIVE') as active,
              (select count(*)::int from pairing p where p.rural_org_id = o.id and p.term_id = $1
                  and p.state in ('DRAFT', 'PENDING', 'FROZEN')) as coming,
              (select count(*)::int from school_class k where k.org_id = o.id
                  and (k.closed_on is null or k.closed_on > $2::date)) as classes
         from organization o
         left join organization c on c.kind = 'centre' and starts_with(o.path, c.path)
         ${where} order by o.town, o.kind, o.name`,
      where.parameters,
    )
  }
}
