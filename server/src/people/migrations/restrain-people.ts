import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Code sets as the contract had them, and no post twice on one day. */
export class RestrainPeople1764000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create extension if not exists btree_gist')
    await runner.query(MERGE_POSTS)
    await runner.query(CHECKS)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table post drop constraint post_once, drop constraint post_role;
      alter table school_class drop constraint school_class_type, drop constraint school_class_grades;
      alter table organization drop constraint organization_kind, drop constraint organization_school_type,
        drop constraint organization_urban_rural;
    `)
  }
}

/** The same post twice on some days was an import with a corrected first day: one of them stays, for all the days. */
const MERGE_POSTS = `
  with merged as (
    select person_id, org_id, role, unnest(range_agg(daterange(from_day, to_day, '[]'))) as days
      from post group by person_id, org_id, role
  ), kept as (
    select distinct on (p.person_id, p.org_id, p.role, m.days) p.id, m.days
      from post p join merged m using (person_id, org_id, role)
     where daterange(p.from_day, p.to_day, '[]') && m.days
     order by p.person_id, p.org_id, p.role, m.days, p.from_day, p.id
  ), dropped as (
    delete from post where id not in (select id from kept)
  )
  update post set from_day = lower(days), to_day = upper(days) - 1
    from kept where kept.id = post.id and daterange(from_day, to_day, '[]') <> days
`

const CHECKS = `
  alter table organization
    add constraint organization_kind check (kind in ('bureau', 'urban', 'centre', 'village', 'point')),
    add constraint organization_school_type
      check (school_type in ('211', '218', '219', '311', '312', '319', '341', '345')),
    add constraint organization_urban_rural
      check (urban_rural in ('111', '112', '121', '122', '123', '210', '220'));

  alter table school_class
    add constraint school_class_type check (class_type in ('10', '12', '13', '20', '22', '23')),
    add constraint school_class_grades
      check (cardinality(grades) between 1 and 9 and grades <@ array[1, 2, 3, 4, 5, 6, 7, 8, 9]::smallint[]);

  alter table post
    add constraint post_role check (role in ('officer', 'researcher', 'trainer', 'head', 'coordinator', 'teacher',
                                             'inspector', 'administrator')),
    -- Looked at when the transaction commits: two posts may change places in between.
    add constraint post_once exclude using gist
      (person_id with =, org_id with =, role with =, daterange(from_day, to_day, '[]') with &&)
      deferrable initially deferred;
`
