import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreatePacks1764100000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table pack (
        id uuid primary key,
        owner_id uuid not null references person,
        org_id uuid not null references organization,
        name text not null check (length(name) between 1 and 60),
        -- Open to the schools below as well.
        for_below boolean not null,
        version integer not null default 1 check (version > 0),
        state text not null check (state in ('QUEUED', 'BUILDING', 'READY', 'FAILED')),
        progress real not null default 0 check (progress between 0 and 1),
        problem text check (problem in ('contents', 'lost', 'fault')),
        attempts smallint not null default 0,
        -- Whoever builds it now, a new word each time; who was given up for dead writes nothing more.
        leased_by text,
        leased_until timestamptz,
        -- Exactly the bytes that were signed.
        manifest text,
        signature text,
        bytes bigint not null default 0,
        archive_sha text references blob,
        created_at timestamptz not null,
        changed_at timestamptz not null,
        check ((state = 'BUILDING') = (leased_by is not null)),
        check (state <> 'BUILDING' or leased_until is not null),
        check ((state = 'READY') = (manifest is not null)),
        check ((manifest is null) = (signature is null)),
        check ((manifest is null) = (archive_sha is null)),
        check ((state = 'FAILED') = (problem is not null))
      );
      create index pack_org on pack (org_id, changed_at desc);
      create index pack_owner on pack (owner_id);
      create index pack_archive on pack (archive_sha);
      create index pack_waiting on pack (changed_at) where state in ('QUEUED', 'BUILDING');

      create table pack_item (
        pack_id uuid not null references pack on delete cascade,
        resource_id uuid not null references resource on delete cascade,
        position smallint not null,
        -- The version that was built in; null before.
        version_id uuid,
        primary key (pack_id, resource_id),
        unique (pack_id, position)
      );
      create index pack_item_resource on pack_item (resource_id);

      create table pack_file (
        pack_id uuid not null references pack on delete cascade,
        path text not null,
        blob_sha text not null references blob,
        media_type text not null,
        primary key (pack_id, path)
      );
      create index pack_file_blob on pack_file (blob_sha);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table pack_file, pack_item, pack')
  }
}
