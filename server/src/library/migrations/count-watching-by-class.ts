import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CountWatchingByClass1764100000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The class whose room it was then: a device moves to another class with the next school year.
      alter table play add column class_id uuid references school_class;

      -- What a class has been shown of a content by the devices of its room, whichever of them it was.
      create table class_watched (
        class_id uuid not null references school_class,
        blob_sha text not null,
        stretches int4multirange not null default '{}',
        watched_ms integer not null default 0,
        updated_at timestamptz not null,
        primary key (class_id, blob_sha)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table class_watched; alter table play drop column class_id')
  }
}
