import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../../platform/id.ts'
import { LESSON_POLICY_DEFAULTS, POLICY_UNITS } from '../../lesson-policy.rules.ts'

const KEYS = [
  'meetingOpenBeforeMinutes',
  'meetingNotHeldAfterMinutes',
  'meetingHardStopAfterMinutes',
  'meetingCameras',
] as const

export class CreateMeetings1766000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MEETINGS)
    for (const key of KEYS) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from)
         select $1, $2, $3, $4, $5, '2000-01-01' where not exists (select from policy_rule where key = $2)`,
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
      drop table lesson_member;
      drop trigger lesson_leg_of_lesson on lesson_leg;
      drop function refuse_legs_of_meetings, refuse_members_of_lessons;
      alter table lesson_talk drop constraint lesson_talk_identity_check;
      alter table lesson drop constraint lesson_class;
      delete from policy_rule where key like 'lesson.meeting%'
    `)
  }
}

const MEETINGS = `
  -- A meeting has people and no classes: neither of its chair nor any that listen.
  alter table lesson alter lecture_class_id drop not null,
    add constraint lesson_class check ((lecture_class_id is null) = (plan->>'type' = 'meeting'));

  create table lesson_member (
    lesson_id uuid not null references lesson,
    person_id uuid not null references person,
    -- Where they serve, as it was when they were invited: those of one school are a group.
    org_id uuid not null references organization,
    position smallint not null check (position >= 0),
    primary key (lesson_id, person_id),
    unique (lesson_id, position)
  );
  create index lesson_member_person on lesson_member (person_id);

  create function refuse_members_of_lessons() returns trigger language plpgsql as $$
  begin
    if not exists (select from lesson where id = new.lesson_id and plan->>'type' = 'meeting') then
      raise exception 'only a meeting has members' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger lesson_member_of_meeting before insert or update on lesson_member
    for each row execute function refuse_members_of_lessons();

  create function refuse_legs_of_meetings() returns trigger language plpgsql as $$
  begin
    if exists (select from lesson where id = new.lesson_id and plan->>'type' = 'meeting') then
      raise exception 'a meeting has no classes' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger lesson_leg_of_lesson before insert or update of lesson_id on lesson_leg
    for each row execute function refuse_legs_of_meetings();

  alter table lesson_talk drop constraint lesson_talk_identity_check,
    add constraint lesson_talk_identity_check check (identity ~ '^(lecturer|(leg|assistant|member):[0-9a-f-]{36})$');
`
