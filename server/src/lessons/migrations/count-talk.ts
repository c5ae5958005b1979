import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import { LESSON_POLICY_DEFAULTS, POLICY_UNITS } from '../lesson-policy.rules.ts'

const KEY = 'quizMinimum'

export class CountTalk1765000000041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // How long each identity was heard in a lesson, as each run of a media node counted it: it only grows.
    await runner.query(`
      create table lesson_talk (
        lesson_id uuid not null references lesson,
        boot_id text not null,
        identity text not null check (identity ~ '^(lecturer|(leg|assistant):[0-9a-f-]{36})$'),
        spoken_ms integer not null check (spoken_ms >= 0),
        primary key (lesson_id, boot_id, identity)
      )`)
    await runner.query(
      `insert into policy_rule (id, key, value, unit, source_doc, effective_from)
       select $1, $2, $3, $4, $5, '2000-01-01' where not exists (select from policy_rule where key = $2)`,
      [
        newId(),
        `lesson.${KEY}`,
        LESSON_POLICY_DEFAULTS[KEY],
        POLICY_UNITS[KEY],
        'Default of the software, to be confirmed by the bureau',
      ],
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lesson_talk')
  }
}
