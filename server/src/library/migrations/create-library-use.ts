import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateLibraryUse1764000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table favourite (
        person_id uuid not null references person on delete cascade,
        resource_id uuid not null references resource on delete cascade,
        at timestamptz not null,
        primary key (person_id, resource_id)
      );
      create index favourite_resource on favourite (resource_id);

      create table rating (
        person_id uuid not null references person on delete cascade,
        resource_id uuid not null references resource on delete cascade,
        value smallint not null check (value between 1 and 5),
        at timestamptz not null,
        primary key (person_id, resource_id)
      );
      create index rating_resource on rating (resource_id);

      create table collection (
        id uuid primary key,
        owner_id uuid not null references person,
        -- The school whose people may open it when it is shared.
        org_id uuid references organization,
        name text not null,
        description text not null,
        shared boolean not null,
        updated_at timestamptz not null
      );
      create index collection_owner on collection (owner_id);
      create index collection_shared on collection (org_id) where shared;
      create table collection_item (
        collection_id uuid not null references collection on delete cascade,
        resource_id uuid not null references resource on delete cascade,
        position integer not null,
        primary key (collection_id, resource_id)
      );

      create table comment (
        id uuid primary key,
        resource_id uuid not null references resource on delete cascade,
        author_id uuid not null references person,
        org_id uuid references organization,
        text text not null,
        at timestamptz not null,
        state text not null default 'SHOWN' check (state in ('SHOWN', 'REPORTED', 'HIDDEN')),
        -- A moderator has looked at it: reports of the same no longer hide it.
        settled boolean not null default false
      );
      create index comment_resource on comment (resource_id, at desc);
      create index comment_reported on comment (at) where state = 'REPORTED';
      create table comment_report (
        comment_id uuid not null references comment on delete cascade,
        person_id uuid not null references person,
        reason text not null,
        at timestamptz not null,
        primary key (comment_id, person_id)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table comment_report, comment, collection_item, collection, rating, favourite')
  }
}
