import type { MigrationInterface, QueryRunner } from 'typeorm'
import { RECORDING_STEPS } from '../recording-status.rules.ts'

export class CreateRecordings1765000000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RECORDINGS)
    for (const [from, steps] of Object.entries(RECORDING_STEPS))
      for (const to of steps) await runner.query('insert into recording_step values ($1, $2)', [from, to])
    await runner.query(GUARD)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table recording_piece, recording_stream, recording, recording_step;
      drop function check_recording_step;
    `)
  }
}

const RECORDINGS = `
  create table recording_step (from_status text not null, to_status text not null, primary key (from_status, to_status));

  create table recording (
    id uuid primary key,
    lesson_id uuid not null unique references lesson,
    status text not null default 'REQUESTED' check (status in ('REQUESTED', 'RECORDING', 'UPLOADING', 'TRANSCODING',
      'READY', 'SCHOOL_SHARED', 'CITY_SHARED', 'RETIRED', 'DELETED', 'FAILED', 'LOCAL_COPY_EXPECTED')),
    -- By the lesson's log: when recording began and when the room closed.
    started_at timestamptz not null,
    ended_at timestamptz,
    scope text not null default 'pair' check (scope in ('pair', 'school', 'county')),
    delete_after timestamptz,
    -- Supervision keeps it whatever the retention says.
    hold boolean not null default false,
    status_at timestamptz not null,
    check (ended_at >= started_at)
  );
  create index recording_status on recording (status, status_at);
  create index recording_delete_after on recording (delete_after) where delete_after is not null and not hold;

  create table recording_stream (
    id uuid primary key,
    recording_id uuid not null references recording,
    identity text not null check (identity ~ '^(lecturer|(leg|assistant):[0-9a-f-]{36})$'),
    source text not null check (source in ('camera', 'screen')),
    -- The media connection whose tracks these are.
    connection text not null,
    video_codec text check (video_codec in ('vp8', 'h264')),
    audio_codec text check (audio_codec in ('opus')),
    -- Wall time of timestamp 0.
    started_at timestamptz not null,
    -- How many pieces there are, once the node has said that no more follow.
    pieces integer check (pieces > 0),
    check (num_nonnulls(video_codec, audio_codec) > 0)
  );
  create index recording_stream_recording on recording_stream (recording_id, started_at);

  create table recording_piece (
    stream_id uuid not null references recording_stream on delete cascade,
    number integer not null check (number > 0),
    blob_sha text not null references blob,
    -- Wall time of its first frame; in the stream it is this less the stream's start.
    at timestamptz not null,
    duration_ms integer not null check (duration_ms > 0),
    -- Where the first cluster begins: what is before is the same in all pieces of the stream.
    header_bytes integer not null check (header_bytes > 0),
    bytes integer not null check (bytes > header_bytes),
    received_at timestamptz not null,
    primary key (stream_id, number)
  );
  create index recording_piece_blob on recording_piece (blob_sha);
`

const GUARD = `
  create function check_recording_step() returns trigger language plpgsql as $$
  begin
    if new.status <> old.status and not exists (
      select from recording_step where from_status = old.status and to_status = new.status) then
      raise exception 'A recording cannot go from % to %', old.status, new.status using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger recording_step_allowed before update of status on recording
    for each row execute function check_recording_step();
`
