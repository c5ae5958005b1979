import { setImmediate } from 'node:timers/promises'
import type { EntityManager } from 'typeorm'
import { initialsOf } from '../../people/initials.ts'
import type { Plan } from './plan.rules.ts'

/** Two statements however much there is: a whole county's tree goes in at once. */
export async function storePlan(tx: EntityManager, { editions, nodes }: Pick<Plan, 'editions' | 'nodes'>) {
  if (editions.length > 0) await tx.query(UPSERT_EDITIONS, [JSON.stringify(editions)])
  if (nodes.length === 0) return
  const initials = await initialsOfAll(nodes.map(({ title }) => title))
  const rows = nodes.map((node) => ({ ...node, titleInitials: initials.get(node.title) }))
  await tx.query(UPSERT_NODES, [JSON.stringify(rows)])
}

const AT_ONCE = 100

/** By title. Each takes a fraction of a millisecond; lessons on this server go on between the slices. */
async function initialsOfAll(titles: readonly string[]): Promise<Map<string, string>> {
  const initials = new Map<string, string>()
  for (const [index, title] of [...new Set(titles)].entries()) {
    if (index % AT_ONCE === 0) await setImmediate()
    initials.set(title, initialsOf(title))
  }
  return initials
}

const UPSERT_EDITIONS = `
  insert into edition (id, code, subject, publisher, name, start_grade, chief_editor, school_system, is_new, approval_year)
  select r.id, r.code, r.subject, r.publisher, r.name, r."startGrade", r."chiefEditor", r."schoolSystem", r."isNew", r."approvalYear"
    from jsonb_to_recordset($1::jsonb) as r(
      id uuid, code text, subject text, publisher text, name text, "startGrade" smallint, "chiefEditor" text,
      "schoolSystem" text, "isNew" boolean, "approvalYear" smallint)
  on conflict (id) do update set
    publisher = excluded.publisher, name = excluded.name, start_grade = excluded.start_grade,
    chief_editor = excluded.chief_editor, is_new = excluded.is_new, approval_year = excluded.approval_year`

const UPSERT_NODES = `
  insert into curriculum_node (id, parent_id, path, kind, code, edition_id, stage, subject, grade_from, grade_to, volume,
                               title, title_initials, position, closed_on)
  select r.id, r."parentId", r.path, r.kind, r.code, r."editionId", r.stage, r.subject, r."gradeFrom", r."gradeTo", r.volume,
         r.title, r."titleInitials", r.position, r."closedOn"
    from jsonb_to_recordset($1::jsonb) as r(
      id uuid, "parentId" uuid, path text, kind text, code text, "editionId" uuid, stage text, subject text,
      "gradeFrom" smallint, "gradeTo" smallint, volume text, title text, "titleInitials" text, position integer, "closedOn" date)
  on conflict (id) do update set
    parent_id = excluded.parent_id, path = excluded.path, stage = excluded.stage, grade_from = excluded.grade_from,
    grade_to = excluded.grade_to, volume = excluded.volume, title = excluded.title, title_initials = excluded.title_initials,
    position = excluded.position, closed_on = excluded.closed_on`
