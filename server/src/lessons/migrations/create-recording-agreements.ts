import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateRecordingAgreements1765000000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What was agreed for one lesson. Without a row it is recorded, and its schools may watch.
      create table lesson_recording_rule (
        lesson_id uuid primary key references lesson,
        is_recorded boolean not null,
        view_scope text not null check (view_scope in ('pair', 'school', 'county')),
        set_by uuid not null references person,
        set_at timestamptz not null
      );

      -- The word of a class on being recorded; the newest counts, all are kept.
      create table class_recording_consent (
        id uuid primary key,
        class_id uuid not null references school_class,
        answer text not null check (answer in ('GIVEN', 'REFUSED')),
        note text not null,
        person_id uuid not null references person,
        at timestamptz not null
      );
      create index class_recording_consent_class on class_recording_consent (class_id, at desc);
      -- Who watched a lesson while it was given, by when they asked for news of it.
      create table lesson_viewer (
        lesson_id uuid not null references lesson,
        viewer_id uuid not null,
        person_id uuid references person,
        device_id uuid references device,
        joins integer not null check (joins > 0),
        seconds numeric(9, 3) not null check (seconds >= 0),
        first_at timestamptz not null,
        last_at timestamptz not null,
        primary key (lesson_id, viewer_id),
        check (num_nonnulls(person_id, device_id) = 1),
        check (viewer_id = coalesce(person_id, device_id)),
        check (last_at >= first_at)
      );
      create trigger class_recording_consent_append_only before update or delete on class_recording_consent
        for each row execute function refuse_change();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lesson_viewer, class_recording_consent, lesson_recording_rule')
  }
}
