import { decideHours, getTrainingOverview } from '@tongke/contract'
import pg from 'pg'
import { ApiClient } from '../../support/api-client.ts'
import { bootStack } from '../../support/stack.ts'
import { metric, percentile, type Metrics } from '../figures.ts'

const TEACHERS = 5_000
const YEARS = 5
const ROWS_A_YEAR = 40
const RUNS = 30
const CONFIRMED = 10_000
/** Of the whole county, of a calendar day nobody else has claims on. */
const DAY = '2016-03-03'

/** A county's overview over a million rows of the ledger, and ten thousand claims confirmed in one decision. */
export async function trainingFigures(): Promise<Metrics> {
  const stack = await bootStack({
    demo: true,
    run: ['server'],
    env: { server: { RATE_LIMIT_PER_MINUTE: '100000' } },
  })
  const database = new pg.Client({ connectionString: stack.databaseUrl })
  await database.connect()
  try {
    await database.query(PEOPLE, [TEACHERS])
    await database.query(POSTS)
    for (let year = 0; year < YEARS; year += 1) await fill(database, year)
    await database.query('analyze')
    const officer = await ApiClient.as(stack.serverUrl, '顾知行')
    const overview = await overviewTimes(officer)
    await claims(database, -1, CONFIRMED / TEACHERS, 'SCHOOL_VERIFIED')
    return { county_overview_p95: metric(percentile(overview, 0.95), 'ms'), ...(await confirm(officer)) }
  } finally {
    await database.end()
    await stack.stop()
  }
}

async function overviewTimes(officer: ApiClient): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const from = performance.now()
    const { schools } = await officer.call(getTrainingOverview, {})
    times.push(performance.now() - from)
    const teachers = schools.reduce((sum, one) => sum + one.teachers, 0)
    if (teachers < TEACHERS) throw new Error(`Only ${teachers} teachers in the overview`)
  }
  return times
}

async function confirm(officer: ApiClient): Promise<Metrics> {
  const from = performance.now()
  const filter = { queue: 'county' as const, from: DAY, to: DAY }
  const { done } = await officer.call(decideHours, { body: { decision: 'confirm', selection: { filter } } })
  const ms = performance.now() - from
  if (done !== CONFIRMED) throw new Error(`${done} claims were confirmed`)
  return { confirm_10000: metric(ms, 'ms') }
}

async function fill(database: pg.Client, year: number): Promise<void> {
  await claims(database, year, ROWS_A_YEAR, 'CREDITED')
  await database.query(LEDGER, [year])
}

const claims = (database: pg.Client, year: number, each: number, state: string) =>
  database.query(CLAIMS, [year, each, state, DAY])

const PEOPLE = `
  insert into person (id, county_no, name, name_initials, password_hash, created_at)
  select gen_random_uuid(), 'BENCH' || n, '教师' || n, 'js' || n, '-', now() from generate_series(1, $1::int) n`

const POSTS = `
  insert into post (id, person_id, org_id, role, from_day)
  select gen_random_uuid(), p.id, o.ids[1 + (row_number() over (order by p.id))::int % cardinality(o.ids)], 'teacher', '2020-01-01'
    from person p, (select array_agg(id) as ids from organization where kind <> 'bureau') o
   where p.county_no like 'BENCH%'`

/** $1 years ago (below 0: on the day $4), $2 claims a teacher, $3 state. */
const CLAIMS = `
  insert into hours_claim (id, person_id, org_id, source, source_id, category, title, minutes, tenths, occurred_on,
    evidence, rule_id, state, created_at, updated_at)
  select gen_random_uuid(), p.id, t.org_id, 'programme', gen_random_uuid(),
         (array['concentrated', 'online', 'school_based', 'workshop', 'research', 'shadowing'])[1 + n % 6], '培训 ' || n,
         45, 15, case when $1::int < 0 then $4::date
                      else make_date(extract(year from now())::int - $1::int, 1 + n % 12, 1 + n % 28) end,
         '{"kind": "programme", "id": "00000000-0000-7000-8000-000000000000", "facts": {"bench": 1}}',
         (select id from policy_rule where key = 'training.factor.programme' limit 1), $3, now(), now()
    from person p join post t on t.person_id = p.id, generate_series(1, $2::int) n
   where p.county_no like 'BENCH%'`

const LEDGER = `
  insert into hours_ledger (id, claim_id, person_id, source, category, occurred_on, entry, tenths, rule_id, posted_at)
  select gen_random_uuid(), c.id, c.person_id, c.source, c.category, c.occurred_on, 'CREDIT', c.tenths, c.rule_id, now()
    from hours_claim c
   where c.evidence->'facts' ? 'bench' and c.state = 'CREDITED'
     and c.occurred_on between make_date(extract(year from now())::int - $1::int, 1, 1)
                           and make_date(extract(year from now())::int - $1::int, 12, 31)`
