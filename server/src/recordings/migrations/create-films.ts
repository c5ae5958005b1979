import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import { REPLAY_POLICY_DEFAULTS, REPLAY_POLICY_UNITS, type ReplayPolicyKey } from '../replay-policy.rules.ts'

/** What is made from recordings, and who looked at them. */
export class CreateFilms1765000000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table recording add downloads_allowed boolean not null default false;

      -- Work on recordings: the film of a whole one, and what is cut from it for the library.
      create table recording_job (
        id uuid primary key,
        recording_id uuid not null references recording on delete cascade,
        kind text not null check (kind in ('film', 'clip')),
        state text not null default 'QUEUED' check (state in ('QUEUED', 'RUNNING', 'READY', 'FAILED')),
        step text,
        progress real not null default 0 check (progress between 0 and 1),
        -- Finished steps: they are not done again.
        done text[] not null default '{}',
        attempts smallint not null default 0,
        -- Whoever does it now, a new word each time; who was given up for dead writes nothing more.
        leased_by text,
        leased_until timestamptz,
        log text not null default '',
        queued_at timestamptz not null,
        finished_at timestamptz,
        -- Of clips only.
        person_id uuid references person,
        org_id uuid references organization,
        type text check (type in ('recording', 'micro_lesson')),
        title text,
        from_ms integer,
        to_ms integer,
        resource_id uuid references resource on delete set null,
        check ((state = 'RUNNING') = (leased_by is not null)),
        check (state <> 'RUNNING' or leased_until is not null),
        check ((finished_at is not null) = (state in ('READY', 'FAILED'))),
        check ((kind = 'clip') = (person_id is not null and org_id is not null and type is not null
          and title is not null and from_ms is not null and to_ms is not null)),
        check (to_ms > from_ms and from_ms >= 0)
      );
      create unique index recording_job_film on recording_job (recording_id) where kind = 'film';
      create index recording_job_waiting on recording_job (kind, queued_at) where state in ('QUEUED', 'RUNNING');
      create index recording_job_person on recording_job (person_id, recording_id);
      create index recording_job_resource on recording_job (resource_id);

      create table recording_made (
        job_id uuid not null references recording_job on delete cascade,
        name text not null,
        blob_sha text not null references blob,
        primary key (job_id, name)
      );
      create index recording_made_blob on recording_made (blob_sha);

      create table recording_film (
        recording_id uuid primary key references recording on delete cascade,
        blob_sha text not null references blob,
        duration_ms integer not null check (duration_ms > 0),
        made_at timestamptz not null
      );
      create index recording_film_blob on recording_film (blob_sha);

      -- Who looked at a recording. It stays when the recording goes, and so does the recording's own row.
      create table recording_view (
        id uuid primary key,
        recording_id uuid not null references recording,
        person_id uuid references person,
        device_id uuid references device,
        viewer_name text not null,
        viewer_org_name text not null,
        opened_at timestamptz not null,
        last_at timestamptz not null,
        watched_ms bigint not null default 0 check (watched_ms >= 0),
        check (num_nonnulls(person_id, device_id) = 1),
        check (last_at >= opened_at)
      );
      create index recording_view_recording on recording_view (recording_id, opened_at desc);
    `)
    for (const key of Object.keys(REPLAY_POLICY_DEFAULTS) as ReplayPolicyKey[])
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `recording.${key}`,
          REPLAY_POLICY_DEFAULTS[key],
          REPLAY_POLICY_UNITS[key],
          'Default of the software, to be confirmed by the bureau',
        ],
      )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from policy_rule where key = any(array[${Object.keys(REPLAY_POLICY_DEFAULTS)
        .map((key) => `'recording.${key}'`)
        .join(', ')}]);
      drop table recording_view, recording_film, recording_made, recording_job;
      alter table recording drop column downloads_allowed;
    `)
  }
}
