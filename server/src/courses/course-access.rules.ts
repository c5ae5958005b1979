import type { CourseState, OrgKind } from '@tongke/contract'
import { reaches, reachesAnything, scopeIn, type Rights, type Scope } from '../people/access.rules.ts'
import type { PersonPrincipal, Principal } from '../people/principal.ts'

/** What can be done to a course, or for a class, by right of a post. Teaching a course comes from being named in it. */
export const COURSE_ACTIONS = [
  'create',
  /** Everything its teachers may do, for the school's own courses. */
  'manage',
  /** Courses that are open, running or closed. */
  'read',
  /** Those on their way there. */
  'read_proposed',
  'review',
  /** Close it from outside the school. */
  'govern',
  /** Progress and questions of all its classes. */
  'read_figures',
  /** Subscribe, teach and ask for classes of the organization. */
  'learn',
] as const
export type CourseAction = (typeof COURSE_ACTIONS)[number]

type RoleRights = Rights<CourseAction>[keyof Rights<CourseAction>]

const LEADER: RoleRights = { create: 'own', manage: 'below', read: 'county', learn: 'below' }
const READS_EVERYTHING: RoleRights = { read: 'county', read_proposed: 'county', read_figures: 'county' }

/** The whole table (domain §4.6). A draft that nobody proposed is in no row: only its school sees it. */
export const COURSE_RIGHTS: Rights<CourseAction> = {
  teacher: { create: 'own', read: 'county', learn: 'own' },
  trainer: { read: 'county' },
  head: LEADER,
  coordinator: LEADER,
  researcher: { ...READS_EVERYTHING, review: 'county' },
  officer: { ...READS_EVERYTHING, review: 'county', govern: 'county' },
  inspector: READS_EVERYTHING,
  administrator: { ...READS_EVERYTHING, govern: 'county' },
}

/** A strong school gives a course: in town, or the centre of a township. Whether it is strong enough the bureau says. */
const GIVING: readonly OrgKind[] = ['urban', 'centre']

/** What the rules need to know of a course. */
export interface CourseFacts {
  readonly id: string
  readonly orgId: string
  readonly orgPath: string
  readonly authorId: string
  readonly teacherIds: readonly string[]
  readonly state: CourseState
  /** It was before the bureau at least once. */
  readonly wasProposed: boolean
}

export const PUBLIC_STATES: readonly CourseState[] = ['OPEN', 'RUNNING', 'CLOSED']
/** States in which a class may subscribe, learn and ask. */
export const LEARNING_STATES: readonly CourseState[] = ['OPEN', 'RUNNING']

export const courseScope = (viewer: Principal, action: CourseAction): Scope =>
  scopeIn(COURSE_RIGHTS, viewer, action)

export const mayDo = (viewer: Principal, action: CourseAction, orgPath: string): boolean =>
  reaches(courseScope(viewer, action), orgPath)

export const mayCreate = (viewer: Principal, org: { path: string; kind: OrgKind }): boolean =>
  GIVING.includes(org.kind) && mayDo(viewer, 'create', org.path)

const isNamed = (viewer: Principal, { authorId, teacherIds }: CourseFacts): boolean =>
  viewer.kind === 'person' && (viewer.id === authorId || teacherIds.includes(viewer.id))

/** Author and teachers while they serve at its school, and those who lead the school: a course is the school's. */
export const isEditor = (viewer: Principal, course: CourseFacts): boolean =>
  (isNamed(viewer, course) && mayDo(viewer, 'create', course.orgPath)) ||
  mayDo(viewer, 'manage', course.orgPath)

export function maySee(viewer: Principal, course: CourseFacts): boolean {
  if (PUBLIC_STATES.includes(course.state))
    return viewer.kind === 'device' || mayDo(viewer, 'read', course.orgPath) || isEditor(viewer, course)
  const wasShown = course.state !== 'DRAFT' || course.wasProposed
  return isEditor(viewer, course) || (wasShown && mayDo(viewer, 'read_proposed', course.orgPath))
}

/** Sees what classes of all schools learnt and asked. */
export const readsFigures = (viewer: Principal, course: CourseFacts): boolean =>
  isEditor(viewer, course) || mayDo(viewer, 'read_figures', course.orgPath)

/** Acts for a class: its school's people, those above it; a room for the class that sits in it. */
export const speaksFor = (viewer: Principal, aClass: { id: string; orgPath: string }): boolean =>
  viewer.kind === 'device' ? viewer.classId === aClass.id : mayDo(viewer, 'learn', aClass.orgPath)

/** There may be classes that the viewer could bring in. */
export const bringsClasses = (viewer: Principal): boolean => reachesAnything(courseScope(viewer, 'learn'))

export type CoursePart = 'editor' | 'reviewer' | 'bureau' | 'system'

/** The parts somebody has in the life of a course. Nobody reviews a course they are named in, whatever the posts. */
export function partsOf(viewer: PersonPrincipal, course: CourseFacts): ReadonlySet<CoursePart> {
  const parts = new Set<CoursePart>()
  if (isEditor(viewer, course)) parts.add('editor')
  if (!isNamed(viewer, course) && mayDo(viewer, 'review', course.orgPath)) parts.add('reviewer')
  if (mayDo(viewer, 'govern', course.orgPath)) parts.add('bureau')
  return parts
}

/** Would review it, were it not their own. */
export const reviewsOwn = (viewer: PersonPrincipal, course: CourseFacts): boolean =>
  isNamed(viewer, course) && mayDo(viewer, 'review', course.orgPath)
