import { Injectable } from '@nestjs/common'
import { Refusal, type Subject } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../platform/database/database.ts'
import type { CourseFacts } from './course-access.rules.ts'
import type { OutlineItem } from './course-outline.rules.ts'

/** A course as the rules need it, with what its page says of it. */
export interface StoredCourse extends CourseFacts {
  readonly title: string
  readonly subject: Subject
  readonly gradeFrom: number
  readonly gradeTo: number
  readonly nodeId: string | null
  readonly closedReason: string | null
  readonly revision: number
}

/** A class as the rules need it. */
export interface StoredClass {
  readonly id: string
  readonly orgPath: string
  readonly grades: readonly number[]
  readonly schoolYear: number
  readonly closedOn: string | null
}

interface ItemRow extends OutlineItem {
  readonly id: string
  readonly unitId: string
}

/** What is stored has ids. */
export interface StoredOutline {
  readonly units: readonly {
    readonly id: string
    readonly title: string
    readonly items: readonly ItemRow[]
  }[]
}

const COURSE = `
  select c.id, c.org_id as "orgId", o.path as "orgPath", c.author_id as "authorId", c.state, c.revision,
         c.proposed_at is not null as "wasProposed", c.title, c.subject, c.grade_from as "gradeFrom",
         c.grade_to as "gradeTo", c.node_id as "nodeId", c.closed_reason as "closedReason",
         array(select person_id from course_teacher where course_id = c.id order by position) as "teacherIds"
    from course c join organization o on o.id = c.org_id`

/** Rows of courses and of what is in them. */
@Injectable()
export class CourseStore {
  constructor(private readonly database: Database) {}

  /** @throws Refusal not_found */
  async read(id: string, tx: EntityManager = this.database.manager, lock = ''): Promise<StoredCourse> {
    const [row] = await this.database.rows<StoredCourse>(`${COURSE} where c.id = $1 ${lock}`, [id], tx)
    if (!row) throw new Refusal('not_found')
    return row
  }

  /** Locked until the transaction ends: whoever changes anything about a course comes here first. */
  lock(tx: EntityManager, id: string): Promise<StoredCourse> {
    return this.read(id, tx, 'for update of c')
  }

  async outline(courseId: string, tx: EntityManager = this.database.manager): Promise<StoredOutline> {
    const units = await this.database.rows<{ id: string; title: string }>(
      'select id, title from course_unit where course_id = $1 order by position',
      [courseId],
      tx,
    )
    const items = await this.database.rows<ItemRow>(
      `select id, unit_id as "unitId", case when lesson_id is null then 'resource' else 'lesson' end as kind,
              coalesce(resource_id, lesson_id) as "targetId"
         from course_item where course_id = $1 order by position`,
      [courseId],
      tx,
    )
    return { units: units.map((unit) => ({ ...unit, items: items.filter((one) => one.unitId === unit.id) })) }
  }

  /** @throws Refusal not_found */
  async schoolClass(id: string, tx: EntityManager = this.database.manager): Promise<StoredClass> {
    const [row] = await this.database.rows<StoredClass>(
      `select c.id, o.path as "orgPath", c.grades, c.school_year as "schoolYear", c.closed_on as "closedOn"
         from school_class c join organization o on o.id = c.org_id where c.id = $1`,
      [id],
      tx,
    )
    if (!row) throw new Refusal('not_found')
    return row
  }

  async subscribes(courseId: string, classId: string, tx: EntityManager): Promise<boolean> {
    const rows = await this.database.rows(
      'select from course_subscription where course_id = $1 and class_id = $2 and cancelled_at is null',
      [courseId, classId],
      tx,
    )
    return rows.length > 0
  }
}
