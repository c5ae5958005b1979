import type { ProgrammeAudience, ProgrammeState } from '@tongke/contract'
import { reaches, reachesAnything, scopeIn, type Rights, type Scope } from '../../people/access.rules.ts'
import type { ActivePost, PersonPrincipal } from '../../people/principal.ts'

/** What can be done by right of a post. Leading a programme comes from being named in it. */
export const PROGRAMME_ACTIONS = [
  'create',
  /** Everything its trainers may do. */
  'manage',
  /** Plans that nobody was shown yet. */
  'read_planned',
  /** Say who of the organization's people gets a place. */
  'decide',
] as const
export type ProgrammeAction = (typeof PROGRAMME_ACTIONS)[number]

type RoleRights = Rights<ProgrammeAction>[keyof Rights<ProgrammeAction>]
const LEADER: RoleRights = { create: 'own', manage: 'own', decide: 'below' }

/** The whole table (domain §4.2). Every person may read what is shown; devices have no row. */
export const PROGRAMME_RIGHTS: Rights<ProgrammeAction> = {
  teacher: {},
  trainer: { create: 'own' },
  researcher: { create: 'own', read_planned: 'county' },
  head: LEADER,
  coordinator: LEADER,
  officer: { create: 'county', manage: 'county', read_planned: 'county', decide: 'county' },
  inspector: { read_planned: 'county' },
  administrator: { read_planned: 'county' },
}

/** What the rules need to know of a programme. */
export interface ProgrammeFacts {
  readonly id: string
  readonly orgPath: string
  readonly authorId: string
  readonly trainerIds: readonly string[]
  readonly state: ProgrammeState
}

export const programmeScope = (viewer: PersonPrincipal, action: ProgrammeAction): Scope =>
  scopeIn(PROGRAMME_RIGHTS, viewer, action)

const mayDo = (viewer: PersonPrincipal, action: ProgrammeAction, orgPath: string): boolean =>
  reaches(programmeScope(viewer, action), orgPath)

export const mayCreate = (viewer: PersonPrincipal, orgPath: string): boolean =>
  mayDo(viewer, 'create', orgPath)

/** Author and trainers, wherever they serve by now, and whoever manages for the organization that gives it. */
export const leads = (viewer: PersonPrincipal, programme: ProgrammeFacts): boolean =>
  viewer.id === programme.authorId ||
  programme.trainerIds.includes(viewer.id) ||
  mayDo(viewer, 'manage', programme.orgPath)

export const maySee = (viewer: PersonPrincipal, programme: ProgrammeFacts): boolean =>
  programme.state !== 'PLANNED' ||
  leads(viewer, programme) ||
  mayDo(viewer, 'read_planned', programme.orgPath)

export const decidesSomewhere = (viewer: PersonPrincipal): boolean =>
  reachesAnything(programmeScope(viewer, 'decide'))

/** Nobody decides about oneself. */
export const mayDecideFor = (
  viewer: PersonPrincipal,
  asking: { personId: string; orgPath: string },
): boolean => viewer.id !== asking.personId && mayDo(viewer, 'decide', asking.orgPath)

/** A host school signs through those who lead it; nobody signs one's own day. */
export const maySign = (viewer: PersonPrincipal, hostPath: string | null): boolean =>
  hostPath !== null && mayDo(viewer, 'manage', hostPath) && mayDo(viewer, 'decide', hostPath)

const STAFF: readonly string[] = ['teacher', 'head', 'coordinator']

/** The post by which somebody belongs to the audience; undefined: to none. @param isRural of the post's school */
export const postFor = (
  posts: readonly ActivePost[],
  audience: ProgrammeAudience,
  isRural: (orgId: string) => boolean,
): ActivePost | undefined =>
  posts.find(({ role, orgId }) => {
    if (audience === 'principals') return role === 'head'
    if (audience === 'everybody') return STAFF.includes(role)
    return role === 'teacher' && (audience === 'teachers' || isRural(orgId))
  })
