import type { EditionInput, NodeInput, NodeKind } from '@tongke/contract'
import { stageOf, taughtIn, volumeFits } from '../tree.rules.ts'
import { problem, type Item, type Problem, type Table } from './items.rules.ts'
import type { ImportItems, Known } from './known.ts'

/** Which kinds may hang on which. */
const PARENTS: Record<NodeKind, readonly NodeKind[]> = {
  volume: [],
  unit: ['volume'],
  lesson: ['volume', 'unit'],
}

type Bad = (column: string, code: string, message: string) => void

const badOf =
  (problems: Problem[], table: Table, line: number): Bad =>
  (column, code, message) =>
    problems.push(problem(table, line, column, code, message))

/** Every later entry with a code that stands above it. */
function repeated(table: Table, items: readonly Item<{ code: string }>[]): Problem[] {
  const first = new Map<string, number>()
  return items.flatMap(({ line, value: { code } }) => {
    const above = first.get(code)
    if (above === undefined) first.set(code, line)
    return above === undefined ? [] : [problem(table, line, 'code', 'repeated', `Also in row ${above}`)]
  })
}

/** What tells editions apart; domain §3.2. */
const keyOf = (edition: EditionInput): string =>
  [
    edition.subject,
    edition.publisher,
    edition.startGrade,
    edition.chiefEditor,
    edition.schoolSystem,
    edition.isNew,
    edition.approvalYear,
  ].join('|')

export function editionProblems({ editions }: ImportItems, known: Known): Problem[] {
  const problems = repeated('editions', editions)
  const byCode = new Map(known.editions.map((edition) => [edition.code, edition]))
  const named = new Set(editions.map(({ value }) => value.code))
  const owners = new Map(
    known.editions.filter(({ code }) => !named.has(code)).map((edition) => [keyOf(edition), edition.code]),
  )
  for (const { line, value } of editions) {
    const bad = badOf(problems, 'editions', line)
    const before = byCode.get(value.code)
    if (before && before.subject !== value.subject) bad('subject', 'fixed', `It is of ${before.subject}`)
    if (before && before.schoolSystem !== value.schoolSystem)
      bad('schoolSystem', 'fixed', `It is ${before.schoolSystem}`)
    const owner = owners.get(keyOf(value))
    if (owner !== undefined && owner !== value.code) bad('name', 'taken', `It is the edition ${owner}`)
    else owners.set(keyOf(value), value.code)
  }
  return problems
}

export function nodeProblems(items: ImportItems, known: Known): Problem[] {
  const problems = repeated('nodes', items.nodes)
  const check = new NodeCheck(items, known)
  for (const { line, value } of items.nodes) check.node(value, badOf(problems, 'nodes', line))
  return problems
}

/** Kind and parent of every node that will be there, to check one against the others. */
class NodeCheck {
  private readonly kinds = new Map<string, NodeKind>()
  private readonly parents = new Map<string, string | null>()
  private readonly knownRoots = new Map<string, string>()
  private readonly editionOf = new Map<string, string>()
  private readonly editions: Map<string, EditionInput>

  constructor(
    private readonly items: ImportItems,
    known: Known,
  ) {
    const codeOf = new Map(known.nodes.map(({ id, code }) => [id, code]))
    const editionCode = new Map(known.editions.map(({ id, code }) => [id, code]))
    for (const { code, kind, parentId, path, editionId } of known.nodes) {
      this.kinds.set(code, kind)
      this.parents.set(code, parentId === null ? null : (codeOf.get(parentId) ?? null))
      this.knownRoots.set(code, codeOf.get(path.split('/')[1] ?? '') ?? '')
      this.editionOf.set(code, editionCode.get(editionId) ?? '')
    }
    this.editions = new Map(
      [...known.editions, ...items.editions.map(({ value }) => value)].map((one) => [one.code, one]),
    )
    for (const { value } of items.nodes) {
      if (!this.kinds.has(value.code)) this.kinds.set(value.code, value.kind)
      this.parents.set(value.code, value.parent)
    }
  }

  node(node: NodeInput, bad: Bad): void {
    const kind = this.kinds.get(node.code)
    if (kind !== node.kind) return bad('kind', 'fixed', `It is a ${kind}`)
    if (kind === 'volume') this.volume(node, bad)
    else this.below(node, bad)
  }

  private volume(node: NodeInput, bad: Bad): void {
    if (node.parent !== null) bad('parent', 'parent', 'A volume has no parent')
    const edition = this.editions.get(node.edition ?? '')
    if (node.edition === null) bad('edition', 'missing', 'Required for a volume')
    else if (!edition) this.unknownEdition(node.edition, bad)
    else if ((this.editionOf.get(node.code) ?? node.edition) !== node.edition)
      bad('edition', 'fixed', `It is of ${this.editionOf.get(node.code)}`)
    if (node.volume === null) bad('volume', 'missing', 'Required for a volume')
    if (node.gradeFrom === null) bad('gradeFrom', 'missing', 'Required for a volume')
    else
      this.grades(node, { gradeFrom: node.gradeFrom, gradeTo: node.gradeTo ?? node.gradeFrom }, edition, bad)
  }

  private unknownEdition(code: string, bad: Bad): void {
    if (!this.items.broken.has(code)) bad('edition', 'unknown', `There is no edition ${code}`)
  }

  private grades(
    { volume }: NodeInput,
    grades: { gradeFrom: number; gradeTo: number },
    edition: EditionInput | undefined,
    bad: Bad,
  ): void {
    if (grades.gradeTo < grades.gradeFrom)
      return bad('gradeTo', 'order', 'The last grade is before the first')
    if (volume && !volumeFits(volume, grades)) bad('volume', 'volume', 'This volume has other grades')
    if (!edition) return
    if (!taughtIn(edition.subject, grades))
      bad('gradeFrom', 'grades', 'The subject is not taught in this grade')
    else if (!stageOf(edition.schoolSystem, grades)) bad('gradeTo', 'stages', 'The grades lie in two stages')
  }

  private below(node: NodeInput, bad: Bad): void {
    if (node.parent === null) return bad('parent', 'missing', 'Required for a unit or lesson')
    const parent = this.kinds.get(node.parent)
    if (!parent && this.items.broken.has(node.parent)) return
    if (!parent) return bad('parent', 'unknown', `There is no node ${node.parent}`)
    if (!PARENTS[node.kind].includes(parent)) return bad('parent', 'parent', `It cannot hang on a ${parent}`)
    const root = this.knownRoots.get(node.code)
    if (root !== undefined && this.rootOf(node.parent) !== root)
      bad('parent', 'fixed', `It is of the volume ${root}`)
  }

  private rootOf(code: string): string {
    // A wrong file may go in circles; a right one has a volume above a unit above a lesson.
    let root = code
    for (let step = 0; step < 3; step += 1) root = this.parents.get(root) ?? root
    return root
  }
}
