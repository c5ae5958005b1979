import type { MigrationInterface, QueryRunner } from 'typeorm'

export class LinkLessonsToTimetable1765000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One lesson a slot and day, whatever becomes of it. The slot may be gone later; what was held stays.
      alter table lesson add column slot_id uuid, add column slot_day date,
        add column make_up_of uuid references lesson,
        add constraint lesson_slot_whole check ((slot_id is null) = (slot_day is null)),
        add constraint lesson_makes_up_for_another check (make_up_of <> id),
        add constraint lesson_slot_once unique (slot_id, slot_day);
      create index lesson_slot_day on lesson (slot_day) where slot_day is not null;
      -- A lesson that was cancelled, moved or not held again makes up for nothing: then another one may.
      create unique index lesson_make_up_once on lesson (make_up_of)
        where make_up_of is not null and status not in ('CANCELLED', 'RESCHEDULED', 'NOT_HELD');
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index lesson_make_up_once, lesson_slot_day;
      alter table lesson drop constraint lesson_slot_once, drop constraint lesson_makes_up_for_another,
        drop constraint lesson_slot_whole, drop column make_up_of, drop column slot_day, drop column slot_id
    `)
  }
}
