import type { EntityManager } from 'typeorm'
import type { EditionRow, ImportItems, Known, NodeRow } from './known.ts'

/** What a plan needs to know: all editions, and every node of the volumes that the file names anything of. */
export async function knownRows(tx: EntityManager, { nodes }: Pick<ImportItems, 'nodes'>): Promise<Known> {
  const codes = new Set(nodes.flatMap(({ value }) => [value.code, ...(value.parent ? [value.parent] : [])]))
  return {
    editions: (await tx.query(EDITIONS)) as EditionRow[],
    nodes: (await tx.query(NODES, [[...codes]])) as NodeRow[],
  }
}

const EDITIONS = `
  select id, code, subject, publisher, name, start_grade as "startGrade", chief_editor as "chiefEditor",
         school_system as "schoolSystem", is_new as "isNew", approval_year as "approvalYear"
    from edition`

const NODES = `
  select n.id, n.parent_id as "parentId", n.path, n.kind, n.code, n.edition_id as "editionId", n.stage, n.subject,
         n.grade_from as "gradeFrom", n.grade_to as "gradeTo", n.volume, n.title, n.position, n.closed_on as "closedOn"
    from (select distinct split_part(path, '/', 2) as id from curriculum_node where code = any($1)) touched
    join curriculum_node n on n.path like '/' || touched.id || '/%'
   order by n.path`
