import type { MigrationInterface, QueryRunner } from 'typeorm'

export class CreateLessonMaterials1764100000014 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What of the textbook it teaches.
      alter table lesson add column node_id uuid references curriculum_node;
      create index lesson_node on lesson (node_id, planned_start desc) where node_id is not null;

      create table lesson_material (
        lesson_id uuid not null references lesson on delete cascade,
        resource_id uuid not null references resource on delete cascade,
        position smallint not null check (position > 0),
        added_by uuid not null references person,
        added_at timestamptz not null,
        primary key (lesson_id, resource_id)
      );
      create index lesson_material_resource on lesson_material (resource_id);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lesson_material; alter table lesson drop column node_id')
  }
}
