import type { OrgKind, Role } from '@tongke/contract'
import { useMe } from '../../../lib/me.ts'

/** Whoever makes packs of their school; the server decides for itself. */
const MAKERS: readonly Role[] = ['teacher', 'trainer', 'researcher', 'head', 'coordinator', 'officer']
const WITH_SCHOOLS_BELOW: readonly OrgKind[] = ['bureau', 'centre', 'village']

export interface PackMaker {
  readonly orgId: string
  readonly orgName: string
  /** Whether other schools stand below it. */
  readonly hasBelow: boolean
}

/** Organizations for which the signed-in person can make packs. */
export function usePackMakers(): PackMaker[] {
  const me = useMe().data
  const posts = me?.kind === 'person' ? me.posts.filter(({ role }) => MAKERS.includes(role)) : []
  return [
    ...new Map(
      posts.map(({ orgId, orgName, orgKind }) => [
        orgId,
        { orgId, orgName, hasBelow: WITH_SCHOOLS_BELOW.includes(orgKind) },
      ]),
    ).values(),
  ]
}
