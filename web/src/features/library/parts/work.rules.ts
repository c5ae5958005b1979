import {
  REQUIRED_ROLES,
  type ErrorDetail,
  type FileRole,
  type Licence,
  type ResourceDetail,
  type ResourceFile,
  type ResourceType,
  type ResourceVersion,
  type VersionState,
} from '@tongke/contract'

const OPEN: readonly VersionState[] = ['DRAFT', 'SELF_REVIEWED', 'SCHOOL_REVIEW', 'CITY_REVIEW', 'REJECTED']

/** The version somebody works on or decides about: the newer one, where there is one. */
export const newestOf = ({ draft, version }: Pick<ResourceDetail, 'draft' | 'version'>): ResourceVersion =>
  draft ?? version

/** Null: what is published is the newest, and a change begins a new version. */
export const openOf = (detail: Pick<ResourceDetail, 'draft' | 'version'>): ResourceVersion | null => {
  const newest = newestOf(detail)
  return OPEN.includes(newest.state) ? newest : null
}

/** Something is being made of its files right now. */
export const isWorking = (files: readonly Pick<ResourceFile, 'processing'>[]): boolean =>
  files.some(({ processing }) => processing.state === 'QUEUED' || processing.state === 'RUNNING')

/** What must be there before a submission: nothing of a link, the signed licence of a third party's work. */
export function requiredRolesOf(type: ResourceType, licence: Licence): readonly FileRole[] {
  if (licence === 'link') return []
  return licence === 'third_party' ? [...REQUIRED_ROLES[type], 'licence'] : REQUIRED_ROLES[type]
}

const BESIDES: Record<ResourceType, readonly FileRole[]> = {
  micro_lesson: ['lesson_plan', 'courseware', 'task_sheet', 'exercise', 'attachment'],
  excellent_lesson: ['task_sheet', 'attachment'],
  courseware: ['attachment'],
  lesson_plan: ['attachment'],
  task_sheet: ['attachment'],
  exercise: ['attachment'],
  material: ['attachment'],
  recording: ['lesson_plan', 'courseware', 'attachment'],
}

/** Roles the author is offered, what is still missing first. */
export function rolesOffered(
  type: ResourceType,
  licence: Licence,
  files: readonly Pick<ResourceFile, 'role'>[],
): readonly [FileRole, ...FileRole[]] {
  const roles = [...requiredRolesOf(type, licence), ...BESIDES[type]]
  const missing = roles.filter((role) => !files.some((file) => file.role === role))
  const [first = 'attachment', ...rest] = [
    ...missing.filter((role) => role !== 'attachment'),
    ...roles.filter((role) => !missing.includes(role) || role === 'attachment'),
  ]
  return [first, ...rest]
}

/** One thing a submission needs. */
export interface Need {
  readonly key: 'node' | 'file' | 'processing'
  readonly role: FileRole | null
  readonly met: boolean
}

export function needsOf(
  type: ResourceType,
  { licence, nodeIds }: { licence: Licence; nodeIds: readonly string[] },
  files: readonly Pick<ResourceFile, 'role' | 'processing'>[],
): readonly Need[] {
  const isDone = ({ processing: { state } }: Pick<ResourceFile, 'processing'>) =>
    state === 'READY' || state === 'NONE'
  return [
    ...(type === 'excellent_lesson' ? [{ key: 'node' as const, role: null, met: nodeIds.length === 1 }] : []),
    ...requiredRolesOf(type, licence).map((role) => ({
      key: 'file' as const,
      role,
      met: files.some((file) => file.role === role),
    })),
    ...(files.length > 0 ? [{ key: 'processing' as const, role: null, met: files.every(isDone) }] : []),
  ]
}

/** What the server finds fault with in metadata, as `<field>_<code>`; each has a sentence under `problem`. */
export const METADATA_PROBLEMS = [
  'gradeTo_order',
  'gradeFrom_subject_grades',
  'nodeIds_repeated',
  'nodeIds_one_node',
  'nodeIds_unfit',
  'link_missing',
  'licence_package',
  'licence_files',
  'licence_scope',
  'licence_no_school',
  'licenceUntil_missing',
  'licenceUntil_past',
  'exerciseForm_missing',
  'exerciseForm_written_homework',
] as const
export type MetadataProblem = (typeof METADATA_PROBLEMS)[number]

export interface FieldProblem {
  readonly field: string
  /** Null: no sentence of its own. */
  readonly problem: MetadataProblem | null
}

/** The fields a refusal is about, each once. */
export function problemsIn(details: readonly ErrorDetail[]): FieldProblem[] {
  const found = new Map<string, FieldProblem>()
  for (const { path, code } of details) {
    const field = /^(?:body\.)?metadata\.([A-Za-z]+)/.exec(path)?.[1]
    if (!field || found.has(field)) continue
    const problem = METADATA_PROBLEMS.find((one) => one === `${field}_${code}`) ?? null
    found.set(field, { field, problem })
  }
  return [...found.values()]
}

/** Roles without a file, as `resource.incomplete` names them. */
export const rolesMissing = (details: readonly ErrorDetail[]): string[] =>
  details.flatMap(({ path }) => /^files\.(\w+)$/.exec(path)?.[1] ?? [])
