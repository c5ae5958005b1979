import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateBoards1765000000031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Strokes live in the log; these find those of a page, and make each of them one.
      create unique index lesson_event_stroke on lesson_event (lesson_id, (body->'stroke'->>'id'))
        where kind = 'stroke_drawn';
      create index lesson_event_ink on lesson_event (lesson_id, (body->>'surface'), revision)
        where kind in ('stroke_drawn', 'strokes_erased', 'surface_cleared');

      -- Drafts of the lecturer whose pages are slides of a lesson, beside what it uses of the library.
      create table lesson_deck (
        lesson_id uuid not null references lesson on delete cascade,
        resource_id uuid not null references resource on delete cascade,
        added_by uuid not null references person,
        added_at timestamptz not null,
        primary key (lesson_id, resource_id)
      );
      create index lesson_deck_resource on lesson_deck (resource_id);

      -- What classes say they hold of the slides before the lesson: for the lecturer to see, never a fact.
      create table lesson_deck_copy (
        lesson_id uuid not null references lesson on delete cascade,
        leg_id uuid not null references lesson_leg on delete cascade,
        part text not null check (part in ('room', 'assistant')),
        file_id uuid not null,
        pages smallint not null check (pages >= 0),
        at timestamptz not null,
        primary key (lesson_id, leg_id, part, file_id)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table lesson_deck_copy, lesson_deck;
      drop index lesson_event_stroke, lesson_event_ink;
    `)
  }
}
