import { Injectable } from '@nestjs/common'
import type { ResourceCard, ResourceMetadata } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'

type Card = Omit<
  ResourceCard,
  'title' | 'description' | 'subject' | 'gradeFrom' | 'gradeTo' | 'licence' | 'publishedAt'
> & {
  versionId: string
  metadata: Pick<ResourceMetadata, 'title' | 'description' | 'subject' | 'gradeFrom' | 'gradeTo' | 'licence'>
  publishedAt: Date | null
}

/** Names of a picture that stands for a file, best first. */
const POSTERS = ['poster.jpg', 'page-1-small.webp', 'medium.webp', 'small.webp']

/** Six years of primary school unless a node of the 五四 system says otherwise. */
export const LAST_PRIMARY_GRADE = 6

/** A mean of fewer ratings than this says nothing. */
const FEWEST_RATINGS = 3

const CARD = `
  select v.id as "versionId", r.id, r.type, v.metadata,
         coalesce(n.stage, case when (v.metadata->>'gradeTo')::int <= ${LAST_PRIMARY_GRADE} then 'primary' else 'junior' end) as stage,
         coalesce(n.titles, '{}') as "nodePath", e.name as "editionName", p.name as "authorName", o.name as "orgName",
         f.duration as "durationMs", f.pages, coalesce(f.size, 0) as "sizeBytes", c.poster,
         r.standing, r.published_at as "publishedAt", (select count(*) from play where play.resource_id = r.id) as views,
         (select round(avg(value), 1)::float8 from rating where rating.resource_id = r.id having count(*) >= ${FEWEST_RATINGS}) as rating
    from resource_version v
    join resource r on r.id = v.resource_id
    join person p on p.id = r.author_id
    join organization o on o.id = r.org_id
    left join lateral (
      select node.stage, node.edition_id,
             (select array_agg(above.title order by length(above.path)) from curriculum_node above
               where above.id = any(string_to_array(trim(both '/' from node.path), '/')::uuid[])) as titles
        from resource_node link join curriculum_node node on node.id = link.node_id
       where link.version_id = v.id order by link.position limit 1
    ) n on true
    left join edition e on e.id = n.edition_id
    left join lateral (
      select sum(blob.size_bytes)::bigint as size, max((work.facts->>'durationMs')::float8)::bigint as duration,
             max((work.facts->>'pages')::float8)::int as pages
        from resource_file file join blob on blob.sha256 = file.blob_sha
        left join processing work on work.blob_sha = file.blob_sha
       where file.version_id = v.id and file.role <> 'licence'
    ) f on true
    left join lateral (
      select jsonb_build_object('fileId', file.id, 'name', made.name) as poster
        from resource_file file join rendition made on made.source_sha = file.blob_sha and made.name = any($2)
       where file.version_id = v.id and file.role <> 'licence'
       order by array_position(array['main', 'recording', 'courseware'], file.role) nulls last, array_position($2, made.name)
       limit 1
    ) c on true
   where v.id = any($1)`

/** What lists show of a resource, in the words of one of its versions. */
@Injectable()
export class ResourceCards {
  constructor(private readonly database: Database) {}

  /** By the id of the version. */
  async of(
    versionIds: readonly string[],
    tx: EntityManager = this.database.manager,
  ): Promise<Map<string, ResourceCard>> {
    const rows = await this.database.rows<Card>(CARD, [versionIds, POSTERS], tx)
    return new Map(rows.map(entryOf))
  }

  /** For statements that name versions which exist. */
  async one(versionId: string): Promise<ResourceCard> {
    return cardIn(await this.of([versionId]), versionId)
  }
}

export function cardIn(cards: ReadonlyMap<string, ResourceCard>, versionId: string): ResourceCard {
  const card = cards.get(versionId)
  if (!card) throw new Error(`No version ${versionId}`)
  return card
}

function entryOf({ versionId, metadata, publishedAt, ...row }: Card): [string, ResourceCard] {
  const { title, description, subject, gradeFrom, gradeTo, licence } = metadata
  const card = {
    ...row,
    title,
    description,
    subject,
    gradeFrom,
    gradeTo,
    licence,
    publishedAt: publishedAt?.getTime() ?? null,
  }
  return [versionId, card]
}
