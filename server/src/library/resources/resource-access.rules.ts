import type { OrgKind, PublishScope, ResourceStanding, ResourceType, VersionState } from '@tongke/contract'
import { reaches, scopeIn, type Rights, type Scope } from '../../people/access.rules.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'

/** What can be done to a resource by right of a post. Writing it is the author's alone and in no table. */
export const RESOURCE_ACTIONS = [
  'create',
  /** What is published for its own school alone. */
  'read_school',
  /** What is published for the county. */
  'read_county',
  'read_school_review',
  'read_city_review',
  'read_rejected',
  /** Offline, taken down, archived, and what a newer version replaced. */
  'read_withdrawn',
  'review_school',
  'review_city',
  /** Take down, explain, take offline, restore, archive. */
  'govern',
] as const
export type ResourceAction = (typeof RESOURCE_ACTIONS)[number]

type RoleRights = Rights<ResourceAction>[keyof Rights<ResourceAction>]

/** A school's head and coordinator vouch for it and for all below: a centre for its village schools and points. */
const SCHOOL_REVIEWER: RoleRights = {
  create: 'own',
  read_school: 'below',
  read_county: 'county',
  read_school_review: 'below',
  read_city_review: 'below',
  read_rejected: 'below',
  read_withdrawn: 'below',
  review_school: 'below',
}

const READS_EVERYTHING: RoleRights = {
  read_school: 'county',
  read_county: 'county',
  read_school_review: 'county',
  read_city_review: 'county',
  read_rejected: 'county',
  read_withdrawn: 'county',
}

const MEMBER: RoleRights = { create: 'own', read_school: 'own', read_county: 'county' }

/** The whole table (domain §3.6). A draft is in no row: only its author sees it. */
export const RESOURCE_RIGHTS: Rights<ResourceAction> = {
  teacher: MEMBER,
  trainer: MEMBER,
  head: SCHOOL_REVIEWER,
  coordinator: SCHOOL_REVIEWER,
  researcher: { ...MEMBER, read_city_review: 'county', read_rejected: 'county', review_city: 'county' },
  officer: { ...READS_EVERYTHING, create: 'own', review_city: 'county', govern: 'county' },
  inspector: READS_EVERYTHING,
  administrator: { ...READS_EVERYTHING, govern: 'county' },
}

/** What the rules need to know of a resource. */
export interface ResourceFacts {
  readonly id: string
  readonly type: ResourceType
  readonly authorId: string
  readonly orgId: string
  readonly orgPath: string
  readonly orgKind: OrgKind
  readonly standing: ResourceStanding
  /** Whom the published version is for. */
  readonly scope: PublishScope
  /** Only the bureau may bring it back. */
  readonly held: boolean
  readonly publishedVersionId: string | null
}

export interface VersionFacts {
  readonly id: string
  readonly state: VersionState
}

export const resourceScope = (viewer: Principal, action: ResourceAction): Scope =>
  scopeIn(RESOURCE_RIGHTS, viewer, action)

export const mayDo = (viewer: Principal, action: ResourceAction, orgPath: string): boolean =>
  reaches(resourceScope(viewer, action), orgPath)

export const isAuthor = (viewer: Principal, { authorId }: Pick<ResourceFacts, 'authorId'>): boolean =>
  viewer.kind === 'person' && viewer.id === authorId

/** A classroom PC reads what its school may read. */
export function readsPublished(viewer: Principal, { scope, orgId, orgPath }: ResourceFacts): boolean {
  if (viewer.kind === 'device') return scope === 'county' || viewer.orgId === orgId
  return mayDo(viewer, scope === 'county' ? 'read_county' : 'read_school', orgPath)
}

const READ_OF_STATE: Record<VersionState, ResourceAction | null> = {
  DRAFT: null,
  SELF_REVIEWED: null,
  SCHOOL_REVIEW: 'read_school_review',
  CITY_REVIEW: 'read_city_review',
  REJECTED: 'read_rejected',
  PUBLISHED: 'read_withdrawn',
  SCHOOL_PUBLISHED: 'read_withdrawn',
  SUPERSEDED: 'read_withdrawn',
}

const isLive = (resource: ResourceFacts, version: VersionFacts): boolean =>
  resource.standing === 'ONLINE' && version.id === resource.publishedVersionId

/** Sees a version for its own sake, published or not: author, reviewers, the bureau. They see its whole file list too. */
export function seesAsInsider(viewer: Principal, resource: ResourceFacts, version: VersionFacts): boolean {
  if (isAuthor(viewer, resource)) return true
  const action = READ_OF_STATE[version.state]
  return action !== null && mayDo(viewer, action, resource.orgPath)
}

export const maySeeVersion = (viewer: Principal, resource: ResourceFacts, version: VersionFacts): boolean =>
  (isLive(resource, version) && readsPublished(viewer, resource)) || seesAsInsider(viewer, resource, version)

export type ActorPart = 'author' | 'school_reviewer' | 'city_reviewer' | 'bureau' | 'system'

/** The parts somebody has in the life of a resource. An author is no reviewer of it, whatever the posts. */
export function partsOf(viewer: PersonPrincipal, resource: ResourceFacts): ReadonlySet<ActorPart> {
  const parts = new Set<ActorPart>()
  const author = isAuthor(viewer, resource)
  if (author) parts.add('author')
  if (!author && mayDo(viewer, 'review_school', resource.orgPath)) parts.add('school_reviewer')
  if (!author && mayDo(viewer, 'review_city', resource.orgPath)) parts.add('city_reviewer')
  if (mayDo(viewer, 'govern', resource.orgPath)) parts.add('bureau')
  return parts
}
