import {
  GRADES_OF_SUBJECT,
  REQUIRED_ROLES,
  Refusal,
  type ErrorDetail,
  type FileRole,
  type Licence,
  type PublishScope,
  type ResourceMetadata,
  type ResourceType,
  type Subject,
} from '@tongke/contract'
import type { LibraryPolicy } from '../library-policy.rules.ts'

/** The plan's own words (domain §1 row 10), so that whoever is refused can look them up. */
export const WRITTEN_HOMEWORK_RULE = '小学一、二年级不布置书面课后作业'

/** What a node of the curriculum tree says about the resources that hang on it. */
export interface NodeFact {
  readonly subject: Subject
  readonly gradeFrom: number
  readonly gradeTo: number
}

interface Field {
  readonly field: string
  readonly code: string
  readonly message: string
}

const detailOf = ({ field, code, message }: Field): ErrorDetail => ({
  path: `metadata.${field}`,
  code,
  message,
})

/** Rows whose condition holds. */
const problems = (rows: readonly (readonly [boolean, Field])[]): ErrorDetail[] =>
  rows.filter(([wrong]) => wrong).map(([, field]) => detailOf(field))

/** No written homework where the plan forbids it. A range that touches such a grade counts as it. */
const isForbiddenHomework = (
  type: ResourceType,
  { exerciseForm, gradeFrom }: ResourceMetadata,
  policy: LibraryPolicy,
): boolean => type === 'exercise' && exerciseForm === 'written' && gradeFrom < policy.writtenHomeworkFromGrade

function contradictions(type: ResourceType, metadata: ResourceMetadata): ErrorDetail[] {
  const { subject, gradeFrom, gradeTo, nodeIds, licence, link, licenceUntil, exerciseForm } = metadata
  const [first, last] = GRADES_OF_SUBJECT[subject]
  return problems([
    [gradeFrom > gradeTo, { field: 'gradeTo', code: 'order', message: 'Not below the first grade' }],
    [
      gradeFrom < first || gradeTo > last,
      { field: 'gradeFrom', code: 'subject_grades', message: `Taught in grades ${first} to ${last}` },
    ],
    [
      new Set(nodeIds).size < nodeIds.length,
      { field: 'nodeIds', code: 'repeated', message: 'Each node once' },
    ],
    [
      type === 'excellent_lesson' && nodeIds.length > 1,
      { field: 'nodeIds', code: 'one_node', message: 'An excellent lesson hangs on exactly one node' },
    ],
    [
      licence === 'link' && !link,
      { field: 'link', code: 'missing', message: 'A linked resource has a link' },
    ],
    [
      licence !== 'link' && link !== null,
      { field: 'link', code: 'superfluous', message: 'Only a resource that is linked to has a link' },
    ],
    [
      licence === 'link' && type === 'excellent_lesson',
      { field: 'licence', code: 'package', message: 'An excellent lesson is a package of files' },
    ],
    [
      licence === 'third_party' && licenceUntil === null,
      { field: 'licenceUntil', code: 'missing', message: 'The last day of the licence' },
    ],
    [
      licence !== 'third_party' && licenceUntil !== null,
      { field: 'licenceUntil', code: 'superfluous', message: 'Only the licence of a third party ends' },
    ],
    [
      type === 'exercise' && exerciseForm === null,
      { field: 'exerciseForm', code: 'missing', message: 'Every exercise has a form' },
    ],
    [
      type !== 'exercise' && exerciseForm !== null,
      { field: 'exerciseForm', code: 'superfluous', message: 'Only exercises have a form' },
    ],
  ])
}

const fits = (node: NodeFact | undefined, { subject, gradeFrom, gradeTo }: ResourceMetadata): boolean =>
  node?.subject === subject && node.gradeFrom <= gradeTo && node.gradeTo >= gradeFrom

/**
 * What may be stored at all, however unfinished; asked wherever metadata enters.
 * @param nodes those of `nodeIds` that the curriculum tree has
 * @throws Refusal resource.written_homework, resource.metadata, node.unknown
 */
export function checkMetadata(
  type: ResourceType,
  metadata: ResourceMetadata,
  nodes: ReadonlyMap<string, NodeFact>,
  policy: LibraryPolicy,
): void {
  if (isForbiddenHomework(type, metadata, policy)) {
    const rule = { field: 'exerciseForm', code: 'written_homework', message: WRITTEN_HOMEWORK_RULE }
    throw new Refusal('resource.written_homework', { details: [detailOf(rule)] })
  }
  const wrong = contradictions(type, metadata)
  if (wrong.length > 0) throw new Refusal('resource.metadata', { details: wrong })
  const strange = metadata.nodeIds.flatMap((id, index) =>
    fits(nodes.get(id), metadata)
      ? []
      : detailOf({
          field: `nodeIds.${index}`,
          code: 'unfit',
          message: 'No such node of this subject and grade',
        }),
  )
  if (strange.length > 0) throw new Refusal('node.unknown', { details: strange })
}

/** @throws Refusal resource.metadata: what is only linked to has no file here */
export function checkLinkHasNoFiles(metadata: ResourceMetadata, files: number): void {
  if (metadata.licence !== 'link' || files === 0) return
  const detail = {
    field: 'licence',
    code: 'files',
    message: 'Take the files out of a resource that is a link',
  }
  throw new Refusal('resource.metadata', { details: [detailOf(detail)] })
}

export interface SubmittedFile {
  readonly role: FileRole
  /** False while it is being processed, and when that failed. */
  readonly ready: boolean
}

/** Roles that must be filled before a review: none of a link, the licence itself of a third party's work. */
export function requiredRoles(type: ResourceType, licence: Licence): readonly FileRole[] {
  if (licence === 'link') return []
  return licence === 'third_party' ? [...REQUIRED_ROLES[type], 'licence'] : REQUIRED_ROLES[type]
}

/**
 * Why a version cannot go into review yet, null when it can.
 * @param scope whom it is meant for
 * @param today calendar day of the county
 */
export function unreadiness(
  type: ResourceType,
  metadata: ResourceMetadata,
  files: readonly SubmittedFile[],
  scope: PublishScope,
  bureau: boolean,
  today: string,
): Refusal | null {
  const { licence, licenceUntil, nodeIds } = metadata
  const wrong = problems([
    [
      type === 'excellent_lesson' && nodeIds.length !== 1,
      { field: 'nodeIds', code: 'one_node', message: 'An excellent lesson hangs on exactly one node' },
    ],
    [
      licenceUntil !== null && licenceUntil < today,
      { field: 'licenceUntil', code: 'past', message: 'The licence has ended' },
    ],
    [
      licence === 'school' && scope === 'county',
      { field: 'licence', code: 'scope', message: 'Licensed for the own school, offered to the county' },
    ],
    [
      bureau && scope === 'school',
      { field: 'licence', code: 'no_school', message: 'What the bureau makes is for the county' },
    ],
  ])
  if (wrong.length > 0) return new Refusal('resource.metadata', { details: wrong })
  const missing = requiredRoles(type, licence).filter((role) => !files.some((file) => file.role === role))
  if (missing.length > 0) {
    const details = missing.map((role) => ({
      path: `files.${role}`,
      code: 'missing',
      message: 'Needs a file',
    }))
    return new Refusal('resource.incomplete', { details })
  }
  return files.every(({ ready }) => ready) ? null : new Refusal('resource.processing')
}
