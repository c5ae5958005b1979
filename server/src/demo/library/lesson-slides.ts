import type { Database } from '../../platform/database/database.ts'

/** Demo lessons to come that have no material yet get the slides made for them, or others of their subject and grade. */
const GIVE = `
  insert into lesson_material (lesson_id, resource_id, position, added_by, added_at)
  select l.id, found.id, 1, l.lecturer_id, now()
    from lesson l
    cross join lateral (
      select r.id from resource r join resource_version v on v.id = r.published_version_id
       where r.type = 'courseware' and r.standing = 'ONLINE' and r.scope = 'county'
         and v.metadata->>'subject' = l.plan->>'subject'
         and (l.plan->>'grade')::int between (v.metadata->>'gradeFrom')::int and (v.metadata->>'gradeTo')::int
       order by v.metadata->>'title' = l.plan->>'title' desc, r.id limit 1
    ) found
   where l.status in ('SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING')
     and not exists (select from lesson_material m where m.lesson_id = l.id)
  on conflict do nothing`

export async function giveSlidesToLessons(database: Database): Promise<void> {
  await database.rows(GIVE)
}
