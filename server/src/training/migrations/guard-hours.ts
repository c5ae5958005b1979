import type { MigrationInterface, QueryRunner } from 'typeorm'

export class GuardHours1766000000091 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(YEARS)
    await runner.query(DEDUCTIONS)
    await runner.query(REFUSALS)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table hours_refusal;
      drop trigger hours_ledger_within_claim on hours_ledger;
      drop trigger hours_claim_covers on hours_claim;
      drop table hours_deduction;
      drop function check_hours_cover, check_hours_within_claim, programme_events;
      alter table hours_event drop column share_tenths;
      alter table hours_claim drop column deducted;
      drop trigger hours_ledger_adds_years on hours_ledger;
      drop table hours_year;
      drop function add_to_hours_year;
      drop index hours_claim_places;
    `)
  }
}

const YEARS = `
  -- The ledger added up once more, by year alone: a county's overview reads one row a teacher and year.
  create table hours_year (
    person_id uuid not null references person,
    year smallint not null,
    tenths integer not null,
    -- Of them, from programmes.
    programme_tenths integer not null,
    primary key (person_id, year)
  ) with (fillfactor = 80);
  insert into hours_year (person_id, year, tenths, programme_tenths)
    select person_id, year, sum(tenths), coalesce(sum(tenths) filter (where source = 'programme'), 0)
      from hours_balance group by person_id, year;

  -- Places taken in programmes, counted by school without a look at the claims themselves.
  create index hours_claim_places on hours_claim (org_id, occurred_on)
    where source = 'programme' and state not in ('REGISTERED', 'REJECTED');

  create function add_to_hours_year() returns trigger language plpgsql as $$
  begin
    insert into hours_year as y (person_id, year, tenths, programme_tenths)
      select person_id, year, sum(tenths), coalesce(sum(tenths) filter (where source = 'programme'), 0) from posted
       group by person_id, year order by person_id, year
      on conflict (person_id, year) do update
        set tenths = y.tenths + excluded.tenths, programme_tenths = y.programme_tenths + excluded.programme_tenths;
    return null;
  end $$;
  create trigger hours_ledger_adds_years after insert on hours_ledger
    referencing new table as posted for each statement execute function add_to_hours_year();
  create trigger hours_year_of_ledger before insert or update or delete or truncate on hours_year
    for each statement execute function refuse_hours_balance();
`

const DEDUCTIONS = `
  -- Tenths taken off because other claims of the person have parts of the same; "tenths" is what remains.
  alter table hours_claim add column deducted integer not null default 0 check (deducted >= 0);
  -- What an event weighs in a claim that covers several; null: the event is the claim.
  alter table hours_event add column share_tenths integer check (share_tenths >= 0);

  create table hours_deduction (
    claim_id uuid not null,
    person_id uuid not null,
    -- The claim that had the part first.
    part_id uuid not null,
    tenths integer not null check (tenths > 0),
    primary key (claim_id, part_id),
    check (claim_id <> part_id),
    foreign key (claim_id, person_id) references hours_claim (id, person_id),
    foreign key (part_id, person_id) references hours_claim (id, person_id)
  );
  create index hours_deduction_part on hours_deduction (part_id);
  create trigger hours_deduction_append_only before update or delete on hours_deduction
    for each row execute function refuse_change();
  create trigger hours_deduction_no_truncate before truncate on hours_deduction
    for each statement execute function refuse_change();

  -- Events that also give hours of their own and lie within a programme: its live lessons, the research meetings held in
  -- them, its videos. Each with its part of the whole, sessions weighing the same.
  create function programme_events(programme uuid) returns table (event text, part numeric) language sql stable as $$
    with covered as (
      select s.id, 'lesson:' || s.lesson_id as event from programme_session s
       where s.programme_id = programme and s.lesson_id is not null
      union
      select s.id, 'session:' || k.session_id from programme_session s
        join research_session_lesson k on k.lesson_id = s.lesson_id and k.purpose = 'meeting'
       where s.programme_id = programme
      union
      select s.id, 'video:' || f.blob_sha from programme_session s
        join resource_version v on v.resource_id = s.resource_id
        join resource_file f on f.version_id = v.id and f.role in ('main', 'recording')
       where s.programme_id = programme
    ), weighed as (
      select c.event, 1.0 / count(*) over (partition by c.id) as part from covered c
    )
    select w.event, sum(w.part) / (select count(*) from programme_session s where s.programme_id = programme)
      from weighed w group by w.event
  $$;

  -- One event credited once: at the end of the transaction every event within a programme is this claim's own, or what
  -- another claim has of it is taken off.
  create function check_hours_cover() returns trigger language plpgsql as $$
  declare
    claim hours_claim;
    off integer;
  begin
    select * into claim from hours_claim where id = new.id;
    if claim.id is null then return null; end if;
    off := coalesce((select sum(tenths) from hours_deduction where claim_id = claim.id), 0);
    if claim.deducted <> least(off, claim.tenths + claim.deducted)
    then raise exception 'deductions add up' using errcode = 'check_violation', constraint = 'hours_claim_deducted'; end if;
    -- Hours that no programme of the portal stands behind cover nothing; asked first, as it is quick.
    if claim.source = 'programme' and exists (select from programme_session where programme_id = claim.source_id)
      and exists (select from programme_events(claim.source_id) e
       where not exists (
         select from hours_event held where held.person_id = claim.person_id and held.event = e.event
            and (held.claim_id = claim.id or exists (
              select from hours_deduction d where d.claim_id = claim.id and d.part_id = held.claim_id))))
    then raise exception 'an event within the programme is claimed elsewhere'
      using errcode = 'check_violation', constraint = 'hours_claim_covers'; end if;
    return null;
  end $$;
  create constraint trigger hours_claim_covers after insert on hours_claim
    deferrable initially deferred for each row when (new.source = 'programme' or new.deducted > 0)
    execute function check_hours_cover();

  -- What was taken off never comes back, not by a correction either.
  create function check_hours_within_claim() returns trigger language plpgsql as $$
  begin
    if exists (select from hours_claim where id = new.claim_id and deducted > 0 and tenths < new.tenths)
    then raise exception 'more than the claim leaves' using errcode = 'check_violation', constraint = 'hours_ledger_within_claim';
    end if;
    return new;
  end $$;
  create trigger hours_ledger_within_claim before insert on hours_ledger
    for each row when (new.entry = 'CREDIT') execute function check_hours_within_claim();
`

const REFUSALS = `
  -- Proof that gave no hours, so that it is not claimed again with every run.
  create table hours_refusal (
    source text not null,
    source_id uuid not null,
    person_id uuid not null references person,
    code text not null,
    -- Digest of the rule book it was refused by.
    rules text not null,
    at timestamptz not null,
    primary key (source, source_id, person_id)
  );
`
