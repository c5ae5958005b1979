import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { newId } from '../platform/id.ts'
import type { Outline, OutlineItem } from './course-outline.rules.ts'

/** Writes the units of a course and what is in them; those who stay keep their ids, and with them what classes learnt. */
@Injectable()
export class CourseOutlines {
  /** @param outline checked: its ids are of this course, no target comes twice */
  async write(tx: EntityManager, courseId: string, outline: Outline): Promise<void> {
    const units = outline.units.map((unit) => ({ ...unit, id: unit.id ?? newId() }))
    const items = units.flatMap((unit) =>
      unit.items.map((item, position) => ({
        ...idsOf(item),
        id: item.id ?? newId(),
        unitId: unit.id,
        position,
      })),
    )
    const rows = (list: readonly object[]) => JSON.stringify(list)
    await tx.query('delete from course_item where course_id = $1 and id <> all($2::uuid[])', [
      courseId,
      items.map(({ id }) => id),
    ])
    await tx.query(PUT_UNITS, [
      courseId,
      rows(units.map(({ id, title }, position) => ({ id, title, position }))),
    ])
    await tx.query(PUT_ITEMS, [courseId, rows(items)])
    // Last: an item may have moved out of a unit that goes.
    await tx.query('delete from course_unit where course_id = $1 and id <> all($2::uuid[])', [
      courseId,
      units.map(({ id }) => id),
    ])
  }
}

const idsOf = ({ kind, targetId }: OutlineItem) => ({
  resourceId: kind === 'resource' ? targetId : null,
  lessonId: kind === 'lesson' ? targetId : null,
})

const PUT_UNITS = `
  insert into course_unit (id, course_id, position, title)
  select id, $1, position, title from jsonb_to_recordset($2::jsonb) as u(id uuid, position smallint, title text)
  on conflict (id) do update set position = excluded.position, title = excluded.title`

const PUT_ITEMS = `
  insert into course_item (id, course_id, unit_id, position, resource_id, lesson_id)
  select id, $1, "unitId", position, "resourceId", "lessonId"
    from jsonb_to_recordset($2::jsonb)
      as i(id uuid, "unitId" uuid, position smallint, "resourceId" uuid, "lessonId" uuid)
  on conflict (id) do update set unit_id = excluded.unit_id, position = excluded.position`
