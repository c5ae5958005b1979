import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import {
  PLAN_POLICY_DEFAULTS,
  PLAN_POLICY_UNITS,
  type PlanPolicyKey,
} from '../course-plan/plan-policy.rules.ts'

export class CreateCalendar1765000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CALENDAR)
    await runner.query(BELLS)
    await runner.query(COURSE_PLANS)
    for (const key of Object.keys(PLAN_POLICY_DEFAULTS) as PlanPolicyKey[]) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `plan.${key}`,
          PLAN_POLICY_DEFAULTS[key],
          PLAN_POLICY_UNITS[key],
          '义务教育课程方案（2022年版）, to be confirmed by the bureau',
        ],
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table course_plan_share, course_plan_hours, course_plan, bell, bell_schedule, swap_day, day_span, term,
        school_year;
      drop function keep_approved_plan;
      delete from policy_rule where key like 'plan.%'
    `)
  }
}

const CALENDAR = `
  create table school_year (
    -- In which it begins: 2026 for 2026–2027.
    year integer primary key check (year between 2000 and 2100),
    revision integer not null default 1
  );

  create table term (
    id uuid primary key,
    school_year integer not null references school_year,
    number smallint not null check (number in (1, 2)),
    starts_on date not null,
    ends_on date not null,
    constraint term_once unique (school_year, number),
    constraint term_order check (starts_on < ends_on),
    -- At the end of a transaction, so that a term may move to days that the other one leaves.
    constraint term_apart exclude using gist (daterange(starts_on, ends_on, '[]') with &&) deferrable initially deferred
  );

  create table day_span (
    id uuid primary key,
    school_year integer not null references school_year,
    kind text not null check (kind in ('holiday', 'exam', 'flexible')),
    name text not null,
    from_day date not null,
    to_day date not null,
    check (from_day <= to_day),
    constraint day_span_apart exclude using gist (daterange(from_day, to_day, '[]') with &&)
  );
  create index day_span_year on day_span (school_year);

  -- 调休: the timetable of another day is taught.
  create table swap_day (
    day date primary key,
    school_year integer not null references school_year,
    follows_on date not null,
    name text not null,
    constraint swap_day_once unique (follows_on),
    check (day <> follows_on)
  );
  create index swap_day_year on swap_day (school_year);
`

const BELLS = `
  -- A school without one rings by the school above it, in the end by the bureau's.
  create table bell_schedule (
    org_id uuid not null references organization,
    school_year integer not null references school_year,
    season text not null check (season in ('summer', 'winter')),
    -- Winter has days; summer is what is left of the year.
    from_day date,
    to_day date,
    revision integer not null default 1,
    primary key (org_id, school_year, season),
    check (from_day <= to_day),
    check (num_nonnulls(from_day, to_day) = case season when 'winter' then 2 else 0 end)
  );

  create table bell (
    org_id uuid not null,
    school_year integer not null,
    season text not null,
    period smallint not null check (period between 1 and 12),
    kind text not null check (kind in ('lesson', 'after_school')),
    -- Minutes since midnight.
    starts_at smallint not null check (starts_at >= 0),
    ends_at smallint not null check (ends_at <= 1440),
    primary key (org_id, school_year, season, period),
    foreign key (org_id, school_year, season) references bell_schedule on delete cascade,
    check (starts_at < ends_at),
    constraint bell_apart exclude using gist
      (org_id with =, school_year with =, season with =, int4range(starts_at, ends_at) with &&)
  );
`

const COURSE_PLANS = `
  create table course_plan (
    id uuid primary key,
    school_year integer not null,
    layer text not null check (layer in ('national', 'province', 'city', 'school')),
    -- The school whose own plan it is.
    org_id uuid references organization,
    school_system text not null check (school_system in ('six_three', 'five_four')),
    source_doc text not null,
    state text not null default 'DRAFT' check (state in ('DRAFT', 'APPROVED', 'IN_FORCE', 'SUPERSEDED')),
    approved_by uuid references person,
    approved_at timestamptz,
    in_force_at timestamptz,
    created_by uuid not null references person,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision integer not null default 1,
    check ((layer = 'school') = (org_id is not null)),
    check (state = 'DRAFT' or num_nonnulls(approved_by, approved_at) = 2),
    check (state in ('DRAFT', 'APPROVED') or in_force_at is not null)
  );
  create unique index course_plan_in_force on course_plan (school_year, layer, org_id, school_system)
    nulls not distinct where state = 'IN_FORCE';
  create index course_plan_year on course_plan (school_year, layer);

  create table course_plan_hours (
    plan_id uuid not null references course_plan on delete cascade,
    grade smallint not null check (grade between 1 and 9),
    area text not null,
    odd smallint not null check (odd between 0 and 40),
    even smallint not null check (even between 0 and 40),
    primary key (plan_id, grade, area)
  );

  create table course_plan_share (
    plan_id uuid not null references course_plan on delete cascade,
    share_group text not null,
    min_percent numeric(5, 2) not null check (min_percent between 0 and 100),
    max_percent numeric(5, 2) not null check (max_percent between min_percent and 100),
    primary key (plan_id, share_group)
  );

  -- What was approved is what schools follow: its numbers never change again.
  create function keep_approved_plan() returns trigger language plpgsql as $$
  declare
    plan uuid := case tg_op when 'DELETE' then old.plan_id else new.plan_id end;
  begin
    if exists (select from course_plan where id = plan and state <> 'DRAFT') then
      raise exception 'the numbers of an approved course plan never change';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end $$;
  create trigger course_plan_hours_kept before insert or update or delete on course_plan_hours
    for each row execute function keep_approved_plan();
  create trigger course_plan_share_kept before insert or update or delete on course_plan_share
    for each row execute function keep_approved_plan();
`
