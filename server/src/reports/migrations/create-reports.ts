import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import { REPORT_POLICY_DEFAULTS, REPORT_POLICY_UNITS, type ReportPolicyKey } from '../report-policy.rules.ts'

export class CreateReports1765000000082 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES)
    await runner.query(GUARDS)
    for (const key of Object.keys(REPORT_POLICY_DEFAULTS) as ReportPolicyKey[]) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `report.${key}`,
          REPORT_POLICY_DEFAULTS[key],
          REPORT_POLICY_UNITS[key],
          'Default of the software, to be confirmed by the bureau',
        ],
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table monthly_objection, monthly_report, screen_declaration;
      drop function guard_frozen_report();
      drop function guard_objection();
      delete from policy_rule where key like 'report.%';
    `)
  }
}

const TABLES = `
  create table monthly_report (
    month text primary key check (month ~ '^20[0-9]{2}-(0[1-9]|1[0-2])$'),
    published_at timestamptz not null,
    published_by uuid not null references person,
    -- Schools may object until then at least.
    freezable_at timestamptz not null check (freezable_at >= published_at),
    frozen_at timestamptz,
    frozen_by uuid references person,
    -- { rules, facts, units, screens }: the numbers as they were frozen, and what they were made of.
    frozen jsonb,
    check (num_nonnulls(frozen_at, frozen_by, frozen) in (0, 3)),
    check (frozen_at >= freezable_at)
  );

  create table monthly_objection (
    id uuid primary key,
    month text not null references monthly_report,
    org_id uuid not null references organization,
    written_by uuid not null references person,
    text text not null check (length(text) between 1 and 500),
    at timestamptz not null,
    answer text check (length(answer) between 1 and 500),
    answered_by uuid references person,
    answered_at timestamptz,
    check (num_nonnulls(answer, answered_by, answered_at) in (0, 3))
  );
  create index monthly_objection_month on monthly_objection (month, at);

  -- Screen periods of a class beside synchronized lessons; week: its Monday.
  create table screen_declaration (
    class_id uuid not null references school_class,
    week date not null check (extract(isodow from week) = 1),
    periods smallint not null check (periods between 0 and 40),
    declared_by uuid not null references person,
    declared_at timestamptz not null,
    primary key (class_id, week)
  );
`

const GUARDS = `
  create function guard_frozen_report() returns trigger language plpgsql as $$
  begin
    if old.frozen_at is not null then
      raise exception 'a frozen report does not change' using errcode = 'check_violation';
    end if;
    if tg_op = 'DELETE' then return old; end if;
    return new;
  end $$;
  create trigger monthly_report_frozen before update or delete on monthly_report
    for each row execute function guard_frozen_report();

  create function guard_objection() returns trigger language plpgsql as $$
  begin
    if exists (select from monthly_report r where r.month = new.month and r.frozen_at is not null) then
      raise exception 'nobody objects to a frozen report' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger monthly_objection_open before insert on monthly_objection
    for each row execute function guard_objection();
`
