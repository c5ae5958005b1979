import type { SessionState } from '@tongke/contract'
import { reaches, reachesAnything, scopeIn, type Rights, type Scope } from '../people/access.rules.ts'
import type { PersonPrincipal } from '../people/principal.ts'

/** What can be done to communities and sessions by right of a post. Taking part comes from being a member. */
export const RESEARCH_ACTIONS = [
  /** See communities, and sessions from the day they are scheduled. */
  'read',
  /** See those that are proposed only, and what was cancelled. */
  'read_proposed',
  /** Propose a session that the organization hosts. */
  'propose',
  /** Schedule, change and close sessions and communities that the organization hosts. */
  'lead',
] as const
export type ResearchAction = (typeof RESEARCH_ACTIONS)[number]

type RoleRights = Rights<ResearchAction>[keyof Rights<ResearchAction>]

const LEADER: RoleRights = { read: 'county', read_proposed: 'below', propose: 'below', lead: 'below' }
const BUREAU: RoleRights = { read: 'county', read_proposed: 'county', propose: 'county', lead: 'county' }

/** The whole table (domain §4.2, roles and data scope). */
export const RESEARCH_RIGHTS: Rights<ResearchAction> = {
  teacher: { read: 'county', propose: 'own' },
  trainer: { read: 'county', read_proposed: 'county', propose: 'own' },
  head: LEADER,
  coordinator: LEADER,
  researcher: BUREAU,
  officer: BUREAU,
  inspector: { read: 'county', read_proposed: 'county' },
  administrator: { read: 'county', read_proposed: 'county' },
}

export const researchScope = (viewer: PersonPrincipal, action: ResearchAction): Scope =>
  scopeIn(RESEARCH_RIGHTS, viewer, action)

export const mayDo = (viewer: PersonPrincipal, action: ResearchAction, orgPath: string): boolean =>
  reaches(researchScope(viewer, action), orgPath)

export const mayAnywhere = (viewer: PersonPrincipal, action: ResearchAction): boolean =>
  reachesAnything(researchScope(viewer, action))

/** What the rules need to know of a community. */
export interface CommunityFacts {
  readonly orgPath: string
  readonly leadId: string
}

export const leadsCommunity = (viewer: PersonPrincipal, { orgPath, leadId }: CommunityFacts): boolean =>
  (viewer.id === leadId && mayAnywhere(viewer, 'read')) || mayDo(viewer, 'lead', orgPath)

/** What the rules need to know of a session. */
export interface SessionFacts {
  readonly hostOrgPath: string
  readonly state: SessionState
  readonly proposedBy: string
  readonly mainPreparerId: string
  /** Lead of its community, when it has one. */
  readonly communityLeadId: string | null
  readonly memberIds: readonly string[]
}

/**
 * `leader`: those who lead the host, the bureau, the lead of the community; `organizer`: they, who proposed it and its
 * main preparer; `member`: takes part; `system`: time.
 */
export type SessionPart = 'leader' | 'organizer' | 'member' | 'system'

/** The parts somebody has in a session. Without a post in force there is none. */
export function partsOf(viewer: PersonPrincipal, session: SessionFacts): ReadonlySet<SessionPart> {
  const parts = new Set<SessionPart>()
  if (!mayAnywhere(viewer, 'read')) return parts
  const { id } = viewer
  if (id === session.communityLeadId || mayDo(viewer, 'lead', session.hostOrgPath)) parts.add('leader')
  if (parts.has('leader') || id === session.proposedBy || id === session.mainPreparerId)
    parts.add('organizer')
  if (session.memberIds.includes(id)) parts.add('member')
  return parts
}

/** States in which only those who are concerned see a session. */
export const QUIET_STATES: readonly SessionState[] = ['PROPOSED', 'CANCELLED']

export const maySee = (viewer: PersonPrincipal, session: SessionFacts): boolean =>
  partsOf(viewer, session).size > 0 ||
  (QUIET_STATES.includes(session.state)
    ? mayDo(viewer, 'read_proposed', session.hostOrgPath)
    : mayDo(viewer, 'read', session.hostOrgPath))
