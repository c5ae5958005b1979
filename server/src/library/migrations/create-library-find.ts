import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateLibraryFind1764000000030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What can be found: one row for each resource that is online, made anew by LibraryIndex with every change of it.
      create table library_entry (
        number integer generated always as identity primary key,
        resource_id uuid not null unique references resource on delete cascade,
        version_id uuid not null references resource_version on delete cascade,
        school_path text,
        stage text not null,
        subject text not null,
        grade_from smallint not null,
        grade_to smallint not null,
        edition_id uuid,
        type text not null,
        duration_ms bigint,
        org_id uuid not null,
        licence text not null,
        published_at timestamptz not null,
        popularity real not null default 0,
        title text not null,
        title_sound text not null
      );
      create index library_entry_title on library_entry (title text_pattern_ops);
      create index library_entry_sound on library_entry (title_sound text_pattern_ops);

      -- Apart from the entry, so that a search for words reads few pages.
      create table library_text (
        number integer primary key references library_entry on delete cascade,
        title_words tsvector not null,
        all_words tsvector not null,
        body text not null
      );
      create index library_text_title on library_text using gin (title_words) with (fastupdate = off);
      create index library_text_all on library_text using gin (all_words) with (fastupdate = off);

      -- What is written or said in a file: pages, slides, subtitles. Made by the processing, once for each blob.
      create table file_text (
        blob_sha text primary key references processing on delete cascade,
        text text not null
      );

      -- Words of titles and keywords by their sound: for pinyin, and for the homophones that an input method offers.
      create table library_word (
        word text primary key,
        sound text not null,
        initials text not null,
        uses integer not null
      );
      create index library_word_sound on library_word (sound text_pattern_ops);
      create index library_word_initials on library_word (initials);
      create index library_word_like on library_word using gin (sound gin_trgm_ops);

      -- Grades somebody teaches, said by themselves; subjects are in their record, editions with their school.
      create table library_profile (
        person_id uuid primary key references person on delete cascade,
        grades smallint[] not null
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table library_profile, library_word, file_text, library_text, library_entry')
  }
}
