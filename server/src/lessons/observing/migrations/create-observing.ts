import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../../platform/id.ts'
import {
  OBSERVING_POLICY_DEFAULTS,
  OBSERVING_POLICY_UNITS,
  type ObservingPolicyKey,
} from '../observing-policy.rules.ts'

export class CreateObserving1765000000072 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(OBSERVING)
    for (const key of Object.keys(OBSERVING_POLICY_DEFAULTS) as ObservingPolicyKey[]) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `observing.${key}`,
          OBSERVING_POLICY_DEFAULTS[key],
          OBSERVING_POLICY_UNITS[key],
          'Default of the software, to be confirmed by the bureau',
        ],
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table lesson_note, lesson_observer;
      alter table lesson_presence drop column hidden;
      delete from policy_rule where key like 'observing.%'
    `)
  }
}

const OBSERVING = `
  -- An inspector's look into a lesson, shown only after class.
  alter table lesson_presence add column hidden boolean not null default false;

  -- Teachers who said that they come and watch a master teacher's lesson.
  create table lesson_observer (
    id uuid primary key,
    lesson_id uuid not null references lesson,
    person_id uuid not null references person,
    -- Where they serve, as it was then.
    org_id uuid not null references organization,
    enrolled_at timestamptz not null,
    cancelled_at timestamptz,
    check (cancelled_at >= enrolled_at)
  );
  create unique index lesson_observer_once on lesson_observer (lesson_id, person_id) where cancelled_at is null;
  create index lesson_observer_person on lesson_observer (person_id);

  -- Private to its author, and so in no log of the lesson. A deleted one keeps its id, so that a late copy stays away, and no word.
  create table lesson_note (
    id uuid primary key,
    lesson_id uuid not null references lesson,
    person_id uuid not null references person,
    at timestamptz not null,
    text text not null,
    tags text[] not null default '{}'
      check (tags <@ array['highlight', 'question', 'idea', 'interaction', 'pace', 'follow_up']),
    edit integer not null check (edit > 0),
    updated_at timestamptz not null,
    deleted_at timestamptz,
    check ((deleted_at is null) = (text <> '')),
    check (deleted_at is null or tags = '{}')
  );
  create index lesson_note_author on lesson_note (person_id, lesson_id, at);
  create index lesson_note_lesson on lesson_note (lesson_id);
`
