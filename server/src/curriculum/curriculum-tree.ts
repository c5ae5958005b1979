import { Injectable } from '@nestjs/common'
import {
  Refusal,
  SUBJECTS,
  Stage,
  type CurriculumNode,
  type Edition,
  type EndpointRequest,
  type Outline,
  type OutlineEdition,
  type OutlineVolume,
  type Subject,
  type TreeItem,
  type VolumeTree,
  type getOutline,
  type listEditions,
  type searchNodes,
} from '@tongke/contract'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { Where, containing, pageClause } from '../people/scope.sql.ts'
import { SHELF_ORDER } from './tree.rules.ts'

const NODE = `
  select n.id, n.code, n.kind, n.title, n.edition_id as "editionId", e.name as "editionName", n.stage, n.subject,
         n.grade_from as "gradeFrom", n.grade_to as "gradeTo", n.volume, n.closed_on as "closedOn",
         (select json_agg(json_build_object('id', a.id, 'kind', a.kind, 'title', a.title) order by length(a.path))
            from curriculum_node a
           where a.id = any(string_to_array(trim(both '/' from n.path), '/')::uuid[])) as trail
    from curriculum_node n join edition e on e.id = n.edition_id`

const EDITION = `
  select e.id, e.code, e.subject, e.name, e.publisher, e.start_grade as "startGrade", e.chief_editor as "chiefEditor",
         e.school_system as "schoolSystem", e.is_new as "isNew", e.approval_year as "approvalYear",
         e.closed_on as "closedOn",
         (select count(*)::int from curriculum_node v where v.edition_id = e.id and v.kind = 'volume') as volumes
    from edition e`

const EDITION_ORDER = 'e.is_new desc, e.approval_year desc, e.school_system desc, e.name, e.code'

/** Reads the tree. Everybody who is signed in may, room devices too. */
@Injectable()
export class CurriculumTree {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async outline({ closed }: EndpointRequest<typeof getOutline>['query']): Promise<Outline> {
    const today = this.clock.today()
    const where = new Where()
      .and(`n.kind = 'volume'`)
      .andIf(closed === 'false', '(n.closed_on is null or n.closed_on > ?)', today)
      .andIf(closed === 'false', '(e.closed_on is null or e.closed_on > ?)', today)
    const rows = await this.database.rows<OutlineRow>(
      `select n.stage, n.subject, e.id as "editionId", e.name as "editionName", e.school_system as "schoolSystem",
              e.is_new as "isNew", e.closed_on as "editionClosedOn", n.id, n.title, n.grade_from as "gradeFrom",
              n.grade_to as "gradeTo", n.volume, n.closed_on as "closedOn"
         from curriculum_node n join edition e on e.id = n.edition_id
         ${where} order by ${EDITION_ORDER}, ${SHELF_ORDER}, n.code`,
      where.parameters,
    )
    return outlineOf(rows)
  }

  async volume(id: string): Promise<VolumeTree> {
    const volume = await this.node(id)
    if (volume.kind !== 'volume') throw new Refusal('not_found')
    const items = await this.database.rows<TreeItem & { parentId: string }>(
      `select id, code, kind, title, closed_on as "closedOn", parent_id as "parentId"
         from curriculum_node where path like '/' || $1::uuid || '/_%' order by position, code`,
      [id],
    )
    const children = items
      .filter(({ parentId }) => parentId === id)
      .map((child) => ({ ...child, lessons: items.filter(({ parentId }) => parentId === child.id) }))
    return { volume, children }
  }

  async search(query: EndpointRequest<typeof searchNodes>['query']) {
    const { search = '', stage, subject, grade, editionId, kind } = query
    const today = this.clock.today()
    const where = new Where()
      .and('(n.closed_on is null or n.closed_on > ?)', today)
      .and('(e.closed_on is null or e.closed_on > ?)', today)
      .andIf(stage !== undefined, 'n.stage = ?', stage)
      .andIf(subject !== undefined, 'n.subject = ?', subject)
      .andIf(grade !== undefined, '? between n.grade_from and n.grade_to', grade)
      .andIf(editionId !== undefined, 'n.edition_id = ?', editionId)
      .andIf(kind !== undefined, 'n.kind = ?', kind)
      .andIf(search !== '', `n.title || ' ' || n.title_initials ilike ?`, containing(search))
    const { parameters } = where
    const [count, items] = await Promise.all([
      this.database.rows<{ total: number }>(
        `select count(*) as total from curriculum_node n join edition e on e.id = n.edition_id ${where}`,
        parameters,
      ),
      this.database.rows<CurriculumNode>(
        `${NODE} ${where}
          order by starts_with(lower(n.title), lower($${parameters.length + 1}))
                or starts_with(n.title_initials, lower($${parameters.length + 1})) desc,
                ${SHELF_ORDER}, ${EDITION_ORDER}, n.position, n.id
          ${pageClause(query)}`,
        [...parameters, search],
      ),
    ])
    return { items, total: count[0]?.total ?? 0 }
  }

  /** @throws Refusal not_found */
  async node(id: string): Promise<CurriculumNode> {
    const [node] = await this.nodes([id])
    if (!node) throw new Refusal('not_found')
    return node
  }

  /** In the order of `ids`; those that do not exist are left out. */
  async nodes(ids: readonly string[]): Promise<CurriculumNode[]> {
    const rows = await this.database.rows<CurriculumNode>(`${NODE} where n.id = any($1)`, [ids])
    const byId = new Map(rows.map((node) => [node.id, node]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  }

  editions({ subject, closed }: EndpointRequest<typeof listEditions>['query']): Promise<Edition[]> {
    const where = new Where()
      .and(
        closed === 'true' ? 'e.closed_on <= ?' : '(e.closed_on is null or e.closed_on > ?)',
        this.clock.today(),
      )
      .andIf(subject !== undefined, 'e.subject = ?', subject)
    return this.database.rows<Edition>(
      `${EDITION} ${where} order by e.subject, ${EDITION_ORDER}`,
      where.parameters,
    )
  }

  /** @throws Refusal not_found */
  async edition(id: string): Promise<Edition> {
    const [edition] = await this.database.rows<Edition>(`${EDITION} where e.id = $1`, [id])
    if (!edition) throw new Refusal('not_found')
    return edition
  }
}

interface OutlineRow extends OutlineVolume {
  readonly stage: Stage
  readonly subject: Subject
  readonly editionId: string
  readonly editionName: string
  readonly schoolSystem: OutlineEdition['schoolSystem']
  readonly isNew: boolean
  readonly editionClosedOn: string | null
}

const SUBJECT_ORDER = Object.keys(SUBJECTS) as Subject[]

/** Rows come in the order of editions and volumes; stages and subjects have an order of their own. */
function outlineOf(rows: readonly OutlineRow[]): Outline {
  const stages = Stage.options.map((stage) => {
    const ofStage = Map.groupBy(
      rows.filter((row) => row.stage === stage),
      ({ subject }) => subject,
    )
    const subjects = SUBJECT_ORDER.flatMap((subject) => {
      const found = ofStage.get(subject)
      return found ? [{ subject, editions: editionsOf(found) }] : []
    })
    return { stage, subjects }
  })
  return { stages: stages.filter(({ subjects }) => subjects.length > 0) }
}

const editionsOf = (rows: readonly OutlineRow[]): OutlineEdition[] =>
  [...Map.groupBy(rows, ({ editionId }) => editionId)].map(([id, volumes]) => ({
    id,
    name: volumes[0]?.editionName ?? '',
    schoolSystem: volumes[0]?.schoolSystem ?? 'six_three',
    isNew: volumes[0]?.isNew ?? true,
    closedOn: volumes[0]?.editionClosedOn ?? null,
    volumes: [...volumes],
  }))
