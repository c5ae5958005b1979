import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What the county's reports ask of schools, teachers and room devices beyond names and numbers. */
export class DescribePeople1764100000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FIELDS)
    await runner.query(STAGES)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table organization drop column stages, drop column network_type, drop column merged_into;
      alter table person drop column taught_stage, drop column backbone_level;
      alter table device drop column condition, drop column os, drop column camera, drop column microphone,
        drop column whiteboard;
    `)
  }
}

const FIELDS = `
  alter table organization
    add column stages text[] not null default '{}'
      constraint organization_stages check (stages <@ array['primary', 'junior'] and cardinality(stages) <= 2),
    add column network_type text constraint organization_network_type
      check (network_type in ('fibre', 'copper', 'cellular', 'satellite', 'none')),
    add column merged_into uuid references organization,
    add constraint organization_merged check (merged_into is null or (closed_on is not null and merged_into <> id));

  alter table person
    add column taught_stage text constraint person_taught_stage
      check (taught_stage in ('1', '2', '3', '4', '7', '9')),
    add column backbone_level text constraint person_backbone_level
      check (backbone_level in ('school', 'county', 'city', 'province', 'national'));

  alter table device
    add column condition text not null default 'OK' constraint device_condition check (condition in ('OK', 'REPAIR')),
    add column os text,
    add column camera text,
    add column microphone text,
    add column whiteboard text;
`

/** Schools of before teach what their type usually does. */
const STAGES = `
  update organization
     set stages = case when school_type in ('211', '218', '219') then '{primary}'
                       when school_type in ('311', '319', '341') then '{junior}'
                       else '{primary,junior}' end::text[]
   where school_type is not null
`
