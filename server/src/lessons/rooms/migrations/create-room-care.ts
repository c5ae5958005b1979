import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../../platform/id.ts'
import { ROOM_POLICY_DEFAULTS, ROOM_POLICY_UNITS, type RoomPolicyKey } from '../room-policy.rules.ts'

export class CreateRoomCare1765000000071 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROOMS)
    await runner.query(REPAIRS)
    for (const key of Object.keys(ROOM_POLICY_DEFAULTS) as RoomPolicyKey[]) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `room.${key}`,
          ROOM_POLICY_DEFAULTS[key],
          ROOM_POLICY_UNITS[key],
          'Default of the software, to be confirmed by the bureau',
        ],
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table repair_event, repair_ticket, room_readiness, room_sample, room_report;
      delete from policy_rule where key like 'room.%'
    `)
  }
}

const ROOMS = `
  -- The last word of every room.
  create table room_report (
    device_id uuid primary key references device,
    at timestamptz not null,
    report jsonb not null,
    sampled_at timestamptz
  );

  -- Its history: a row when something changed, else one every few minutes. Only retention deletes.
  create table room_sample (
    device_id uuid not null references device,
    at timestamptz not null,
    state text not null check (state in ('BAD', 'WARN', 'OFFLINE', 'UNKNOWN', 'REPAIR', 'GOOD')),
    problems jsonb not null,
    report jsonb not null,
    primary key (device_id, at)
  );
  create index room_sample_at on room_sample (at);
  create trigger room_sample_append_only before update on room_sample
    for each row execute function refuse_change();

  -- How a room stood at T-15 of a lesson, once.
  create table room_readiness (
    device_id uuid not null references device,
    lesson_id uuid not null references lesson,
    at timestamptz not null,
    verdict text not null check (verdict in ('GREEN', 'AMBER', 'RED')),
    problems jsonb not null,
    primary key (device_id, lesson_id)
  );
  create index room_readiness_lesson on room_readiness (lesson_id);
  create trigger room_readiness_append_only before update or delete on room_readiness
    for each row execute function refuse_change();
`

const REPAIRS = `
  create table repair_ticket (
    id uuid primary key,
    device_id uuid not null references device,
    kind text not null check (kind in ('offline', 'camera', 'microphone', 'check', 'disk', 'browser', 'sound', 'picture',
      'network', 'power', 'other')),
    state text not null default 'OPEN' check (state in ('OPEN', 'ACKNOWLEDGED', 'FIXED', 'CLOSED')),
    lesson_id uuid references lesson,
    -- Both null: the system found it.
    opened_by uuid references person,
    opened_by_device uuid references device,
    opened_at timestamptz not null,
    acknowledged_by uuid references person,
    acknowledged_at timestamptz,
    fixed_at timestamptz,
    closed_at timestamptz,
    check (num_nonnulls(opened_by, opened_by_device) <= 1),
    check ((acknowledged_at is null) = (acknowledged_by is null)),
    check (state <> 'OPEN' or num_nonnulls(acknowledged_at, fixed_at, closed_at) = 0),
    check (state <> 'ACKNOWLEDGED' or (acknowledged_at is not null and num_nonnulls(fixed_at, closed_at) = 0)),
    check (state not in ('FIXED', 'CLOSED') or fixed_at >= opened_at),
    check ((state = 'CLOSED') = (closed_at is not null))
  );
  -- One of a kind for a room, until it is closed.
  create unique index repair_ticket_once on repair_ticket (device_id, kind) where state <> 'CLOSED';
  create index repair_ticket_device on repair_ticket (device_id, opened_at desc);
  create index repair_ticket_live on repair_ticket (state, opened_at) where state <> 'CLOSED';
  create index repair_ticket_lesson on repair_ticket (lesson_id) where lesson_id is not null;

  create table repair_event (
    id uuid primary key,
    ticket_id uuid not null references repair_ticket,
    at timestamptz not null,
    kind text not null check (kind in ('opened', 'acknowledged', 'fixed', 'closed', 'reopened', 'noted')),
    person_id uuid references person,
    device_id uuid references device,
    text text not null,
    check (num_nonnulls(person_id, device_id) <= 1)
  );
  create index repair_event_ticket on repair_event (ticket_id, at, id);
  create trigger repair_event_append_only before update or delete on repair_event
    for each row execute function refuse_change();
`
