import type { Role, ScaleState } from '@tongke/contract'
import { reaches, reachesAnything, scopeIn, type Rights } from '../../people/access.rules.ts'
import type { PersonPrincipal } from '../../people/principal.ts'

export const SCALE_ACTIONS = ['read', 'create', 'manage'] as const
export type ScaleAction = (typeof SCALE_ACTIONS)[number]

/** Whoever teaches reads scales; whoever leads teaching makes them, for the own unit and those below, or for the county. */
export const SCALE_RIGHTS: Rights<ScaleAction> = {
  teacher: { read: 'county' },
  head: { read: 'county', create: 'own', manage: 'below' },
  coordinator: { read: 'county', create: 'own', manage: 'below' },
  researcher: { read: 'county', create: 'own', manage: 'county' },
  trainer: { read: 'county', create: 'own', manage: 'own' },
  officer: { read: 'county', create: 'own', manage: 'county' },
  inspector: { read: 'county' },
  administrator: { read: 'county' },
}

export interface ScaleFacts {
  readonly orgPath: string
  readonly authorId: string
  readonly state: ScaleState
}

export const readsScales = (who: PersonPrincipal): boolean =>
  reachesAnything(scopeIn(SCALE_RIGHTS, who, 'read'))

/** The post by which somebody begins a scale; its organization is the scale's. */
export const makingPost = (who: PersonPrincipal) =>
  who.posts.find(({ role }: { role: Role }) => SCALE_RIGHTS[role].create !== undefined)

export const manages = (who: PersonPrincipal, { orgPath, authorId }: Omit<ScaleFacts, 'state'>): boolean =>
  (who.id === authorId && makingPost(who) !== undefined) ||
  reaches(scopeIn(SCALE_RIGHTS, who, 'manage'), orgPath)

/** A draft is its makers' alone. */
export const maySee = (who: PersonPrincipal, scale: ScaleFacts): boolean =>
  readsScales(who) && (scale.state !== 'DRAFT' || manages(who, scale))

export interface ScaleCan {
  readonly edit: boolean
  readonly publish: boolean
  readonly revise: boolean
  readonly retire: boolean
}

/** @param hasDraft the next version is being written already */
export function canDo(who: PersonPrincipal, scale: ScaleFacts, hasDraft: boolean): ScaleCan {
  const mine = manages(who, scale)
  const isDraft = scale.state === 'DRAFT'
  return {
    edit: mine && isDraft,
    publish: mine && isDraft,
    revise: mine && !isDraft && !hasDraft,
    retire: mine && scale.state === 'PUBLISHED',
  }
}
