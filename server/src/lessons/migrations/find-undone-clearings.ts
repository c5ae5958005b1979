import type { MigrationInterface, QueryRunner } from 'typeorm'

export class FindUndoneClearings1766000000121 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- A clearing is taken back once; and every look at a board asks whether it was.
      create unique index lesson_event_clear_undone on lesson_event (lesson_id, ((body->>'cleared')::int))
        where kind = 'clear_undone';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index lesson_event_clear_undone')
  }
}
