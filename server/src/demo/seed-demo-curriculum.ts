import type { DataSource, EntityManager } from 'typeorm'
import { demoTextbooks } from '../curriculum/demo/demo-textbooks.rules.ts'
import { demoTree } from '../curriculum/demo/demo-tree.rules.ts'
import { planImport } from '../curriculum/import/plan.rules.ts'
import { storePlan } from '../curriculum/import/store-plan.ts'
import { schoolYearOf } from '../people/class.rules.ts'
import { newId } from '../platform/id.ts'

/** The demo tree, brought in like any import, and which edition each demo school uses this school year. */
export async function seedDemoCurriculum(source: DataSource, today: string): Promise<void> {
  const plan = planImport(demoTree(), { editions: [], nodes: [] }, newId)
  if (plan.problems.length > 0) throw new Error(`The demo tree breaks its rules: ${plan.problems[0]?.path}`)
  await source.transaction(async (tx) => {
    await storePlan(tx, plan)
    await seedTextbooks(tx, schoolYearOf(today))
  })
}

async function seedTextbooks(tx: EntityManager, schoolYear: number): Promise<void> {
  const schools = (await tx.query(
    `select o.id, o.kind, array_agg(distinct g.grade) as grades
       from organization o join school_class c on c.org_id = o.id, unnest(c.grades) as g(grade) group by o.id`,
  )) as { id: string; kind: string; grades: number[] }[]
  const rows = schools.flatMap(({ id, kind, grades }) =>
    demoTextbooks(kind === 'urban', grades).map((textbook) => ({ ...textbook, orgId: id })),
  )
  await tx.query(
    `insert into school_textbook (org_id, school_year, subject, grade, edition_id)
     select r."orgId", $2, r.subject, r.grade, e.id
       from jsonb_to_recordset($1::jsonb) as r("orgId" uuid, subject text, grade smallint, edition text)
       join edition e on e.code = r.edition`,
    [JSON.stringify(rows), schoolYear],
  )
}
