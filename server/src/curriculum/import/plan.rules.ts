import type { NodeInput, NodeKind } from '@tongke/contract'
import { stageOf } from '../tree.rules.ts'
import { editionProblems, nodeProblems } from './checks.rules.ts'
import type { Problem } from './items.rules.ts'
import type { EditionRow, ImportItems, Known, NodeRow } from './known.ts'

/** `editions` and `nodes`: what must be written, parents first. The counts are about the file's own entries, but for `closes`. */
export interface Plan {
  readonly problems: readonly Problem[]
  readonly editions: readonly EditionRow[]
  readonly nodes: readonly NodeRow[]
  readonly creates: number
  readonly updates: number
  readonly unchanged: number
  readonly closes: number
}

const NOTHING = { editions: [], nodes: [], creates: 0, updates: 0, unchanged: 0, closes: 0 }

/** All or nothing: with a single problem, or an entry that could not be read, the plan is empty. Nodes that the file does not name keep what they are. */
export function planImport(items: ImportItems, known: Known, newId: () => string): Plan {
  const problems = [...editionProblems(items, known), ...nodeProblems(items, known)]
  if (problems.length > 0 || items.broken.size > 0) return { ...NOTHING, problems }
  const editions = mergeEditions(items, known, newId)
  const nodes = mergeNodes(items, known, editions, newId)
  const before = new Map<string, EditionRow | NodeRow>(
    [...known.editions, ...known.nodes].map((row) => [row.id, row]),
  )
  const isNew = (row: { id: string }) => !before.has(row.id)
  const differs = (row: EditionRow | NodeRow) => !same(before.get(row.id), row)
  const named = [
    ...items.editions.flatMap(({ value }) => editions.get(value.code) ?? []),
    ...items.nodes.flatMap(({ value }) => nodes.get(value.code) ?? []),
  ]
  const creates = named.filter(isNew).length
  const updates = named.filter((row) => !isNew(row) && differs(row)).length
  const open = known.nodes.filter(({ closedOn }) => closedOn === null)
  return {
    problems: [],
    editions: [...editions.values()].filter(differs),
    nodes: [...nodes.values()].filter(differs),
    creates,
    updates,
    unchanged: named.length - creates - updates,
    closes: open.filter(({ code }) => nodes.get(code)?.closedOn).length,
  }
}

const same = (a: EditionRow | NodeRow | undefined, b: EditionRow | NodeRow): boolean =>
  a !== undefined && (Object.keys(b) as (keyof typeof b)[]).every((field) => a[field] === b[field])

function mergeEditions(
  { editions }: ImportItems,
  known: Known,
  newId: () => string,
): Map<string, EditionRow> {
  const merged = new Map(known.editions.map((edition) => [edition.code, edition]))
  for (const { value } of editions)
    merged.set(value.code, { ...value, id: merged.get(value.code)?.id ?? newId() })
  return merged
}

/** A node on its way from the database and the file to what will be stored. */
interface Draft {
  readonly code: string
  readonly kind: NodeKind
  readonly parentCode: string | null
  readonly input: NodeInput | undefined
  readonly row: NodeRow | undefined
}

const DOWNWARDS: readonly NodeKind[] = ['volume', 'unit', 'lesson']

/** By code, parents before children. */
function mergeNodes(
  items: ImportItems,
  known: Known,
  editions: ReadonlyMap<string, EditionRow>,
  newId: () => string,
): Map<string, NodeRow> {
  const drafts = draftsOf(items, known)
  const position = placing(drafts)
  const done = new Map<string, NodeRow>()
  for (const kind of DOWNWARDS)
    for (const draft of drafts.filter((one) => one.kind === kind)) {
      const parent = done.get(draft.parentCode ?? '')
      const id = draft.row?.id ?? newId()
      done.set(draft.code, {
        ...placeOf(draft, parent, editions),
        id,
        parentId: parent?.id ?? null,
        path: `${parent?.path ?? '/'}${id}/`,
        kind,
        code: draft.code,
        title: draft.input?.title ?? draft.row?.title ?? '',
        position: position(draft),
        closedOn: draft.input?.closedOn ?? draft.row?.closedOn ?? parent?.closedOn ?? null,
      })
    }
  return done
}

function draftsOf({ nodes }: ImportItems, known: Known): Draft[] {
  const codeOf = new Map(known.nodes.map(({ id, code }) => [id, code]))
  const drafts = new Map<string, Draft>(
    known.nodes.map((row) => {
      const parentCode = row.parentId === null ? null : (codeOf.get(row.parentId) ?? null)
      return [row.code, { code: row.code, kind: row.kind, parentCode, input: undefined, row }]
    }),
  )
  for (const { value } of nodes) {
    const { code, kind, parent } = value
    drafts.set(code, { code, kind, parentCode: parent, input: value, row: drafts.get(code)?.row })
  }
  return [...drafts.values()]
}

type Place = Pick<NodeRow, 'editionId' | 'stage' | 'subject' | 'gradeFrom' | 'gradeTo' | 'volume'>

/** Of a volume what the file or the database says, of what is below it what its volume says. */
function placeOf(
  { input, row }: Draft,
  parent: NodeRow | undefined,
  editions: ReadonlyMap<string, EditionRow>,
): Place {
  const from = parent ?? (input ? volumePlace(input, editions) : row)
  if (!from) throw new Error('A node has neither a parent nor a place of its own')
  const { editionId, stage, subject, gradeFrom, gradeTo, volume } = from
  return { editionId, stage, subject, gradeFrom, gradeTo, volume }
}

function volumePlace(input: NodeInput, editions: ReadonlyMap<string, EditionRow>): Place | undefined {
  const edition = editions.get(input.edition ?? '')
  const { gradeFrom, volume } = input
  if (!edition || gradeFrom === null || volume === null) return undefined
  const grades = { gradeFrom, gradeTo: input.gradeTo ?? gradeFrom }
  const stage = stageOf(edition.schoolSystem, grades)
  return stage ? { editionId: edition.id, subject: edition.subject, stage, volume, ...grades } : undefined
}

/** Explicit places first; a known node stays where it is, a new or moved one goes behind its siblings. */
function placing(drafts: readonly Draft[]): (draft: Draft) => number {
  const siblings = ({ parentCode }: Draft) => parentCode ?? ''
  const codes = new Map(drafts.flatMap(({ row, code }) => (row ? [[row.id, code]] : [])))
  const stays = ({ row, parentCode }: Draft) =>
    row !== undefined && (row.parentId === null ? null : codes.get(row.parentId)) === parentCode
  const fixed = (draft: Draft) =>
    draft.input?.position ?? (stays(draft) ? (draft.row?.position ?? null) : null)
  const last = new Map<string, number>()
  for (const draft of drafts)
    last.set(siblings(draft), Math.max(last.get(siblings(draft)) ?? 0, fixed(draft) ?? 0))
  return (draft) => {
    const place = fixed(draft)
    if (place !== null) return place
    const next = (last.get(siblings(draft)) ?? 0) + 1
    last.set(siblings(draft), next)
    return next
  }
}
