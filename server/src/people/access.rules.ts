import type { Role } from '@tongke/contract'
import type { Principal } from './principal.ts'

/** What can be done in this module, always to something that belongs to one organization. */
export const ACTIONS = [
  'organization.read',
  'organization.update',
  'organization.manage',
  'class.read',
  'class.manage',
  'person.read',
  'person.manage',
  'device.read',
  'device.manage',
  'audit.read',
] as const
export type Action = (typeof ACTIONS)[number]

/** How far a right reaches from the organization of the post: only it, it and all below, or the whole county. */
export type Reach = 'own' | 'below' | 'county'

/** A module's table of rights. What is not in it is refused. */
export type Rights<A extends string> = Readonly<Record<Role, Readonly<Partial<Record<A, Reach>>>>>

const LOCAL_ADMINISTRATION: Partial<Record<Action, Reach>> = {
  'organization.read': 'below',
  'organization.update': 'below',
  'class.read': 'below',
  'class.manage': 'below',
  'person.read': 'below',
  'person.manage': 'below',
  'device.read': 'below',
  'device.manage': 'below',
}

/** The whole table. Devices have no right here at all. */
export const RIGHTS: Rights<Action> = {
  administrator: {
    'organization.read': 'county',
    'organization.update': 'county',
    'organization.manage': 'county',
    'class.read': 'county',
    'class.manage': 'county',
    'person.read': 'county',
    'person.manage': 'county',
    'device.read': 'county',
    'device.manage': 'county',
    'audit.read': 'county',
  },
  officer: {
    'organization.read': 'county',
    'organization.update': 'county',
    'organization.manage': 'county',
    'class.read': 'county',
    'class.manage': 'county',
    'person.read': 'county',
    'person.manage': 'county',
    'device.read': 'county',
    'device.manage': 'county',
  },
  inspector: {
    'organization.read': 'county',
    'class.read': 'county',
    'person.read': 'county',
    'device.read': 'county',
    'audit.read': 'county',
  },
  researcher: { 'organization.read': 'county', 'class.read': 'county' },
  trainer: { 'organization.read': 'county', 'class.read': 'county' },
  head: LOCAL_ADMINISTRATION,
  coordinator: LOCAL_ADMINISTRATION,
  teacher: { 'organization.read': 'own', 'class.read': 'own' },
}

/** Organizations a principal reaches for an action: everything, or these paths (exact, or as a prefix). */
export type Scope =
  { readonly all: true } | { readonly all: false; readonly exact: string[]; readonly below: string[] }

/** What `rights` give to a principal for an action: the posts of a person, nothing to a device. */
export function scopeIn<A extends string>(rights: Rights<A>, principal: Principal, action: A): Scope {
  const exact: string[] = []
  const below: string[] = []
  for (const post of principal.kind === 'person' ? principal.posts : []) {
    const reach = rights[post.role][action]
    if (reach === 'county') return { all: true }
    if (reach === 'below') below.push(post.orgPath)
    if (reach === 'own') exact.push(post.orgPath)
  }
  return { all: false, exact, below }
}

/** @param orgPath path of the organization the thing belongs to */
export const reaches = (scope: Scope, orgPath: string): boolean =>
  scope.all || scope.exact.includes(orgPath) || scope.below.some((path) => orgPath.startsWith(path))

export const reachesAnything = (scope: Scope): boolean =>
  scope.all || scope.exact.length + scope.below.length > 0

export const scopeOf = (principal: Principal, action: Action): Scope => scopeIn(RIGHTS, principal, action)

/** @param orgPath path of the organization the thing belongs to */
export const may = (principal: Principal, action: Action, orgPath: string): boolean =>
  reaches(scopeOf(principal, action), orgPath)

/** Has the right somewhere: decides whether a list is empty by right or refused. */
export const mayAnywhere = (principal: Principal, action: Action): boolean =>
  reachesAnything(scopeOf(principal, action))

/** Roles of the bureau are given by the bureau, and the administrator's only by an administrator. */
export function mayGrant(principal: Principal, role: Role, orgPath: string): boolean {
  if (!may(principal, 'person.manage', orgPath)) return false
  return role !== 'administrator' || hasRole(principal, 'administrator')
}

export interface HeldPost {
  readonly role: Role
  readonly orgPath: string
}

/**
 * Identity, password and closing of a person touch all of that person's posts: whoever manages only some of them could
 * otherwise take over the others.
 */
export const mayManageWholePerson = (principal: Principal, held: readonly HeldPost[]): boolean =>
  held.length === 0
    ? scopeOf(principal, 'person.manage').all
    : held.every((post) => mayGrant(principal, post.role, post.orgPath))

export const hasRole = (principal: Principal, ...roles: Role[]): boolean =>
  principal.kind === 'person' && principal.posts.some((post) => roles.includes(post.role))
