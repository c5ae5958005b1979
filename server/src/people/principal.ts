import type { Post } from '@tongke/contract'

/** A person who signed in, with the posts in force today. */
export interface PersonPrincipal {
  readonly kind: 'person'
  readonly id: string
  readonly name: string
  readonly sessionId: string
  readonly posts: readonly ActivePost[]
  readonly mustChangePassword: boolean
}

/** A post in force, with the path of its organization so that rules need no look-up. */
export interface ActivePost extends Post {
  readonly orgPath: string
}

/** A room's PC: acts as its room only. */
export interface DevicePrincipal {
  readonly kind: 'device'
  readonly id: string
  readonly name: string
  readonly deviceKind: 'lecture' | 'listen' | 'mobile'
  readonly orgId: string
  readonly orgName: string
  readonly classId: string | null
  readonly className: string | null
}

export type Principal = PersonPrincipal | DevicePrincipal
