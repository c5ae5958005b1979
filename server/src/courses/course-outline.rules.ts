import { GRADES_OF_SUBJECT, Refusal, type CourseInput, type ErrorDetail } from '@tongke/contract'

/** What a node of the curriculum tree says about the courses that follow it. */
export interface NodeFact {
  readonly subject: CourseInput['subject']
  readonly gradeFrom: number
  readonly gradeTo: number
}

type Described = Pick<CourseInput, 'subject' | 'gradeFrom' | 'gradeTo' | 'nodeId' | 'teacherIds'>

const detail = (path: string, code: string, message: string): ErrorDetail => ({ path, code, message })

/**
 * @param node the node that is named, when the tree has it
 * @param staff those of `teacherIds` who teach at the course's school today
 * @throws Refusal course.description, node.unknown
 */
export function checkDescription(
  input: Described,
  node: NodeFact | undefined,
  staff: ReadonlySet<string>,
): void {
  const { subject, gradeFrom, gradeTo, nodeId, teacherIds } = input
  const [first, last] = GRADES_OF_SUBJECT[subject]
  const wrong: ErrorDetail[] = []
  if (gradeFrom > gradeTo) wrong.push(detail('gradeTo', 'order', 'Not below the first grade'))
  if (gradeFrom < first || gradeTo > last)
    wrong.push(detail('gradeFrom', 'subject_grades', `Taught in grades ${first} to ${last}`))
  if (new Set(teacherIds).size < teacherIds.length)
    wrong.push(detail('teacherIds', 'repeated', 'Each teacher once'))
  if (teacherIds.some((id) => !staff.has(id)))
    wrong.push(detail('teacherIds', 'elsewhere', 'Everybody who teaches it is of the school'))
  if (wrong.length > 0) throw new Refusal('course.description', { details: wrong })
  const fits = node?.subject === subject && node.gradeFrom <= gradeTo && node.gradeTo >= gradeFrom
  if (nodeId !== null && !fits)
    throw new Refusal('node.unknown', {
      details: [detail('nodeId', 'unfit', 'No such node of this subject and grade')],
    })
}

export interface OutlineItem {
  readonly id: string | null
  readonly kind: 'resource' | 'lesson'
  readonly targetId: string
}
export interface Outline {
  readonly units: readonly {
    readonly id: string | null
    readonly title: string
    readonly items: readonly OutlineItem[]
  }[]
}

const idsOf = ({ units }: Outline): string[] =>
  units.flatMap(({ id, items }) => [id, ...items.map((item) => item.id)]).filter((id) => id !== null)

/**
 * Does the new outline name things it may name? Ids only of this course, each once; the same resource or lesson once.
 * @param grows true when what is there must stay
 */
export function checkOutline(before: Outline, after: Outline, grows: boolean): Refusal | null {
  const known = new Set(idsOf(before))
  const named = idsOf(after)
  const unitIds = new Set(before.units.map(({ id }) => id))
  const items = after.units.flatMap((unit) => unit.items)
  const targetOf = new Map(before.units.flatMap((unit) => unit.items).map((item) => [item.id, item.targetId]))
  const strange =
    new Set(named).size < named.length ||
    named.some((id) => !known.has(id)) ||
    after.units.some(({ id }) => id !== null && !unitIds.has(id)) ||
    items.some(({ id, targetId }) => id !== null && targetOf.get(id) !== targetId)
  if (strange) return new Refusal('conflict.changed')
  const targets = items.map(({ kind, targetId }) => `${kind} ${targetId}`)
  if (new Set(targets).size < targets.length)
    return new Refusal('course.item', {
      details: [detail('units', 'repeated', 'Each resource or lesson once')],
    })
  if (grows && [...known].some((id) => !named.includes(id))) return new Refusal('course.state')
  return null
}

/** Why the bureau cannot be asked yet: no unit, or one with nothing in it. */
export function emptiness({ units }: Outline): Refusal | null {
  const empty = units.flatMap(({ items }, index) =>
    items.length === 0 ? detail(`units.${index}`, 'empty', 'Nothing in it') : [],
  )
  if (units.length > 0 && empty.length === 0) return null
  return new Refusal('course.incomplete', { details: empty })
}
