import { Injectable } from '@nestjs/common'
import { Refusal, type CurriculumNode, type Edition } from '@tongke/contract'
import { Audit } from '../platform/audit/audit.service.ts'
import { Database } from '../platform/database/database.ts'
import type { PersonPrincipal } from '../people/principal.ts'
import { may } from './access.rules.ts'
import { CurriculumTree } from './curriculum-tree.ts'
import { SHELF_ORDER } from './tree.rules.ts'
import { SAMPLE, curriculumWorkbook, type SheetContent } from './import/template.ts'

/** Closing and opening, and the workbook to change the tree with. */
@Injectable()
export class CurriculumAdmin {
  constructor(
    private readonly database: Database,
    private readonly tree: CurriculumTree,
    private readonly audit: Audit,
  ) {}

  /** What hangs on a closed node stays there; it can only not be chosen any more. */
  async closeNode(who: PersonPrincipal, id: string, on: string | null): Promise<CurriculumNode> {
    if (!may(who, 'tree.manage')) throw new Refusal('auth.forbidden')
    await this.database.transaction(async (tx) => {
      const [row] = (await tx.query(
        `select n.path, n.title, n.closed_on as "closedOn", p.closed_on as "parentClosedOn"
           from curriculum_node n left join curriculum_node p on p.id = n.parent_id where n.id = $1 for update of n`,
        [id],
      )) as { path: string; title: string; closedOn: string | null; parentClosedOn: string | null }[]
      if (!row) throw new Refusal('not_found')
      if (on === null && row.parentClosedOn !== null) throw new Refusal('node.parent_closed')
      await tx.query(on === null ? OPEN_BELOW : CLOSE_BELOW, [row.path, on ?? row.closedOn])
      const action = on === null ? 'curriculum.node_opened' : 'curriculum.node_closed'
      await this.audit.write(
        { actor: who, action, target: `node:${id}`, detail: { title: row.title, on } },
        tx,
      )
    })
    return this.tree.node(id)
  }

  async closeEdition(who: PersonPrincipal, id: string, on: string | null): Promise<Edition> {
    if (!may(who, 'tree.manage')) throw new Refusal('auth.forbidden')
    const { name } = await this.tree.edition(id)
    await this.database.transaction(async (tx) => {
      await tx.query('update edition set closed_on = $2 where id = $1', [id, on])
      const action = on === null ? 'curriculum.edition_opened' : 'curriculum.edition_closed'
      await this.audit.write({ actor: who, action, target: `edition:${id}`, detail: { name, on } }, tx)
    })
    return this.tree.edition(id)
  }

  /** @param editionId what to fill in; the sample without it */
  async workbook(editionId: string | undefined): Promise<{ fileName: string; content: Buffer }> {
    if (editionId === undefined)
      return { fileName: '教材目录导入模板.xlsx', content: await curriculumWorkbook(SAMPLE) }
    const edition = await this.tree.edition(editionId)
    const content = await curriculumWorkbook({ editions: [edition], nodes: await this.nodesOf(edition) })
    return { fileName: `教材目录 ${edition.name}.xlsx`, content }
  }

  private nodesOf({ id, code }: Edition): Promise<SheetContent['nodes']> {
    return this.database.rows(NODES_IN_ORDER, [id, code])
  }
}

/** As a reader goes through the books. Of a node below a volume only what is its own. */
const NODES_IN_ORDER = `
  with recursive t as (
    select n.id, n.code, n.kind, n.title, null as parent, n.position, n.closed_on, $2::text as edition, n.grade_from, n.grade_to,
           n.volume, array[row_number() over (order by ${SHELF_ORDER}, n.code)] as place
      from curriculum_node n where n.edition_id = $1 and n.kind = 'volume'
    union all
    select n.id, n.code, n.kind, n.title, t.code, n.position, n.closed_on, null, null, null, null,
           t.place || row_number() over (partition by n.parent_id order by n.position, n.code)
      from t join curriculum_node n on n.parent_id = t.id)
  select code, kind, title, parent, position, closed_on as "closedOn", edition, grade_from as "gradeFrom",
         grade_to as "gradeTo", volume
    from t order by place`

const CLOSE_BELOW = `
  update curriculum_node set closed_on = $2
   where starts_with(path, $1) and (closed_on is null or closed_on > $2::date)`

/** Only what was closed together with it: an older closing below stays. */
const OPEN_BELOW = `
  update curriculum_node set closed_on = null where starts_with(path, $1) and closed_on = $2::date`
