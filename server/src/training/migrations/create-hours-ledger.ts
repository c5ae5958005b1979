import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import { HOURS_SEEDS } from '../ledger/hours-policy.rules.ts'

export class CreateHoursLedger1766000000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [key, { value, unit }] of Object.entries(HOURS_SEEDS))
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [newId(), `training.${key}`, value, unit, 'Default of the software, to be confirmed by the bureau'],
      )
    await runner.query(CLAIMS)
    await runner.query(LEDGER)
    await runner.query(BALANCE)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table hours_balance, hours_ledger, hours_event, hours_step, hours_claim;
      drop function add_to_hours_balance, check_hours_entry, refuse_hours_balance;
      delete from policy_rule where key like 'training.%';
    `)
  }
}

const CLAIMS = `
  create table hours_claim (
    id uuid primary key,
    person_id uuid not null references person,
    -- Where the person served on that day: whose school verifies it.
    org_id uuid not null references organization,
    source text not null
      check (source in ('research_session', 'lesson_taught', 'lesson_assisted', 'video', 'visit', 'programme')),
    source_id uuid not null,
    category text not null,
    title text not null,
    minutes integer not null check (minutes >= 0),
    -- Tenths of a 学时.
    tenths integer not null check (tenths >= 0),
    occurred_on date not null,
    evidence jsonb not null,
    rule_id uuid not null references policy_rule,
    state text not null check (state in ('REGISTERED', 'ATTENDED', 'ASSESSED', 'CLAIMED', 'SCHOOL_VERIFIED',
      'COUNTY_CONFIRMED', 'CREDITED', 'REJECTED', 'APPEAL')),
    verified_by uuid references person,
    appealed_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint hours_claim_once unique (source, source_id, person_id),
    unique (id, person_id)
  );
  create index hours_claim_person on hours_claim (person_id, occurred_on desc);
  create index hours_claim_waiting on hours_claim (state, org_id, occurred_on)
    where state in ('CLAIMED', 'SCHOOL_VERIFIED', 'APPEAL');

  -- What really happened, by its own name ('session:…', 'lesson:…'): nobody is credited twice for one event, whichever
  -- sources report it.
  create table hours_event (
    person_id uuid not null,
    event text not null,
    claim_id uuid not null,
    constraint hours_event_once primary key (person_id, event),
    foreign key (claim_id, person_id) references hours_claim (id, person_id) on delete cascade
  );
  create index hours_event_claim on hours_event (claim_id);

  create table hours_step (
    id uuid primary key,
    claim_id uuid not null references hours_claim,
    at timestamptz not null,
    trigger text not null,
    from_state text,
    to_state text not null,
    by_id uuid references person,
    reason text not null default ''
  );
  create index hours_step_claim on hours_step (claim_id, at);
  create trigger hours_step_append_only before update or delete on hours_step
    for each row execute function refuse_change();
  create trigger hours_step_no_truncate before truncate on hours_step
    for each statement execute function refuse_change();
`

const LEDGER = `
  create table hours_ledger (
    id uuid primary key,
    claim_id uuid not null references hours_claim,
    person_id uuid not null references person,
    source text not null,
    category text not null,
    occurred_on date not null,
    year smallint not null generated always as (extract(year from occurred_on)) stored,
    entry text not null check (entry in ('CREDIT', 'REVERSAL')),
    tenths integer not null,
    -- A reversal names the credit it takes back, a corrected credit the reversal it follows; each at most once.
    reverses_id uuid references hours_ledger,
    follows_id uuid references hours_ledger,
    rule_id uuid not null references policy_rule,
    -- The cap of that day that was looked at, whether it cut anything or not.
    cap_rule_id uuid references policy_rule,
    posted_at timestamptz not null,
    posted_by uuid references person,
    reason text not null default '',
    foreign key (claim_id, person_id) references hours_claim (id, person_id),
    constraint hours_ledger_reversed_once unique (reverses_id),
    constraint hours_ledger_followed_once unique (follows_id),
    check ((entry = 'REVERSAL') = (reverses_id is not null)),
    check (entry = 'CREDIT' or follows_id is null),
    check (case entry when 'CREDIT' then tenths >= 0 else tenths <= 0 and reason <> '' end)
  );
  create unique index hours_ledger_credited_once on hours_ledger (claim_id)
    where entry = 'CREDIT' and follows_id is null;
  create index hours_ledger_person on hours_ledger (person_id, occurred_on desc);
  create index hours_ledger_claim on hours_ledger (claim_id);
  create trigger hours_ledger_append_only before update or delete on hours_ledger
    for each row execute function refuse_change();
  create trigger hours_ledger_no_truncate before truncate on hours_ledger
    for each statement execute function refuse_change();

  -- An entry that hangs on another one is about the same claim and takes back exactly what was given.
  create function check_hours_entry() returns trigger language plpgsql as $$
  declare other hours_ledger;
  begin
    if new.entry = 'REVERSAL' then
      select * into other from hours_ledger where id = new.reverses_id;
      if other.entry <> 'CREDIT' or other.claim_id <> new.claim_id or other.tenths <> -new.tenths
        or other.category <> new.category or other.source <> new.source or other.occurred_on <> new.occurred_on
      then raise exception 'a reversal mirrors the credit it reverses' using errcode = 'check_violation'; end if;
    elsif new.follows_id is not null then
      select * into other from hours_ledger where id = new.follows_id;
      if other.entry <> 'REVERSAL' or other.claim_id <> new.claim_id
      then raise exception 'a corrected credit follows a reversal' using errcode = 'check_violation'; end if;
    end if;
    return new;
  end $$;
  create trigger hours_ledger_entry before insert on hours_ledger
    for each row when (new.entry = 'REVERSAL' or new.follows_id is not null) execute function check_hours_entry();
`

const BALANCE = `
  -- The ledger added up, for overviews; only the ledger writes it.
  create table hours_balance (
    person_id uuid not null references person,
    year smallint not null,
    source text not null,
    category text not null,
    tenths integer not null check (tenths >= 0),
    primary key (person_id, year, source, category)
  );
  create function add_to_hours_balance() returns trigger language plpgsql as $$
  begin
    -- In one order, so that two writers wait for each other instead of locking each other out.
    insert into hours_balance as b (person_id, year, source, category, tenths)
      select person_id, year, source, category, sum(tenths) from posted
       group by person_id, year, source, category order by person_id, year, source, category
      on conflict (person_id, year, source, category) do update set tenths = b.tenths + excluded.tenths;
    return null;
  end $$;
  create trigger hours_ledger_adds after insert on hours_ledger
    referencing new table as posted for each statement execute function add_to_hours_balance();

  create function refuse_hours_balance() returns trigger language plpgsql as $$
  begin
    if pg_trigger_depth() < 2 then
      raise exception 'hours_balance is written by the ledger' using errcode = 'insufficient_privilege';
    end if;
    return null;
  end $$;
  create trigger hours_balance_of_ledger before insert or update or delete or truncate on hours_balance
    for each statement execute function refuse_hours_balance();
`
