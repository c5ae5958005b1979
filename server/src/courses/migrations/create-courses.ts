import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../platform/id.ts'
import { COURSE_POLICY_DEFAULTS, COURSE_POLICY_UNITS, type CoursePolicyKey } from '../course-policy.rules.ts'

export class CreateCourses1764100000111 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COURSES)
    await runner.query(CLASSES)
    for (const key of Object.keys(COURSE_POLICY_DEFAULTS) as CoursePolicyKey[]) {
      await runner.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from) values ($1, $2, $3, $4, $5, '2000-01-01')`,
        [
          newId(),
          `course.${key}`,
          COURSE_POLICY_DEFAULTS[key],
          COURSE_POLICY_UNITS[key],
          'Default of the software, to be confirmed by the bureau',
        ],
      )
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table course_question, course_taught, course_subscription, course_review, course_item, course_unit,
        course_teacher, course;
      drop index lesson_rescheduled_from;
      delete from policy_rule where key like 'course.%'
    `)
  }
}

const COURSES = `
  create table course (
    id uuid primary key,
    org_id uuid not null references organization,
    author_id uuid not null references person,
    title text not null,
    summary text not null,
    subject text not null,
    grade_from smallint not null check (grade_from between 1 and 9),
    grade_to smallint not null check (grade_to between 1 and 9),
    node_id uuid references curriculum_node,
    starts_on date,
    state text not null default 'DRAFT'
      check (state in ('DRAFT', 'PROPOSED', 'REVIEWED', 'OPEN', 'RUNNING', 'CLOSED')),
    -- When the bureau was last asked.
    proposed_at timestamptz,
    closed_reason text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision integer not null default 1,
    check (grade_from <= grade_to),
    check (state = 'DRAFT' or proposed_at is not null),
    check ((state = 'CLOSED') = (closed_reason is not null))
  );
  create index course_org on course (org_id);
  create index course_author on course (author_id);
  create index course_state on course (state, updated_at desc);
  create index lesson_rescheduled_from on lesson (rescheduled_from) where rescheduled_from is not null;
  create index course_due on course (starts_on) where state = 'OPEN' and starts_on is not null;

  create table course_teacher (
    course_id uuid not null references course on delete cascade,
    person_id uuid not null references person,
    position smallint not null,
    primary key (course_id, person_id)
  );
  create index course_teacher_person on course_teacher (person_id);

  create table course_unit (
    id uuid primary key,
    course_id uuid not null references course on delete cascade,
    position smallint not null,
    title text not null,
    unique (id, course_id),
    unique (course_id, position) deferrable initially deferred
  );

  -- A published resource or a lesson of the school, once in a course.
  create table course_item (
    id uuid primary key,
    course_id uuid not null,
    unit_id uuid not null,
    position smallint not null,
    resource_id uuid references resource,
    lesson_id uuid references lesson,
    foreign key (unit_id, course_id) references course_unit (id, course_id) on delete cascade,
    check (num_nonnulls(resource_id, lesson_id) = 1),
    unique (unit_id, position) deferrable initially deferred,
    unique (course_id, resource_id),
    unique (course_id, lesson_id)
  );
  create index course_item_resource on course_item (resource_id);
  create index course_item_lesson on course_item (lesson_id);

  create table course_review (
    id uuid primary key,
    course_id uuid not null references course on delete cascade,
    reviewer_id uuid not null references person,
    at timestamptz not null,
    decision text not null check (decision in ('PASS', 'REJECT')),
    comment text not null,
    check (decision = 'PASS' or comment <> '')
  );
  create index course_review_course on course_review (course_id, at desc);
  create trigger course_review_append_only before update on course_review
    for each row execute function refuse_change();
`

const CLASSES = `
  create table course_subscription (
    id uuid primary key,
    course_id uuid not null references course,
    class_id uuid not null references school_class,
    subscribed_by uuid not null references person,
    subscribed_at timestamptz not null,
    cancelled_by uuid references person,
    cancelled_at timestamptz,
    check ((cancelled_at is null) = (cancelled_by is null)),
    check (cancelled_at >= subscribed_at)
  );
  create unique index course_subscription_once on course_subscription (course_id, class_id) where cancelled_at is null;
  create index course_subscription_class on course_subscription (class_id);

  -- A teacher's word that a class was taught an item; it outlives a subscription.
  create table course_taught (
    item_id uuid not null references course_item on delete cascade,
    class_id uuid not null references school_class,
    on_day date not null,
    marked_by uuid not null references person,
    marked_at timestamptz not null,
    primary key (item_id, class_id)
  );
  create index course_taught_class on course_taught (class_id);

  create table course_question (
    id uuid primary key,
    course_id uuid not null references course,
    unit_id uuid,
    class_id uuid not null references school_class,
    person_id uuid references person,
    device_id uuid references device,
    text text not null,
    asked_at timestamptz not null,
    -- By the policy of that day.
    due_at timestamptz not null,
    answer text,
    answered_by uuid references person,
    answered_at timestamptz,
    foreign key (unit_id, course_id) references course_unit (id, course_id),
    check (num_nonnulls(person_id, device_id) = 1),
    check (num_nonnulls(answer, answered_by, answered_at) in (0, 3)),
    check (due_at >= asked_at)
  );
  create index course_question_course on course_question (course_id, asked_at);
  create index course_question_class on course_question (class_id);
  create index course_question_open on course_question (due_at) where answered_at is null;
`
