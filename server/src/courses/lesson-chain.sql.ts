/**
 * Part of a `with recursive`: every lesson of course `$1` with those it was moved to, as (root, id, step). A lesson that is
 * moved goes on as another one.
 */
export const CHAIN = `chain as (
  select lesson_id as root, lesson_id as id, 0 as step from course_item where course_id = $1 and lesson_id is not null
  union all
  select c.root, l.id, c.step + 1 from chain c join lesson l on l.rescheduled_from = c.id
)`
