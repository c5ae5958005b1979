import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateUploads1764000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Files on their way in; the bytes of unfinished ones lie in the folder uploads/ of the data folder, under the id.
      create table upload (
        id uuid primary key,
        owner_id uuid not null references person,
        name text not null,
        size_bytes bigint not null check (size_bytes > 0),
        -- What the client said before it sent; verified when it is finished.
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        created_at timestamptz not null,
        finished_at timestamptz,
        blob_sha text references blob,
        kind text check (kind in ('video', 'audio', 'image', 'document', 'text', 'archive', 'other')),
        mime_type text,
        check (num_nulls(finished_at, blob_sha, kind, mime_type) in (0, 4)),
        check (blob_sha is null or blob_sha = sha256)
      );
      create index upload_owner on upload (owner_id, sha256);
      create index upload_blob on upload (blob_sha);
      create index upload_open on upload (created_at) where finished_at is null;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table upload')
  }
}
