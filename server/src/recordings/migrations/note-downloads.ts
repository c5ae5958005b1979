import type { MigrationInterface, QueryRunner } from 'typeorm'

export class NoteDownloads1766000000122 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Somebody took the film away, which is more than a look.
      alter table recording_view add column downloaded boolean not null default false;
      alter table recording_view add check (not downloaded or person_id is not null);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table recording_view drop column downloaded')
  }
}
