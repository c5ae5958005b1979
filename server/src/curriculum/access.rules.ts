import type { Role } from '@tongke/contract'
import type { Reach } from '../people/access.rules.ts'
import type { Principal } from '../people/principal.ts'

/** Reading the tree and the textbooks is for everybody who is signed in, room devices too. */
export type Action = 'tree.manage' | 'textbook.set'

/** The whole table. What is not in it is refused. */
export const RIGHTS: Record<Role, Partial<Record<Action, Reach>>> = {
  administrator: { 'tree.manage': 'county', 'textbook.set': 'county' },
  officer: { 'tree.manage': 'county', 'textbook.set': 'county' },
  researcher: { 'tree.manage': 'county' },
  head: { 'textbook.set': 'below' },
  coordinator: { 'textbook.set': 'below' },
  inspector: {},
  trainer: {},
  teacher: {},
}

/** @param orgPath path of the school it is about; the tree itself belongs to the county */
export const may = (who: Principal, action: Action, orgPath = '/'): boolean =>
  who.kind === 'person' &&
  who.posts.some((post) => {
    const reach = RIGHTS[post.role][action]
    if (reach === 'county') return true
    return reach === 'below' ? orgPath.startsWith(post.orgPath) : orgPath === post.orgPath && reach === 'own'
  })
