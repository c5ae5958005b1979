import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import { LOCAL_COPY_POLICY_DEFAULTS } from '../local-copy.rules.ts'

const KEY = 'recording.localCopyAfterMinutes'

export class ExpectLocalCopies1765000000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, 'min', $4, '2000-01-01')`,
      [
        newId(),
        KEY,
        LOCAL_COPY_POLICY_DEFAULTS.localCopyAfterMinutes,
        'Default of the software, to be confirmed by the bureau',
      ],
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('delete from policy_rule where key = $1', [KEY])
  }
}
