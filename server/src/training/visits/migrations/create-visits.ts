import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../../platform/id.ts'
import { VISIT_POLICY_DEFAULTS, VISIT_POLICY_UNITS, type VisitPolicyKey } from '../visit-policy.rules.ts'

export class CreateVisits1766000000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(VISITS)
    for (const key of Object.keys(VISIT_POLICY_DEFAULTS) as VisitPolicyKey[]) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `visit.${key}`,
          VISIT_POLICY_DEFAULTS[key],
          VISIT_POLICY_UNITS[key],
          'Default of the software, to be confirmed by the bureau',
        ],
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table visit_photo, visit_save, visit_lesson, visit;
      delete from policy_rule where key like 'visit.%'
    `)
  }
}

/** R18 counts rows: visits by visitor and day, lessons by visit, rural schools by `org_id`. */
const VISITS = `
  create table visit (
    -- Made by the page, so that a visit written without a line and sent twice is one.
    id uuid primary key,
    visitor_id uuid not null references person,
    org_id uuid not null references organization,
    day date not null,
    purpose text not null check (purpose in ('guidance', 'observation', 'send_teaching', 'inspection', 'mentoring')),
    note text not null,
    companions text not null,
    state text not null check (state in ('PLANNED', 'DONE', 'FOLLOWED')),
    advice text not null,
    follow_up text not null,
    follow_up_due date,
    done_at timestamptz,
    answer text,
    answered_by uuid references person,
    answered_at timestamptz,
    claimed_at timestamptz,
    revision integer not null check (revision > 0),
    is_merged boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    removed_at timestamptz,
    check ((state = 'PLANNED') = (done_at is null)),
    check ((state = 'FOLLOWED') = (answer is not null)),
    check (num_nonnulls(answer, answered_by, answered_at) in (0, 3)),
    check (answered_by <> visitor_id),
    check (removed_at is null or state = 'PLANNED')
  );
  create index visit_visitor on visit (visitor_id, day desc);
  create index visit_org on visit (org_id, day desc);
  create index visit_due on visit (follow_up_due) where state = 'DONE' and follow_up_due is not null;
  create index visit_unclaimed on visit (done_at) where claimed_at is null and state <> 'PLANNED';

  create table visit_lesson (
    visit_id uuid not null references visit on delete cascade,
    id uuid not null,
    position smallint not null,
    class_name text not null,
    subject text,
    teacher_name text not null,
    topic text not null,
    scores text not null,
    remark text not null,
    primary key (visit_id, id)
  );

  -- Every save as it was sent and what came of it: nothing that anybody wrote is lost, and a repeated one is known.
  create table visit_save (
    key uuid primary key,
    visit_id uuid not null references visit,
    revision integer not null,
    sent jsonb not null,
    record jsonb not null,
    at timestamptz not null,
    unique (visit_id, revision)
  );
  create trigger visit_save_append_only before update or delete on visit_save
    for each row execute function refuse_change();

  -- One taken away keeps its id, so that a late copy stays away, and no picture.
  create table visit_photo (
    visit_id uuid not null references visit on delete cascade,
    id uuid not null,
    blob_sha text references blob (sha256),
    caption text not null default '',
    width integer not null,
    height integer not null,
    added_at timestamptz not null,
    removed_at timestamptz,
    primary key (visit_id, id),
    check ((removed_at is null) = (blob_sha is not null))
  );
  create index visit_photo_blob on visit_photo (blob_sha) where blob_sha is not null;
`
