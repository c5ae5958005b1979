import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../../platform/id.ts'
import {
  PROGRAMME_POLICY_DEFAULTS,
  PROGRAMME_POLICY_UNITS,
  type ProgrammePolicyKey,
} from '../programme-policy.rules.ts'

export class CreateProgrammes1766000000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROGRAMMES)
    await runner.query(PLACES)
    await runner.query(SESSIONS)
    await runner.query(RESULTS)
    for (const key of Object.keys(PROGRAMME_POLICY_DEFAULTS) as ProgrammePolicyKey[]) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `programme.${key}`,
          PROGRAMME_POLICY_DEFAULTS[key],
          PROGRAMME_POLICY_UNITS[key],
          'Default of the software, to be confirmed by the bureau',
        ],
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table programme_result, programme_override, programme_work, programme_attempt, programme_test,
        programme_log_day, programme_attendance, programme_session, programme_enrolment, programme_trainer,
        training_programme;
      drop function programme_places_kept();
      drop function programme_places_remain();
      delete from policy_rule where key like 'programme.%'
    `)
  }
}

const PROGRAMMES = `
  create table training_programme (
    id uuid primary key,
    org_id uuid not null references organization,
    author_id uuid not null references person,
    title text not null,
    summary text not null,
    level text not null check (level in ('national', 'provincial', 'municipal', 'county', 'school')),
    type text not null check (type in
      ('central', 'online', 'school_based', 'send_teaching', 'shadowing', 'workshop', 'joint_research')),
    audience text not null check (audience in ('everybody', 'teachers', 'rural_teachers', 'principals')),
    places integer not null check (places > 0),
    -- Of them, for people of rural schools only.
    rural_places integer not null check (rural_places >= 0),
    hours double precision not null check (hours > 0),
    starts_on date not null,
    ends_on date not null,
    attend_percent smallint not null check (attend_percent between 0 and 100),
    needs_tests boolean not null,
    needs_work boolean not null,
    state text not null default 'PLANNED'
      check (state in ('PLANNED', 'ENROLLING', 'RUNNING', 'ASSESSING', 'CLOSED', 'CANCELLED')),
    cancelled_reason text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision integer not null default 1,
    check (rural_places <= places),
    check (starts_on <= ends_on),
    check ((state = 'CANCELLED') = (cancelled_reason is not null))
  );
  create index training_programme_org on training_programme (org_id);
  create index training_programme_author on training_programme (author_id);
  create index training_programme_state on training_programme (state, starts_on);

  create table programme_trainer (
    programme_id uuid not null references training_programme on delete cascade,
    person_id uuid not null references person,
    position smallint not null,
    primary key (programme_id, person_id)
  );
  create index programme_trainer_person on programme_trainer (person_id);

  -- One row for each person, whatever became of it; the audit log has the way there.
  create table programme_enrolment (
    programme_id uuid not null references training_programme on delete cascade,
    person_id uuid not null references person,
    -- Where somebody serves, and what that meant, as it was when they asked.
    org_id uuid not null references organization,
    is_rural boolean not null,
    is_principal boolean not null,
    state text not null check (state in ('REQUESTED', 'APPROVED', 'WAITING', 'REFUSED', 'WITHDRAWN')),
    requested_at timestamptz not null,
    decided_by uuid references person,
    decided_at timestamptz,
    reason text,
    primary key (programme_id, person_id),
    check ((decided_by is null) = (decided_at is null)),
    check (state not in ('APPROVED', 'WAITING', 'REFUSED') or decided_by is not null),
    check (state <> 'REFUSED' or reason <> '')
  );
  create index programme_enrolment_person on programme_enrolment (person_id);
  create index programme_enrolment_org on programme_enrolment (org_id);
`

/** Whoever is quicker: the row of the programme is locked, and only then is counted. */
const PLACES = `
  create function programme_places_kept() returns trigger language plpgsql as $$
  declare
    programme training_programme;
    taken integer;
    town integer;
  begin
    select * into programme from training_programme where id = new.programme_id for update;
    select count(*), count(*) filter (where not is_rural) into taken, town from programme_enrolment
     where programme_id = new.programme_id and state = 'APPROVED' and person_id <> new.person_id;
    if taken >= programme.places or (not new.is_rural and town >= programme.places - programme.rural_places) then
      raise exception 'all places are taken' using errcode = 'check_violation', constraint = 'programme_places';
    end if;
    return new;
  end $$;
  create trigger programme_places_kept before insert or update on programme_enrolment
    for each row when (new.state = 'APPROVED') execute function programme_places_kept();

  create function programme_places_remain() returns trigger language plpgsql as $$
  declare
    taken integer;
    town integer;
  begin
    select count(*), count(*) filter (where not is_rural) into taken, town from programme_enrolment
     where programme_id = new.id and state = 'APPROVED';
    if taken > new.places or town > new.places - new.rural_places then
      raise exception 'more places are taken' using errcode = 'check_violation', constraint = 'programme_places';
    end if;
    return new;
  end $$;
  create trigger programme_places_remain before update of places, rural_places on training_programme
    for each row execute function programme_places_remain();
`

const SESSIONS = `
  create table programme_session (
    id uuid primary key,
    programme_id uuid not null references training_programme on delete cascade,
    kind text not null check (kind in ('face', 'live', 'video', 'school', 'shadowing', 'village')),
    title text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    place text not null,
    lesson_id uuid references lesson,
    resource_id uuid references resource,
    host_org_id uuid references organization,
    days smallint check (days > 0),
    check (starts_at < ends_at),
    check ((kind = 'live') = (lesson_id is not null)),
    check ((kind = 'video') = (resource_id is not null)),
    check ((kind = 'shadowing') = (host_org_id is not null)),
    check ((kind = 'shadowing') = (days is not null))
  );
  create index programme_session_programme on programme_session (programme_id, starts_at);
  create index programme_session_lesson on programme_session (lesson_id);
  create index programme_session_resource on programme_session (resource_id);
  create index programme_session_host on programme_session (host_org_id);

  -- The moment is the server's. Nobody is written in twice, and what is written stays.
  create table programme_attendance (
    session_id uuid not null references programme_session,
    person_id uuid not null references person,
    in_at timestamptz not null,
    out_at timestamptz,
    way text not null check (way in ('code', 'hand')),
    recorded_by uuid not null references person,
    reason text,
    primary key (session_id, person_id),
    check (out_at >= in_at),
    check ((way = 'hand') = (reason is not null)),
    check (way = 'hand' or recorded_by = person_id)
  );
  create index programme_attendance_person on programme_attendance (person_id);

  create table programme_log_day (
    session_id uuid not null references programme_session,
    person_id uuid not null references person,
    day date not null,
    text text not null check (text <> ''),
    written_at timestamptz not null,
    signed_by uuid references person,
    signed_at timestamptz,
    primary key (session_id, person_id, day),
    check ((signed_by is null) = (signed_at is null)),
    check (signed_by <> person_id)
  );
  create index programme_log_day_person on programme_log_day (person_id);

  create table programme_test (
    session_id uuid primary key references programme_session on delete cascade,
    questions jsonb not null check (jsonb_array_length(questions) > 0),
    saved_at timestamptz not null
  );
  -- Answers as they were handed in; the key is made by the page.
  create table programme_attempt (
    id uuid primary key,
    session_id uuid not null references programme_test,
    person_id uuid not null references person,
    number smallint not null check (number > 0),
    answers jsonb not null,
    score smallint not null check (score between 0 and 100),
    handed_in_at timestamptz not null,
    unique (session_id, person_id, number)
  );
  create index programme_attempt_person on programme_attempt (person_id);
  create trigger programme_attempt_append_only before update or delete on programme_attempt
    for each row execute function refuse_change();
`

const RESULTS = `
  create table programme_work (
    programme_id uuid not null references training_programme,
    person_id uuid not null references person,
    text text not null,
    handed_in_at timestamptz not null,
    accepted boolean,
    judged_by uuid references person,
    comment text not null default '',
    primary key (programme_id, person_id),
    check ((accepted is null) = (judged_by is null)),
    check (accepted is distinct from false or comment <> ''),
    check (judged_by <> person_id)
  );
  create index programme_work_person on programme_work (person_id);

  -- The trainer's word against the rule; the newest counts, all of them stay.
  create table programme_override (
    id uuid primary key,
    programme_id uuid not null references training_programme,
    person_id uuid not null references person,
    passed boolean not null,
    reason text not null check (reason <> ''),
    by_id uuid not null references person,
    at timestamptz not null,
    check (by_id <> person_id)
  );
  create index programme_override_person on programme_override (programme_id, person_id, at desc);
  create trigger programme_override_append_only before update or delete on programme_override
    for each row execute function refuse_change();

  -- How it stood at the closing, as it was judged then.
  create table programme_result (
    programme_id uuid not null references training_programme,
    person_id uuid not null references person,
    org_id uuid not null references organization,
    is_rural boolean not null,
    is_principal boolean not null,
    passed boolean not null,
    by_override boolean not null,
    counted smallint not null,
    sessions smallint not null,
    -- Claimed with the ledger, in minutes of class hours (学时 × 60); 0 for whoever did not pass.
    minutes integer not null,
    at timestamptz not null,
    primary key (programme_id, person_id),
    check (passed or minutes = 0)
  );
  create index programme_result_person on programme_result (person_id);
  create trigger programme_result_append_only before update or delete on programme_result
    for each row execute function refuse_change();
`
