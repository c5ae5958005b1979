import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import { LESSON_POLICY_DEFAULTS, POLICY_UNITS, type LessonPolicyKey } from '../lesson-policy.rules.ts'

export class CreateLessons1763900000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LESSONS)
    await runner.query(ROOM)
    await runner.query(MEDIA)
    for (const key of Object.keys(LESSON_POLICY_DEFAULTS) as LessonPolicyKey[]) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `lesson.${key}`,
          LESSON_POLICY_DEFAULTS[key],
          POLICY_UNITS[key],
          'Default of the software, to be confirmed by the bureau',
        ],
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table device_check, media_event, media_boot, media_node, lesson_presence, lesson_command, lesson_event,
        lesson_leg, lesson;
      delete from policy_rule where key like 'lesson.%';
    `)
  }
}

const LESSONS = `
  -- What lists and locks need; the truth about a lesson is its event log.
  create table lesson (
    id uuid primary key,
    revision integer not null default 0,
    status text not null default 'SCHEDULED',
    plan jsonb not null,
    planned_start timestamptz not null,
    planned_end timestamptz not null,
    lecturer_id uuid not null references person,
    lecture_org_id uuid not null references organization,
    lecture_class_id uuid not null references school_class,
    planned_by uuid references person,
    rescheduled_from uuid references lesson,
    started_at timestamptz,
    ended_at timestamptz,
    -- When the clock must next look at it.
    due_at timestamptz,
    -- Where its media room is; null until somebody enters.
    media_node_id text,
    check (planned_end > planned_start)
  );
  create index lesson_planned on lesson (planned_start desc);
  create index lesson_due on lesson (due_at) where due_at is not null;
  create index lesson_lecturer on lesson (lecturer_id, planned_start desc);
  create index lesson_lecture_class on lesson (lecture_class_id, planned_start desc);
  create index lesson_lecture_org on lesson (lecture_org_id);
  create index lesson_media_node on lesson (media_node_id) where status in ('WAITING', 'LIVE', 'INTERRUPTED');

  create table lesson_leg (
    id uuid primary key,
    lesson_id uuid not null references lesson,
    position smallint not null,
    class_id uuid not null references school_class,
    org_id uuid not null references organization,
    assistant_id uuid references person,
    result text check (result in ('FULL', 'PARTIAL', 'FALLBACK_LOCAL', 'ABSENT')),
    unique (lesson_id, class_id)
  );
  create index lesson_leg_class on lesson_leg (class_id);
  create index lesson_leg_org on lesson_leg (org_id);
  create index lesson_leg_assistant on lesson_leg (assistant_id);

  create table lesson_event (
    lesson_id uuid not null references lesson,
    revision integer not null check (revision > 0),
    at timestamptz not null,
    kind text not null,
    actor_part text not null,
    actor_id uuid,
    command_id uuid,
    body jsonb not null,
    primary key (lesson_id, revision)
  );
  create trigger lesson_event_append_only before update or delete on lesson_event
    for each row execute function refuse_change();
  create trigger lesson_event_no_truncate before truncate on lesson_event
    for each statement execute function refuse_change();
`

const ROOM = `
  -- The answer every command got, so that a repeated one gets it again and takes effect once.
  create table lesson_command (
    lesson_id uuid not null references lesson,
    command_id uuid not null,
    actor_id uuid not null,
    type text not null,
    at timestamptz not null,
    revision integer not null,
    refused text,
    primary key (lesson_id, command_id)
  );

  -- Assistants and observers whose sockets are open, by lease: a server that dies leaves rows that run out.
  create table lesson_presence (
    lesson_id uuid not null references lesson,
    connection_id text not null,
    part text not null check (part in ('assistant', 'observer')),
    person_id uuid not null references person,
    leg_id uuid references lesson_leg on delete cascade,
    name text not null,
    org_name text not null default '',
    expires_at timestamptz not null,
    primary key (lesson_id, connection_id)
  );
  create index lesson_presence_expires on lesson_presence (expires_at);
`

const MEDIA = `
  create table media_node (
    id text primary key,
    boot_id text not null,
    public_url text not null,
    port integer not null,
    control_url text not null,
    rtp_capabilities jsonb not null,
    draining boolean not null,
    workers integer not null,
    rooms integer not null,
    peers integer not null,
    last_heartbeat_at timestamptz not null
  );

  -- One run of a node. Connections end with it, at its last heartbeat.
  create table media_boot (
    boot_id text primary key,
    node_id text not null,
    last_heartbeat_at timestamptz not null,
    ended_at timestamptz
  );
  create index media_boot_node on media_boot (node_id) where ended_at is null;

  create table media_event (
    event_id uuid primary key,
    node_id text not null,
    boot_id text not null,
    lesson_id uuid not null references lesson,
    identity text not null,
    connection_id text not null,
    sequence integer not null,
    at timestamptz not null,
    received_at timestamptz not null,
    kind text not null check (kind in ('joined', 'left', 'mode')),
    mode text,
    detail text
  );
  create index media_event_lesson on media_event (lesson_id, identity);
  create index media_event_boot on media_event (boot_id);

  create table device_check (
    id uuid primary key,
    at timestamptz not null,
    device_id uuid references device,
    person_id uuid references person,
    lesson_id uuid references lesson,
    verdict text not null check (verdict in ('GREEN', 'AMBER', 'RED')),
    findings jsonb not null,
    measurements jsonb not null,
    check (num_nonnulls(device_id, person_id) = 1)
  );
  create index device_check_device on device_check (device_id, at desc);
  create index device_check_person on device_check (person_id, at desc);
  create trigger device_check_append_only before update or delete on device_check
    for each row execute function refuse_change();
`
