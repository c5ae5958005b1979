import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateCurriculumTree1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- 版本. The publisher alone is not unique: four English series of 外研社 (domain §3.2).
      create table edition (
        id uuid primary key,
        code text not null unique,
        subject text not null,
        publisher text not null,
        name text not null,
        start_grade smallint not null default 1 check (start_grade between 1 and 9),
        chief_editor text not null default '',
        school_system text not null default 'six_three' check (school_system in ('six_three', 'five_four')),
        is_new boolean not null default true,
        approval_year smallint not null,
        closed_on date,
        constraint edition_key unique (subject, publisher, start_grade, chief_editor, school_system, is_new, approval_year)
      );

      -- 册次 → 单元 → 课. Stage, subject, edition and grades are those of the volume, repeated below it for look-ups.
      create table curriculum_node (
        id uuid primary key,
        parent_id uuid references curriculum_node,
        -- '/<volume>/…/<id>/'
        path text not null unique,
        kind text not null check (kind in ('volume', 'unit', 'lesson')),
        -- Stable in the source, so that an import finds what it made before.
        code text not null unique,
        edition_id uuid not null references edition,
        stage text not null check (stage in ('primary', 'junior')),
        subject text not null,
        grade_from smallint not null check (grade_from between 1 and 9),
        grade_to smallint not null check (grade_to between grade_from and 9),
        volume text not null check (volume in ('first', 'second', 'whole', 'level_1', 'level_2', 'level_3')),
        title text not null,
        title_initials text not null,
        position integer not null,
        closed_on date,
        check ((kind = 'volume') = (parent_id is null))
      );
      create index curriculum_node_parent on curriculum_node (parent_id, position);
      create index curriculum_node_edition on curriculum_node (edition_id);
      create index curriculum_node_path on curriculum_node (path text_pattern_ops);
      create index curriculum_node_volume on curriculum_node (subject, grade_from, grade_to) where kind = 'volume';
      create index curriculum_node_title on curriculum_node using gin ((title || ' ' || title_initials) gin_trgm_ops);

      -- Which edition a school uses in a school year: chosen locally from the province's list.
      create table school_textbook (
        school_year integer not null,
        org_id uuid not null references organization,
        subject text not null,
        grade smallint not null check (grade between 1 and 9),
        edition_id uuid not null references edition,
        primary key (org_id, school_year, subject, grade)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table school_textbook, curriculum_node, edition')
  }
}
