import type { Role } from '@tongke/contract'
import type { Viewer } from '../lesson-access.rules.ts'

const ANSWERING: readonly Role[] = ['head', 'coordinator']

/** Its school speaks for a class, or the school above that runs it; the bureau does not. @param orgPath of the class's school */
export const mayAnswerFor = (viewer: Viewer, orgPath: string): boolean =>
  viewer.kind === 'person' &&
  viewer.posts.some(
    (post) => ANSWERING.includes(post.role) && post.orgKind !== 'bureau' && orgPath.startsWith(post.orgPath),
  )
