import { Injectable } from '@nestjs/common'
import type { ErrorDetail, Subject } from '@tongke/contract'
import { Clock } from '../../../platform/clock.ts'
import { Database } from '../../../platform/database/database.ts'
import type { NodeFact } from '../../resources/metadata.rules.ts'
import { problemOf, type NodeReference } from './candidate.ts'

interface FoundNode extends NodeFact {
  readonly id: string
  readonly title: string
  readonly code: string
}

export interface NodeAnswer {
  readonly found: ReadonlyMap<string, NodeFact>
  readonly title: string | null
  readonly problems: readonly ErrorDetail[]
}

const NONE: NodeAnswer = { found: new Map(), title: null, problems: [] }

/** Places in the curriculum tree as people name them: by code, or by title within a subject, edition and grade. */
@Injectable()
export class NodeFinder {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async find(
    reference: NodeReference | null,
    subject: Subject | undefined,
    grades: readonly [number, number] | null,
  ): Promise<NodeAnswer> {
    if (!reference) return NONE
    const rows = await this.database.rows<FoundNode>(NODES, [
      reference.node,
      subject ?? null,
      reference.edition,
      grades?.[0] ?? null,
      grades?.[1] ?? null,
      this.clock.today(),
    ])
    const byCode = rows.filter(({ code }) => code === reference.node)
    const fitting = byCode.length > 0 ? byCode : rows
    const [node] = fitting
    if (node && fitting.length === 1)
      return { found: new Map([[node.id, node]]), title: node.title, problems: [] }
    const code = fitting.length === 0 ? 'node_unknown' : 'node_ambiguous'
    return { ...NONE, problems: [problemOf('cells.node', code, reference.node)] }
  }
}

const NODES = `
  select n.id, n.code, n.title, n.subject, n.grade_from as "gradeFrom", n.grade_to as "gradeTo"
    from curriculum_node n join edition e on e.id = n.edition_id
   where (n.code = $1 or n.title = $1)
     and (n.code = $1 or $2::text is null or n.subject = $2)
     and ($3::text is null or e.name = $3 or e.code = $3)
     and (n.code = $1 or $4::int is null or (n.grade_from <= $5 and n.grade_to >= $4))
     and (n.closed_on is null or n.closed_on > $6) and (e.closed_on is null or e.closed_on > $6)
   order by n.code limit 20`
