import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateLibraryWatch1764000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One opening of a file by a person or a room. Only the newest of a viewer counts: nobody watches twice at once.
      create table play (
        id uuid primary key,
        viewer_id uuid not null,
        viewer_kind text not null check (viewer_kind in ('person', 'device')),
        resource_id uuid not null references resource on delete cascade,
        file_id uuid not null,
        blob_sha text not null,
        -- Where the viewer served then: use is counted by school.
        org_id uuid references organization,
        in_class boolean not null,
        opened_at timestamptz not null,
        reported_at timestamptz not null,
        sequence integer not null default 0,
        -- Milliseconds that really ran, repetitions included.
        ran_ms bigint not null default 0,
        is_current boolean not null default true
      );
      create unique index play_current on play (viewer_id) where is_current;
      create index play_resource on play (resource_id, opened_at);
      create index play_org on play (org_id, opened_at);

      -- What a viewer has seen of a content, whichever resource or version it came in. Postgres merges the stretches.
      create table watched (
        viewer_id uuid not null,
        blob_sha text not null,
        resource_id uuid not null references resource on delete cascade,
        stretches int4multirange not null default '{}',
        watched_ms integer not null default 0,
        position_ms integer not null default 0,
        updated_at timestamptz not null,
        primary key (viewer_id, blob_sha)
      );
      create index watched_recent on watched (viewer_id, updated_at desc);

      -- Of a content as well: an updated resource keeps the subtitles of the video that stayed.
      create table chapter_list (
        blob_sha text primary key references processing on delete cascade,
        chapters jsonb not null,
        changed_at timestamptz not null
      );
      create table subtitle (
        blob_sha text not null references processing on delete cascade,
        language text not null,
        vtt text not null,
        changed_at timestamptz not null,
        primary key (blob_sha, language)
      );
      create table watch_note (
        id uuid primary key,
        person_id uuid not null references person on delete cascade,
        blob_sha text not null,
        resource_id uuid not null references resource on delete cascade,
        at_ms integer not null check (at_ms >= 0),
        text text not null,
        created_at timestamptz not null
      );
      create index watch_note_place on watch_note (person_id, blob_sha, at_ms);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table watch_note, subtitle, chapter_list, watched, play')
  }
}
