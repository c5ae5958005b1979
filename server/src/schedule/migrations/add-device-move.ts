import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import { TIMETABLE_POLICY_DEFAULTS } from '../timetable/timetable-policy.rules.ts'

/** A county that was set up before has no row of this number yet. */
export class AddDeviceMove1766000000112 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `insert into policy_rule (id, key, value, unit, source_doc, effective_from)
       select $1::uuid, 'timetable.deviceMoveMinutes', $2::numeric, 'min',
              'Default of the software, to be confirmed by the bureau', '2000-01-01'::date
        where not exists (select from policy_rule where key = 'timetable.deviceMoveMinutes')`,
      [newId(), TIMETABLE_POLICY_DEFAULTS.deviceMoveMinutes],
    )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from policy_rule where key = 'timetable.deviceMoveMinutes'`)
  }
}
