import {
  Refusal,
  ResourceMetadata,
  detailsOf,
  type ErrorDetail,
  type FileKind,
  type PackageDefaults,
  type ResourceType,
} from '@tongke/contract'
import type { LibraryPolicy } from '../../library-policy.rules.ts'
import { checkFile } from '../../files/file.rules.ts'
import { checkMetadata, type NodeFact } from '../../resources/metadata.rules.ts'
import { problemOf, type Candidate, type CandidateFile } from './candidate.ts'

/** What the first bytes of a file said of it; kind null: too large to tell yet. */
export interface SeenContent {
  readonly kind: FileKind | null
  readonly mimeType: string
}

/** What an item would become, or why it cannot. */
export interface Proposal {
  readonly type: ResourceType | null
  /** As far as it is known, for people to look at. */
  readonly shown: Partial<ResourceMetadata>
  /** Null when there is a problem. */
  readonly metadata: ResourceMetadata | null
  readonly files: readonly CandidateFile[]
  readonly leftOut: readonly CandidateFile[]
  /** The refusal that the import gets; its details are the problems. */
  readonly refusal: Refusal | null
}

const SLIDES = /presentation|powerpoint/

/** What a file mostly is in a library, where neither the package nor the person says more. */
function guessedType(main: SeenContent | undefined, linked: boolean): ResourceType | null {
  if (linked) return 'material'
  if (!main || main.kind === null) return null
  if (main.kind === 'video') return 'micro_lesson'
  return SLIDES.test(main.mimeType) ? 'courseware' : 'material'
}

/**
 * The item as a draft: what the package says, then the person's defaults, then what the file is.
 * @param nodes of the curriculum tree that the item names, with the problems of finding them
 */
export function proposalOf(
  candidate: Candidate,
  defaults: PackageDefaults,
  seen: ReadonlyMap<string, SeenContent>,
  nodes: { readonly found: ReadonlyMap<string, NodeFact>; readonly problems: readonly ErrorDetail[] },
  policy: LibraryPolicy,
): Proposal {
  const main = candidate.files.find(({ role }) => role === 'main')
  const linked = candidate.metadata.licence === 'link'
  const type = candidate.type ?? defaults.type ?? guessedType(main && seen.get(main.path), linked)
  const shown = shownMetadata(candidate, defaults, type, [...nodes.found.keys()], main)
  const { files, leftOut, problems } = fittingFiles(candidate, type, linked, seen)
  const wrong = [...candidate.problems, ...nodes.problems, ...problems]
  if (type === null && wrong.length === 0) wrong.push(problemOf('type', 'missing', 'What is it?'))
  const checked = checkedMetadata(type, shown, nodes.found, policy)
  const refusal =
    wrong.length > 0
      ? new Refusal('package.item', { details: [...wrong, ...unsaid(checked.refusal?.details, wrong)] })
      : checked.refusal
  // The rule of the county's plan is named whatever else is wrong.
  const named = checked.refusal?.code === 'resource.written_homework' ? checked.refusal : refusal
  return {
    type,
    shown,
    metadata: named ? null : checked.metadata,
    files,
    leftOut,
    refusal: named && named !== refusal && refusal ? joined(named, refusal) : named,
  }
}

/** What only follows from a cell that was not understood, or of something that nothing helps, need not be said. */
const unsaid = (details: readonly ErrorDetail[] = [], said: readonly ErrorDetail[]): ErrorDetail[] =>
  details.filter(({ path, code }) => {
    if (said.some((one) => one.code === 'unsupported')) return false
    const field = path.replace('metadata.', '')
    const sources = field === 'gradeTo' ? ['gradeTo', 'gradeFrom'] : [field]
    return code !== 'missing' || !said.some((one) => sources.some((name) => one.path === `cells.${name}`))
  })

const joined = (first: Refusal, second: Refusal): Refusal =>
  new Refusal(first.code, {
    details: [
      ...(first.details ?? []),
      ...(second.details ?? []).filter((detail) => !first.details?.includes(detail)),
    ],
  })

function shownMetadata(
  { metadata, key }: Candidate,
  defaults: PackageDefaults,
  type: ResourceType | null,
  nodeIds: string[],
  main: CandidateFile | undefined,
): Partial<ResourceMetadata> {
  const { subject, gradeFrom, gradeTo, licence, exerciseForm } = defaults
  const given = Object.entries({
    subject,
    gradeFrom,
    gradeTo: gradeTo ?? gradeFrom,
    licence,
    ...(type === 'exercise' ? { exerciseForm } : {}),
  }).filter(([, value]) => value !== null)
  const named = main?.path.replace(/^.*\//, '').replace(/\.[^.]{1,8}$/, '')
  // One end of a range from the package and the other from the person would be no range of anybody's.
  const ownGrades = metadata.gradeFrom !== undefined
  return {
    title: (named ?? key).slice(0, 80),
    ...(Object.fromEntries(given) as Partial<ResourceMetadata>),
    ...metadata,
    ...(ownGrades && metadata.gradeTo === undefined && metadata.gradeFrom !== undefined
      ? { gradeTo: metadata.gradeFrom }
      : {}),
    nodeIds,
  }
}

function checkedMetadata(
  type: ResourceType | null,
  shown: Partial<ResourceMetadata>,
  nodes: ReadonlyMap<string, NodeFact>,
  policy: LibraryPolicy,
): { metadata: ResourceMetadata | null; refusal: Refusal | null } {
  const parsed = ResourceMetadata.safeParse(shown)
  if (!parsed.success) {
    const details = detailsOf(parsed.error).map((detail) => ({
      ...detail,
      path: `metadata.${detail.path}`,
      code: missing(shown, detail.path) ? 'missing' : detail.code,
    }))
    return { metadata: null, refusal: new Refusal('resource.metadata', { details }) }
  }
  try {
    if (type !== null) checkMetadata(type, parsed.data, nodes, policy)
    return { metadata: parsed.data, refusal: null }
  } catch (error) {
    if (error instanceof Refusal) return { metadata: null, refusal: error }
    throw error
  }
}

const missing = (shown: Partial<ResourceMetadata>, path: string): boolean =>
  (shown as Readonly<Record<string, unknown>>)[path.split('.')[0] ?? ''] === undefined

/** Files that the resource takes; of what nobody named, what it does not take is left out. */
function fittingFiles(
  { files, problems: known }: Candidate,
  type: ResourceType | null,
  linked: boolean,
  seen: ReadonlyMap<string, SeenContent>,
) {
  const fitting: CandidateFile[] = []
  const leftOut: CandidateFile[] = []
  const problems: ErrorDetail[] = []
  for (const file of files) {
    const content = seen.get(file.path)
    const inRole = fitting.filter(({ role }) => role === file.role).length
    const problem = type && content ? fileProblem(type, file, content, linked, inRole) : null
    if (!problem) fitting.push(file)
    else if (file.isOptional) leftOut.push(file)
    else problems.push(problem)
  }
  const needed = !linked && files.length === 0 && known.length === 0
  if (needed) problems.push(problemOf('files', 'missing', 'There is no file'))
  return { files: fitting, leftOut, problems }
}

function fileProblem(
  type: ResourceType,
  { role, path }: CandidateFile,
  { kind, mimeType }: SeenContent,
  linked: boolean,
  inRole: number,
): ErrorDetail | null {
  if (mimeType === 'text/html') return problemOf(`files.${role}`, 'html', path)
  if (kind === null) return null
  try {
    checkFile(type, role, kind, linked, inRole)
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [detail] = error.details ?? []
    return problemOf(`files.${role}`, detail?.code ?? 'kind', detail?.message ?? path)
  }
}
