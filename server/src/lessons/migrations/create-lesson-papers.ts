import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import { LESSON_POLICY_DEFAULTS, POLICY_UNITS, type LessonPolicyKey } from '../lesson-policy.rules.ts'

const KEYS: readonly LessonPolicyKey[] = ['rollLockHours', 'lateUploadHours', 'evaluationDays']

export class CreateLessonPapers1765000000081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROLLS)
    await runner.query(SHEETS)
    await runner.query(QUALITY)
    await runner.query(MAKE_UPS)
    await runner.query(EARLIER_ROLLS)
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
      drop view leg_silence, leg_make_up;
      drop table leg_quality, lesson_incident, lesson_evaluation, lesson_roll;
      drop function guard_locked_roll();
    `)
  }
}

const ROLLS = `
  -- The newest roll of each leg. Its numbers are those of the log's last headcount_taken; seats stand only here.
  create table lesson_roll (
    leg_id uuid primary key references lesson_leg on delete cascade,
    lesson_id uuid not null references lesson,
    expected smallint not null check (expected between 0 and 100),
    present smallint not null check (present >= 0),
    leave smallint not null check (leave >= 0),
    absent smallint not null check (absent >= 0),
    source text not null check (source in ('roll', 'quick')),
    seats jsonb not null default '[]' check (jsonb_typeof(seats) = 'array' and jsonb_array_length(seats) <= 100),
    taken_by uuid not null references person,
    by_proxy boolean not null,
    handed_in_at timestamptz not null,
    changed_at timestamptz not null,
    -- Null while the lesson goes on.
    locks_at timestamptz,
    amended_at timestamptz,
    amend_reason text,
    check (expected = present + leave + absent),
    check ((amended_at is null) = (amend_reason is null))
  );
  create index lesson_roll_lesson on lesson_roll (lesson_id);

  create function guard_locked_roll() returns trigger language plpgsql as $$
  begin
    if old.locks_at is not null and new.changed_at > old.locks_at
       and (new.expected, new.present, new.leave, new.absent) is distinct from
           (old.expected, old.present, old.leave, old.absent)
       and new.amended_at is distinct from new.changed_at then
      raise exception 'a locked roll changes only with a reason' using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger lesson_roll_locked before update on lesson_roll
    for each row execute function guard_locked_roll();
`

const SHEETS = `
  create table lesson_evaluation (
    leg_id uuid not null references lesson_leg on delete cascade,
    role text not null check (role in ('lecturer', 'assistant')),
    lesson_id uuid not null references lesson,
    hear smallint not null check (hear between 1 and 5),
    see smallint not null check (see between 1 and 5),
    interaction smallint not null check (interaction between 1 and 5),
    pace smallint not null check (pace between 1 and 5),
    outcome smallint not null check (outcome between 1 and 5),
    remark text not null check (length(remark) <= 500),
    written_by uuid not null references person,
    handed_in_at timestamptz not null,
    changed_at timestamptz not null,
    locks_at timestamptz not null,
    primary key (leg_id, role),
    check (changed_at <= locks_at)
  );
  create index lesson_evaluation_lesson on lesson_evaluation (lesson_id);

  create table lesson_incident (
    id uuid primary key,
    lesson_id uuid not null references lesson,
    leg_id uuid references lesson_leg on delete cascade,
    kind text not null check (kind in ('network', 'power', 'device', 'sound', 'picture', 'people', 'other')),
    minutes smallint not null check (minutes between 0 and 120),
    remark text not null check (length(remark) <= 500),
    written_by uuid not null references person,
    reported_at timestamptz not null,
    changed_at timestamptz not null
  );
  create index lesson_incident_lesson on lesson_incident (lesson_id);
  create index lesson_incident_leg on lesson_incident (leg_id);
`

const QUALITY = `
  -- One row per leg and minute at most, as the media node measured its line.
  create table leg_quality (
    leg_id uuid not null references lesson_leg on delete cascade,
    minute timestamptz not null,
    rtt_ms integer check (rtt_ms between 0 and 60000),
    loss real not null check (loss between 0 and 1),
    primary key (leg_id, minute)
  );

  -- How long each class heard nothing, by its assistant's word. What was never taken back lasts to the end of the lesson.
  create view leg_silence as
    select (e.body->>'legId')::uuid as leg_id,
           sum(extract(epoch from coalesce(b.at, l.ended_at, e.at) - e.at)) as seconds
      from lesson_event e join lesson l on l.id = e.lesson_id
      left join lateral (
        select min(x.at) as at from lesson_event x
         where x.lesson_id = e.lesson_id and x.revision > e.revision and x.kind = 'sound_back'
           and x.body->>'legId' = e.body->>'legId') b on true
     where e.kind = 'sound_lost'
     group by 1;
`

const MAKE_UPS = `
  alter table lesson add column if not exists make_up_of uuid references lesson;

  -- Class by class, which leg makes up for which one.
  create view leg_make_up as
    select g.id as leg_id, f.id as failed_leg_id
      from lesson l join lesson_leg g on g.lesson_id = l.id
      join lesson_leg f on f.lesson_id = l.make_up_of and f.class_id = g.class_id;
`

/** Rolls of before, from the log. */
const EARLIER_ROLLS = `
  insert into lesson_roll (leg_id, lesson_id, expected, present, leave, absent, source, taken_by, by_proxy,
      handed_in_at, changed_at, locks_at)
  select g.id, e.lesson_id, (h->>'expected')::int, (h->>'present')::int, (h->>'leave')::int, (h->>'absent')::int,
         'quick', e.actor_id, false, e.at, e.at, l.ended_at + interval '24 hours'
    from (select distinct on (body->>'legId') *, body->'headcount' as h from lesson_event
           where kind = 'headcount_taken' order by body->>'legId', at desc) e
    join lesson_leg g on g.id = (e.body->>'legId')::uuid
    join lesson l on l.id = e.lesson_id
    join person p on p.id = e.actor_id
`
