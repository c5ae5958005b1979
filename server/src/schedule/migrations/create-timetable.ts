import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import {
  TIMETABLE_POLICY_DEFAULTS,
  TIMETABLE_POLICY_UNITS,
  type TimetablePolicyKey,
} from '../timetable/timetable-policy.rules.ts'

export class CreateTimetable1765000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SLOTS)
    for (const key of Object.keys(TIMETABLE_POLICY_DEFAULTS) as TimetablePolicyKey[]) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `timetable.${key}`,
          TIMETABLE_POLICY_DEFAULTS[key],
          TIMETABLE_POLICY_UNITS[key],
          'Default of the software, to be confirmed by the bureau',
        ],
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table timetable_slot; delete from policy_rule where key like 'timetable.%'`)
  }
}

const SLOTS = `
  create table timetable_slot (
    id uuid primary key,
    term_id uuid not null references term,
    org_id uuid not null,
    class_id uuid not null,
    weeks_kind text not null check (weeks_kind in ('all', 'odd', 'even', 'list')),
    weeks int4multirange not null check (not isempty(weeks) and lower(weeks) >= 1 and upper(weeks) <= 31),
    weekday smallint not null check (weekday between 1 and 7),
    period smallint not null check (period between 1 and 12),
    subject text not null,
    teacher_id uuid references person,
    room text check (room <> ''),
    mode text not null check (mode in ('local', 'sync-lecture', 'sync-listen', 'recorded')),
    -- Minutes after midnight, where the slot rings bells of its own.
    own_start smallint check (own_start between 0 and 1439),
    own_end smallint check (own_end between 1 and 1440),
    -- Those of a multigrade class who have the lesson, and what the others do meanwhile.
    grades smallint[] check (cardinality(grades) between 1 and 9),
    quiet_subject text,
    quiet_task text,
    -- A class listens to another's lesson: its slot goes with that one.
    lecture_slot_id uuid,
    lecture_mode text generated always as (case when lecture_slot_id is null then null else 'sync-lecture' end) stored,
    adapted boolean not null default false,
    edition_mapped boolean not null default false,
    reasons jsonb not null default '{}',
    updated_at timestamptz not null,
    revision integer not null default 1,
    constraint timetable_slot_class foreign key (class_id, org_id) references school_class (id, org_id) on update cascade,
    constraint timetable_slot_own_bell check (num_nonnulls(own_start, own_end) = 0 or own_start < own_end),
    constraint timetable_slot_quiet check ((quiet_subject is null) = (quiet_task is null)),
    constraint timetable_slot_listens check ((mode = 'sync-listen') = (lecture_slot_id is not null)),
    constraint timetable_slot_lectures unique (id, term_id, mode),
    -- Only a lecture is listened to, in its own term.
    constraint timetable_slot_lecture foreign key (lecture_slot_id, term_id, lecture_mode)
      references timetable_slot (id, term_id, mode) on delete cascade,
    constraint timetable_slot_listens_once unique (lecture_slot_id, class_id),
    -- Nobody is in two places (domain §4.2). Between schools with different bells the validator compares minutes.
    constraint timetable_slot_class_once exclude using gist
      (term_id with =, class_id with =, weekday with =, period with =, weeks with &&) deferrable initially deferred,
    constraint timetable_slot_teacher_once exclude using gist
      (term_id with =, org_id with =, teacher_id with =, weekday with =, period with =, weeks with &&)
      deferrable initially deferred,
    constraint timetable_slot_room_once exclude using gist
      (term_id with =, org_id with =, room with =, weekday with =, period with =, weeks with &&)
      deferrable initially deferred
  );
  create index timetable_slot_class_index on timetable_slot (class_id, term_id);
  create index timetable_slot_org on timetable_slot (org_id, term_id);
  create index timetable_slot_teacher on timetable_slot (teacher_id, term_id);
  create index timetable_slot_sync on timetable_slot (term_id, weekday) where mode = 'sync-lecture';
`
