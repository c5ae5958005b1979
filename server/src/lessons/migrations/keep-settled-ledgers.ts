import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import { LESSON_POLICY_DEFAULTS, POLICY_UNITS } from '../lesson-policy.rules.ts'

const KEY = 'settleQuietMinutes'

export class KeepSettledLedgers1763900000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // { sum, limits }: the ledger of the leg as it was settled, and what it was judged by. Null before, and for lessons
    // that were settled without it.
    await runner.query('alter table lesson_leg add column settled jsonb')
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
    await runner.query('alter table lesson_leg drop column settled')
  }
}
