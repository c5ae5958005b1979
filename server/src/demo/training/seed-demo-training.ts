import type { DataSource, EntityManager } from 'typeorm'
import type { Config } from '../../platform/config.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import type { Logger } from '../../platform/logger.ts'
import { certificateNumber } from '../../training/certificates/certificate-number.rules.ts'
import { HoursClaims } from '../../training/ledger/hours-claims.ts'
import { HoursRules } from '../../training/ledger/hours-rules.ts'
import { HoursSources } from '../../training/sources/hours-sources.ts'
import { demoHours, type DemoHours } from './demo-hours.rules.ts'

/** Has all of it: hours in many categories, a claim that was rejected and appealed, a certificate, a word to read. */
const HEROINE = '林晓雯'
const REMINDED = '岳青禾'
const OFFICER = '顾知行'

/** Five years of training hours of everybody, and what the demo's own lessons and sessions prove. */
export async function seedDemoTraining(
  source: DataSource,
  config: Config,
  logger: Logger,
  today: string,
): Promise<void> {
  await source.transaction(async (tx) => {
    await rule(tx, today)
    const people = (await tx.query(
      `select p.id, p.name from person p
        where exists (select from post t where t.person_id = p.id and t.role in ('teacher', 'head', 'coordinator'))
        order by p.county_no`,
    )) as { id: string; name: string }[]
    const idOf = async (name: string) =>
      ((await tx.query('select id from person where name = $1', [name])) as { id: string }[])[0]?.id ?? null
    const officer = await idOf(OFFICER)
    if (officer === null) return
    await store(
      tx,
      demoHours(
        people.map(({ id }) => id),
        today,
      ),
      officer,
    )
    const heroine = await idOf(HEROINE)
    const reminded = await idOf(REMINDED)
    if (heroine !== null) {
      await appeal(tx, heroine, officer)
      await certify(tx, heroine, officer, Number(today.slice(0, 4)) - 1)
    }
    if (reminded !== null) await remind(tx, reminded, officer, today)
  })
  const database = new Database(source)
  const clock = new Clock(config)
  const rules = new HoursRules(database)
  await new HoursSources(
    database,
    new HoursClaims(database, rules, clock),
    rules,
    config,
    clock,
    logger,
  ).gather()
}

/** The county's cycle ends this year: then it is most interesting who lacks what. */
async function rule(tx: EntityManager, today: string): Promise<void> {
  const first = Number(today.slice(0, 4)) - 4
  await tx.query(
    `insert into policy_rule (id, key, value, unit, source_doc, effective_from)
     values ($1, 'training.cycle.firstYear', $2, 'year', '示例市教师培训五年规划（演示）', $3::date)`,
    [newId(), first, `${first}-01-01`],
  )
}

/** As the desk would have left them: each with its steps, and rows of the ledger for what is credited. */
async function store(tx: EntityManager, hours: readonly DemoHours[], officer: string): Promise<void> {
  const rows = hours.map((one) => ({
    ...one,
    id: newId(),
    source_id: newId(),
    entry: newId(),
    steps: [newId(), newId(), newId(), newId()],
    tenths: Math.round(one.hours * 10),
  }))
  await tx.query(CLAIMS, [JSON.stringify(rows)])
  await tx.query(EVENTS, [JSON.stringify(rows)])
  await tx.query(STEPS, [JSON.stringify(rows), officer])
  await tx.query(LEDGER, [JSON.stringify(rows.filter(({ state }) => state === 'CREDITED')), officer])
}

const ROWS = `
  jsonb_to_recordset($1::jsonb) as r(id uuid, source_id uuid, entry uuid, steps uuid[], "personId" uuid, title text,
    category text, tenths int, day date, state text)`
const RULE = `(select id from policy_rule where key = 'training.factor.programme' limit 1)`

const CLAIMS = `
  insert into hours_claim (id, person_id, org_id, source, source_id, category, title, minutes, tenths, occurred_on, evidence,
    rule_id, state, created_at, updated_at)
  select r.id, r."personId", (select org_id from post where person_id = r."personId" order by (role = 'teacher') desc limit 1),
         'programme', r.source_id, r.category, r.title, r.tenths * 9 / 2, r.tenths, r.day,
         jsonb_build_object('kind', 'programme', 'id', r.source_id, 'facts', jsonb_build_object('score', 70 + abs(hashtext(r."personId"::text || r.title)) % 29)),
         ${RULE}, r.state, r.day + interval '1 day', r.day + interval '20 days'
    from ${ROWS}`

const EVENTS = `
  insert into hours_event (person_id, event, claim_id)
  select r."personId", 'programme:' || r.source_id, r.id from ${ROWS}`

const STEPS = `
  insert into hours_step (id, claim_id, at, trigger, from_state, to_state, by_id)
  select r.steps[s.n], r.id, r.day + make_interval(days => s.n * 4), s.trigger, s.from_state, s.to_state,
         case when s.trigger = 'confirm' then $2::uuid end
    from ${ROWS}
    join (values (1, 'claim', null, 'CLAIMED'), (2, 'verify', 'CLAIMED', 'SCHOOL_VERIFIED'),
                 (3, 'confirm', 'SCHOOL_VERIFIED', 'COUNTY_CONFIRMED'), (4, 'credit', 'COUNTY_CONFIRMED', 'CREDITED'))
      as s(n, trigger, from_state, to_state)
      on s.n <= case r.state when 'CLAIMED' then 1 when 'SCHOOL_VERIFIED' then 2 else 4 end`

const LEDGER = `
  insert into hours_ledger (id, claim_id, person_id, source, category, occurred_on, entry, tenths, rule_id, posted_at,
    posted_by)
  select r.entry, r.id, r."personId", 'programme', r.category, r.day, 'CREDIT', r.tenths, ${RULE},
         r.day + interval '16 days', $2
    from ${ROWS}`

/** Her newest credited training but one was first rejected; another one is before the county again. */
async function appeal(tx: EntityManager, personId: string, officer: string): Promise<void> {
  const id = newId()
  const sourceId = newId()
  await tx.query(
    `insert into hours_claim (id, person_id, org_id, source, source_id, category, title, minutes, tenths, occurred_on,
       evidence, rule_id, state, appealed_at, created_at, updated_at)
     select $1, $2, c.org_id, 'programme', $3, 'workshop', '省级名师工作坊返岗实践', 720, 160,
            (now() - interval '40 days')::date, jsonb_build_object('kind', 'programme', 'id', $3::uuid, 'facts', '{}'::jsonb),
            c.rule_id, 'APPEAL', now() - interval '2 days', now() - interval '35 days', now() - interval '2 days'
       from hours_claim c where c.person_id = $2 order by c.occurred_on desc limit 1`,
    [id, personId, sourceId],
  )
  await tx.query('insert into hours_event (person_id, event, claim_id) values ($1, $2, $3)', [
    personId,
    `programme:${sourceId}`,
    id,
  ])
  await tx.query(
    `insert into hours_step (id, claim_id, at, trigger, from_state, to_state, by_id, reason) values
       ($1, $4, now() - interval '35 days', 'claim', null, 'CLAIMED', null, ''),
       ($2, $4, now() - interval '9 days', 'reject', 'CLAIMED', 'REJECTED', $5, '返岗实践总结没有附学校盖章页'),
       ($3, $4, now() - interval '2 days', 'appeal', 'REJECTED', 'APPEAL', $6, '盖章页当时漏传，已补交教务处，请重新审核')`,
    [newId(), newId(), newId(), id, officer, personId],
  )
}

async function certify(tx: EntityManager, personId: string, officer: string, year: number): Promise<void> {
  const number = certificateNumber(year, 1, new Uint8Array([17, 4, 25, 9, 30, 2, 13, 21]))
  await tx.query(
    `insert into training_certificate (id, number, person_id, person_name, org_name, from_day, to_day, tenths, issued_at,
       issued_by)
     select $1, $2, p.id, p.name, o.name, make_date($4, 1, 1), make_date($4, 12, 31), sum(b.tenths),
            make_timestamptz($4 + 1, 1, 10, 1, 0, 0, 'UTC'), $5
       from person p join post t on t.person_id = p.id join organization o on o.id = t.org_id
       join hours_balance b on b.person_id = p.id and b.year = $4
      where p.id = $3 group by p.id, p.name, o.name limit 1`,
    [newId(), number, personId, year, officer],
  )
  await tx.query(`select nextval('training_certificate_serial')`)
}

async function remind(tx: EntityManager, personId: string, officer: string, today: string): Promise<void> {
  await tx.query(
    `insert into training_notice (id, person_id, text, sent_by, sent_on, sent_at) values ($1, $2, $3, $4, $5::date, now())`,
    [newId(), personId, '本周期还差一些培训学时，请在年底前参加县级集中培训或同步教研。', officer, today],
  )
}
