import type { MigrationInterface, QueryRunner } from 'typeorm'

export class RememberStays1766000000111 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Somebody decided that a lesson stays where it is though its slot is elsewhere: at stay_target then, or nowhere (null).
      alter table lesson add column stay_decided_at timestamptz, add column stay_target timestamptz,
        add constraint lesson_stay check (stay_target is null or stay_decided_at is not null)
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table lesson drop constraint lesson_stay, drop column stay_target, drop column stay_decided_at',
    )
  }
}
