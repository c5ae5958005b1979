import type { Post } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { ActivePost } from './principal.ts'

interface PostRecord {
  person_id: string
  id: string
  org_id: string
  org_name: string
  org_kind: Post['orgKind']
  org_path: string
  role: Post['role']
  from_day: string
  to_day: string | null
}

export type PostWithPath = ActivePost & { readonly personId: string }

/**
 * Posts of people with the organization they are at.
 * @param on only those in force on this day; null for all of them, past and future
 */
export async function postsOf(
  tx: EntityManager,
  personIds: readonly string[],
  on: string | null,
): Promise<PostWithPath[]> {
  const rows = (await tx.query(
    `select p.*, o.name as org_name, o.kind as org_kind, o.path as org_path
       from post p join organization o on o.id = p.org_id
      where p.person_id = any($1)
        and ($2::date is null or ($2::date >= p.from_day and ($2::date <= p.to_day or p.to_day is null)))
      order by p.from_day desc, p.id`,
    [personIds, on],
  )) as PostRecord[]
  return rows.map(toPost)
}

const toPost = (row: PostRecord): PostWithPath => ({
  personId: row.person_id,
  id: row.id,
  orgId: row.org_id,
  orgName: row.org_name,
  orgKind: row.org_kind,
  orgPath: row.org_path,
  role: row.role,
  from: row.from_day,
  to: row.to_day,
})

/** Posts that give rights now or will: not yet over on `today`. */
export const unfinished = (posts: readonly PostWithPath[], today: string): PostWithPath[] =>
  posts.filter((post) => post.to === null || post.to >= today)
