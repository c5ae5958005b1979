import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import {
  RESEARCH_POLICY_DEFAULTS,
  RESEARCH_POLICY_UNITS,
  type ResearchPolicyKey,
} from '../research-policy.rules.ts'

export class CreateResearch1766000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COMMUNITIES)
    await runner.query(SESSIONS)
    await runner.query(WORK)
    for (const key of Object.keys(RESEARCH_POLICY_DEFAULTS) as ResearchPolicyKey[])
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `research.${key}`,
          RESEARCH_POLICY_DEFAULTS[key],
          RESEARCH_POLICY_UNITS[key],
          'Default of the software, to be confirmed by the bureau',
        ],
      )
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table research_reflection, research_session_lesson, research_agenda_item, research_member, research_step,
        research_plan_item, research_session, community_member, research_community;
      delete from policy_rule where key like 'research.%'
    `)
  }
}

const COMMUNITIES = `
  create table research_community (
    id uuid primary key,
    kind text not null check (kind in ('community', 'group', 'studio', 'mentors')),
    name text not null,
    summary text not null,
    -- Null: of all subjects.
    subject text,
    grade_from smallint not null check (grade_from between 1 and 9),
    grade_to smallint not null check (grade_to between 1 and 9),
    org_id uuid not null references organization,
    lead_id uuid not null references person,
    created_by uuid not null references person,
    created_at timestamptz not null,
    closed_at timestamptz,
    revision integer not null default 1,
    check (grade_from <= grade_to)
  );
  create index research_community_org on research_community (org_id);

  -- Who is in a community, from when and of which school; who left is kept.
  create table community_member (
    id uuid primary key,
    community_id uuid not null references research_community,
    person_id uuid not null references person,
    org_id uuid not null references organization,
    rural boolean not null,
    role text not null check (role in ('lead', 'mentor', 'member')),
    joined_on date not null,
    left_on date,
    check (left_on >= joined_on)
  );
  create unique index community_member_once on community_member (community_id, person_id) where left_on is null;
  create unique index community_member_lead on community_member (community_id) where left_on is null and role = 'lead';
  create index community_member_person on community_member (person_id);
`

const SESSIONS = `
  create table research_session (
    id uuid primary key,
    community_id uuid references research_community,
    theme text not null,
    summary text not null,
    subject text not null,
    grade smallint not null check (grade between 1 and 9),
    node_id uuid references curriculum_node,
    form text not null check (form in ('preparation', 'polishing', 'variants', 'lesson_study', 'lecture')),
    host_org_id uuid not null references organization,
    main_preparer_id uuid not null references person,
    proposed_by uuid not null references person,
    starts_at timestamptz,
    planned_minutes smallint not null check (planned_minutes between 20 and 240),
    prep_due_on date,
    reflection_due_on date,
    state text not null default 'PROPOSED' check (state in ('PROPOSED', 'SCHEDULED', 'INDIVIDUAL_PREP', 'DISCUSSION',
      'SECOND_PREP', 'TEACHING', 'REVIEW', 'REFLECTION', 'OUTCOME', 'CLOSED', 'CANCELLED')),
    round smallint not null default 1 check (round >= 1),
    cancel_reason text,
    -- Whether it counts as joint research and why, as it stood when that was decided (domain §4.3).
    counted boolean,
    counting jsonb,
    counted_at timestamptz,
    closed_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision integer not null default 1,
    check ((state = 'CANCELLED') = (cancel_reason is not null)),
    check ((state = 'CLOSED') = (closed_at is not null)),
    check (num_nonnulls(counted, counting, counted_at) in (0, 3)),
    check (state <> 'CLOSED' or counted is not null),
    check (round = 1 or form = 'polishing'),
    check (form <> 'lecture' or state not in ('INDIVIDUAL_PREP', 'SECOND_PREP', 'TEACHING', 'REVIEW')),
    check (starts_at is not null or state in ('PROPOSED', 'CANCELLED'))
  );
  create index research_session_time on research_session (starts_at desc nulls last);
  create index research_session_community on research_session (community_id);
  create index research_session_host on research_session (host_org_id);
  create index research_session_closed on research_session (closed_at) where closed_at is not null;

  -- Every step that was taken, in order; nothing of it changes.
  create table research_step (
    session_id uuid not null references research_session,
    number integer not null check (number > 0),
    state text not null,
    round smallint not null,
    at timestamptz not null,
    by_id uuid references person,
    primary key (session_id, number)
  );
  create trigger research_step_append_only before update or delete on research_step
    for each row execute function refuse_change();

  create table research_plan_item (
    id uuid primary key,
    community_id uuid not null references research_community on delete cascade,
    position smallint not null,
    title text not null,
    form text not null check (form in ('preparation', 'polishing', 'variants', 'lesson_study', 'lecture')),
    due_on date not null,
    session_id uuid references research_session,
    unique (community_id, position) deferrable initially deferred,
    unique (session_id)
  );
  create index research_plan_item_due on research_plan_item (due_on);
`

const WORK = `
  create table research_member (
    session_id uuid not null references research_session on delete cascade,
    person_id uuid not null references person,
    -- The school somebody comes from, and whether it is a rural one, as on the day they came in.
    org_id uuid not null references organization,
    rural boolean not null,
    added_at timestamptz not null,
    -- Written with research_session.counting.
    attended_minutes numeric(6, 1) check (attended_minutes >= 0),
    attended boolean,
    spoke_seconds integer check (spoke_seconds >= 0),
    sheets integer check (sheets >= 0),
    primary key (session_id, person_id),
    check (num_nonnulls(attended_minutes, attended, spoke_seconds, sheets) in (0, 4))
  );
  create index research_member_person on research_member (person_id);

  create table research_agenda_item (
    id uuid primary key,
    session_id uuid not null references research_session on delete cascade,
    position smallint not null,
    title text not null,
    minutes smallint not null check (minutes between 1 and 180),
    unique (session_id, position) deferrable initially deferred
  );

  -- A lesson is of one session, so that no minute of it counts twice.
  create table research_session_lesson (
    lesson_id uuid primary key references lesson,
    session_id uuid not null references research_session on delete cascade,
    purpose text not null check (purpose in ('meeting', 'teaching')),
    round smallint not null check (round >= 1),
    linked_by uuid not null references person,
    linked_at timestamptz not null
  );
  create index research_session_lesson_session on research_session_lesson (session_id, linked_at);

  create table research_reflection (
    session_id uuid not null,
    person_id uuid not null,
    text text not null check (text <> ''),
    first_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (session_id, person_id),
    foreign key (session_id, person_id) references research_member (session_id, person_id)
  );
`
