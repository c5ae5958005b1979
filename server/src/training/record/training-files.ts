import { Injectable } from '@nestjs/common'
import { Refusal, type HoursClaim, type TrainingFile } from '@tongke/contract'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { CertificateStore } from '../certificates/certificate-store.ts'
import { CLAIM_COLUMNS, CLAIM_TABLES } from '../ledger/claim.sql.ts'
import { cycleOf } from '../ledger/hours-policy.rules.ts'
import { TrainingNotices } from '../overview/training-notices.ts'
import { maySeeFile } from '../training-access.rules.ts'
import { Cycles } from './cycles.ts'

interface PersonRow {
  readonly id: string
  readonly name: string
  readonly countyNo: string
  readonly orgName: string
  readonly orgPaths: string[]
}

/** More claims than anybody has in a cycle. */
const MOST = 1000

/** 培训档案: all hours of one teacher in a cycle. */
@Injectable()
export class TrainingFiles {
  constructor(
    private readonly database: Database,
    private readonly cycles: Cycles,
    private readonly certificates: CertificateStore,
    private readonly notices: TrainingNotices,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see it */
  async read(who: PersonPrincipal, personId: string, year: number | undefined): Promise<TrainingFile> {
    const person = await this.require(who, personId)
    const facts = await this.cycles.of(year)
    const { cycle, first, last, rules } = facts
    const balance = await this.database.rows<{ year: number; category: string; tenths: number }>(
      `select year, category, sum(tenths)::int as tenths from hours_balance where person_id = $1
        group by year, category order by year, category`,
      [personId],
    )
    const claims = await this.database.rows<HoursClaim>(
      `select ${CLAIM_COLUMNS} from ${CLAIM_TABLES}
        where c.person_id = $1 and c.occurred_on between $2::date and $3::date
        order by c.occurred_on desc, c.id desc limit ${MOST}`,
      [personId, cycle.from, cycle.to],
    )
    const inCycle = balance.filter((row) => row.year >= first && row.year <= last)
    const waits = claims.filter(({ state }) => state !== 'CREDITED' && state !== 'REJECTED')
    const present = (await this.cycles.of(undefined)).first
    const begins = (of: number) =>
      cycleOf(of, { firstYear: rules['cycle.firstYear'] ?? of, years: rules['cycle.years'] ?? 5 }).first
    return {
      person,
      cycle,
      cycles: [...new Set([present, first, ...balance.map((row) => begins(row.year))])].sort((a, b) => b - a),
      tenths: sumOf(inCycle),
      waitingTenths: sumOf(waits),
      years: Array.from({ length: last - first + 1 }, (_, index) => ({
        year: first + index,
        tenths: sumOf(inCycle.filter((row) => row.year === first + index)),
      })),
      categories: categoriesOf(inCycle),
      rules,
      claims,
      certificates: await this.certificates.ofPerson(personId),
      notices: who.id === personId ? await this.notices.of(personId, false) : [],
    }
  }

  /** @throws Refusal not_found, also to whoever may not see the file */
  async require(who: PersonPrincipal, personId: string): Promise<TrainingFile['person']> {
    const { orgPaths, ...person } = await this.person(personId)
    if (!maySeeFile(who, { id: personId, orgPaths })) throw new Refusal('not_found')
    return person
  }

  private async person(id: string): Promise<PersonRow> {
    const [row] = await this.database.rows<PersonRow>(PERSON, [id, this.clock.today()])
    if (!row) throw new Refusal('not_found')
    return row
  }
}

const sumOf = (rows: readonly { tenths: number }[]): number =>
  rows.reduce((sum, { tenths }) => sum + tenths, 0)

function categoriesOf(rows: readonly { category: string; tenths: number }[]): TrainingFile['categories'] {
  const sums = new Map<string, number>()
  for (const { category, tenths } of rows) sums.set(category, (sums.get(category) ?? 0) + tenths)
  return [...sums]
    .map(([category, tenths]) => ({
      category: category as TrainingFile['categories'][number]['category'],
      tenths,
    }))
    .toSorted((a, b) => b.tenths - a.tenths)
}

/** Where somebody serves; of somebody who has left, the last place, so that its leaders keep the file. */
const PERSON = `
  select p.id, p.name, p.county_no as "countyNo", coalesce(t.names[1], '') as "orgName",
         coalesce(t.paths, '{}') as "orgPaths"
    from person p
    left join lateral (
      select array_agg(q.name order by q.from_day desc) as names, array_agg(q.path) as paths
        from (select o.name, o.path, t.from_day,
                     dense_rank() over (order by case
                       when $2::date between t.from_day and coalesce(t.to_day, 'infinity') then 'infinity'::date
                       else coalesce(t.to_day, t.from_day) end desc) as place
                from post t join organization o on o.id = t.org_id where t.person_id = p.id) q
       where q.place = 1) t on true
   where p.id = $1`
