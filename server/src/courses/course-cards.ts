import { Injectable } from '@nestjs/common'
import { Refusal, type CourseCard } from '@tongke/contract'
import { RURAL } from '../people/school.rules.ts'
import { Database } from '../platform/database/database.ts'

const CARD = `
  select c.id, c.title, c.summary, c.subject, c.grade_from as "gradeFrom", c.grade_to as "gradeTo", c.state,
         c.starts_on as "startsOn", o.id as "orgId", o.name as "orgName",
         array(select a.title from curriculum_node n join curriculum_node a
                   on a.id = any(string_to_array(trim(both '/' from n.path), '/')::uuid[])
                where n.id = c.node_id order by length(a.path)) as "nodePath",
         array(select p.name from course_teacher t join person p on p.id = t.person_id
                where t.course_id = c.id order by t.position) as "teacherNames",
         (select count(*) from course_unit u where u.course_id = c.id) as units,
         (select count(*) from course_item i where i.course_id = c.id) as items,
         s.classes, s.rural as "ruralClasses"
    from course c join organization o on o.id = c.org_id
    cross join lateral (
      select count(*) as classes, count(*) filter (where so.urban_rural = any($2)) as rural
        from course_subscription s join school_class k on k.id = s.class_id join organization so on so.id = k.org_id
       where s.course_id = c.id and s.cancelled_at is null
    ) s
   where c.id = any($1)`

/** What lists show of a course. */
@Injectable()
export class CourseCards {
  constructor(private readonly database: Database) {}

  /** In the order of `ids`. */
  async of(ids: readonly string[]): Promise<CourseCard[]> {
    const rows = await this.database.rows<CourseCard>(CARD, [ids, RURAL])
    const byId = new Map(rows.map((card) => [card.id, card]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  }

  /** @throws Refusal not_found */
  async one(id: string): Promise<CourseCard> {
    const [card] = await this.of([id])
    if (!card) throw new Refusal('not_found')
    return card
  }
}
