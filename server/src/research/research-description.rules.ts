import { GRADES_OF_SUBJECT, Refusal, type ErrorDetail, type Subject } from '@tongke/contract'

interface Described {
  readonly subject: Subject | null
  readonly gradeFrom: number
  readonly gradeTo: number
}

/** @throws Refusal research.description when the grades are in the wrong order or the subject is not taught in them */
export function checkGrades({ subject, gradeFrom, gradeTo }: Described): void {
  const details: ErrorDetail[] = []
  if (gradeFrom > gradeTo)
    details.push({ path: 'gradeTo', code: 'order', message: 'Not below the first grade' })
  const [first, last] = subject ? GRADES_OF_SUBJECT[subject] : [1, 9]
  if (gradeFrom < first || gradeTo > last)
    details.push({ path: 'grade', code: 'subject_grades', message: `Taught in grades ${first} to ${last}` })
  if (details.length > 0) throw new Refusal('research.description', { details })
}

/** What a node of the curriculum tree says about sessions on it. */
export interface NodeFact {
  readonly subject: Subject
  readonly gradeFrom: number
  readonly gradeTo: number
}

/** @throws Refusal node.unknown when there is no such open node of this subject and grade */
export function checkNode(
  { subject, grade, nodeId }: { subject: Subject; grade: number; nodeId: string | null },
  node: NodeFact | undefined,
): void {
  if (nodeId === null) return
  if (node?.subject === subject && node.gradeFrom <= grade && grade <= node.gradeTo) return
  const message = 'No such node of this subject and grade'
  throw new Refusal('node.unknown', { details: [{ path: 'nodeId', code: 'unfit', message }] })
}
