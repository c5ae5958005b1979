import { Injectable } from '@nestjs/common'
import type { PackFlaw, ResourceMetadata } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Database } from '../../platform/database/database.ts'
import { ROLE_ORDER } from '../files/file.rules.ts'
import type { ResourceFacts } from '../resources/resource-access.rules.ts'
import { RESOURCE_COLUMNS, type StoredResource } from '../resources/resource-store.ts'
import { flawOf, type PackPlace } from './pack-access.rules.ts'
import { PACKED_RENDITIONS, planResource, type PlannedResource, type SourceFile } from './pack-plan.rules.ts'

type Metadata = Pick<ResourceMetadata, 'title' | 'subject' | 'gradeFrom' | 'gradeTo' | 'licence'>

interface SourceRow extends StoredResource {
  metadata: Metadata
  authorName: string
  orgName: string
  files: SourceFile[]
}

/** A resource as a pack sees it: planned, or why it cannot be in one. */
export interface Candidate {
  readonly resource: ResourceFacts
  readonly title: string
  readonly planned: PlannedResource | null
  readonly flaw: PackFlaw | null
}

const SOURCES = `
  select ${RESOURCE_COLUMNS}, v.metadata, p.name as "authorName", o.name as "orgName", f.files
    from resource r
    join organization o on o.id = r.org_id
    join person p on p.id = r.author_id
    join resource_version v on v.id = r.published_version_id
    left join lateral (
      select coalesce(jsonb_agg(jsonb_build_object(
               'role', file.role, 'name', file.name, 'kind', file.kind, 'blobSha', file.blob_sha,
               'durationMs', (work.facts->>'durationMs')::float8::int, 'isReady', work.state = 'READY',
               'renditions', made.list, 'subtitles', said.list)
               order by array_position($2, file.role), file.position), '[]') as files
        from resource_file file
        left join processing work on work.blob_sha = file.blob_sha
        left join lateral (
          select coalesce(jsonb_agg(jsonb_build_object('name', m.name, 'sha256', m.blob_sha, 'mediaType', m.mime_type,
                   'bytes', b.size_bytes)), '[]') as list
            from rendition m join blob b on b.sha256 = m.blob_sha
           where m.source_sha = file.blob_sha and (m.name = any($3) or m.name ~ '^page-[0-9]+[.]webp$')
        ) made on true
        left join lateral (
          select coalesce(jsonb_agg(jsonb_build_object('language', s.language, 'vtt', s.vtt) order by s.language desc), '[]') as list
            from subtitle s where s.blob_sha = file.blob_sha
        ) said on true
       where file.version_id = v.id and file.role <> 'licence'
    ) f on true
   where r.id = any($1)`

/** What published resources can give to a pack. */
@Injectable()
export class PackContents {
  constructor(private readonly database: Database) {}

  /** In the order of `ids`; null for what was never published. */
  async candidates(
    ids: readonly string[],
    pack: Pick<PackPlace, 'orgId' | 'forBelow'>,
    tx: EntityManager = this.database.manager,
  ): Promise<(Candidate | null)[]> {
    const rows = await this.database.rows<SourceRow>(SOURCES, [ids, ROLE_ORDER, PACKED_RENDITIONS], tx)
    const byId = new Map(rows.map((row) => [row.id, row]))
    return ids.map((id, position) => {
      const row = byId.get(id)
      return row ? candidateOf(row, position, pack) : null
    })
  }
}

function candidateOf(
  row: SourceRow,
  position: number,
  pack: Pick<PackPlace, 'orgId' | 'forBelow'>,
): Candidate {
  const { metadata, files, authorName, orgName, id, type } = row
  const { title, subject, gradeFrom, gradeTo, licence } = metadata
  const shared = { resource: row, title }
  const flaw = flawOf(row, licence, pack)
  if (flaw) return { ...shared, planned: null, flaw }
  const facts = { id, title, type, subject, gradeFrom, gradeTo, licence, authorName, orgName }
  const planned = planResource({ facts, files }, position)
  return typeof planned === 'string'
    ? { ...shared, planned: null, flaw: planned }
    : { ...shared, planned, flaw: null }
}
