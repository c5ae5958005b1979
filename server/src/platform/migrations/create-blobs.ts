import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateBlobs1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the object store holds, by content. Every use is a foreign key to here: Postgres itself refuses to let go of
      -- a blob that anything still needs, and that is all the garbage collection knows.
      create table blob (
        sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
        size_bytes bigint not null check (size_bytes >= 0),
        stored_at timestamptz not null
      );
      create index blob_stored on blob (stored_at);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table blob')
  }
}
