import { Injectable } from '@nestjs/common'
import type {
  Audience,
  Licence,
  PublishScope,
  ResourceMetadata,
  ResourceStanding,
  ResourceType,
  Subject,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Clock } from '../../../platform/clock.ts'
import { Database } from '../../../platform/database/database.ts'
import { isOpen } from './openness.rules.ts'

/** What a harvester or a feed is told of one resource. */
export interface OpenResource {
  readonly id: string
  readonly type: ResourceType
  readonly subject: Subject
  readonly changedAt: Date
  /** Null: it was open once and is no more. */
  readonly description: OpenDescription | null
}

export interface OpenDescription {
  readonly metadata: Omit<ResourceMetadata, 'nodeIds'> & { readonly audience: Audience }
  readonly versionNumber: number
  readonly createdAt: Date
  readonly publishedAt: Date
  readonly authorName: string
  readonly orgName: string
  readonly editionName: string | null
  /** First node of the curriculum tree, from volume to lesson. */
  readonly nodePath: readonly string[]
  readonly mimeTypes: readonly string[]
  readonly sizeBytes: number
  readonly durationMs: number | null
  readonly lineage: readonly { readonly kind: string; readonly title: string; readonly sourceId: string }[]
}

/** A place in the order of change; the next page begins after it. */
export interface Place {
  readonly changedAt: number
  readonly id: string
}

export interface Selection {
  readonly type?: ResourceType | undefined
  readonly subject?: Subject | undefined
  /** Both inclusive, ms, whole seconds. */
  readonly from?: number | undefined
  readonly until?: number | undefined
}

interface Facts {
  id: string
  versionId: string
  type: ResourceType
  subject: Subject
  standing: ResourceStanding
  scope: PublishScope
  licence: Licence
  minorsVisible: boolean
}

type Row = Omit<OpenResource, 'description'> &
  OpenDescription & { versionId: string | null; standing: ResourceStanding | null; scope: PublishScope }

/** Which resources strangers know of, since when, and which of them are gone. */
@Injectable()
export class OpenRecords {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Brings the records of these resources in step: called inside the transaction of every change of a resource. */
  async refresh(tx: EntityManager, resourceIds: readonly string[]): Promise<void> {
    const facts = await this.database.rows<Facts>(FACTS, [resourceIds], tx)
    const open = facts.filter(isOpen)
    const openIds = new Set(open.map(({ id }) => id))
    const closed = resourceIds.filter((id) => !openIds.has(id))
    const second = wholeSecond(this.clock.now())
    if (open.length > 0) await tx.query(OPEN, [JSON.stringify(open), second])
    if (closed.length > 0) await tx.query(CLOSE, [closed, second])
  }

  /** In the order of change. */
  async page(selection: Selection, after: Place | null, limit: number): Promise<OpenResource[]> {
    const { type, subject, from, until } = selection
    return this.described(
      await this.database.rows<Row>(`${RECORD} ${SELECTED} order by o.changed_at, o.resource_id limit $7`, [
        type ?? null,
        subject ?? null,
        dateOrNull(from),
        dateOrNull(until),
        after && new Date(after.changedAt),
        after?.id ?? null,
        limit,
      ]),
    )
  }

  async count({ type, subject, from, until }: Selection): Promise<number> {
    const parameters = [type ?? null, subject ?? null, dateOrNull(from), dateOrNull(until), null, null]
    const [row] = await this.database.rows<{ total: number }>(
      `select count(*)::int as total from open_record o ${SELECTED}`,
      parameters,
    )
    return row?.total ?? 0
  }

  /** @returns null for what was never open */
  async find(id: string): Promise<OpenResource | null> {
    const rows = await this.database.rows<Row>(`${RECORD} where o.resource_id = $1`, [id])
    return this.described(rows)[0] ?? null
  }

  /** The newest ones that are open now. */
  async newest(subject: Subject | null, grade: number | null, limit: number): Promise<OpenResource[]> {
    const rows = await this.database.rows<Row>(
      `${RECORD} where o.version_id is not null and ($1::text is null or o.subject = $1)
         and ($2::int is null or $2 between (v.metadata->>'gradeFrom')::int and (v.metadata->>'gradeTo')::int)
       order by r.published_at desc, o.resource_id limit $3`,
      [subject, grade, limit],
    )
    return this.described(rows).filter(({ description }) => description !== null)
  }

  /** When the first and the last record changed; null when there is none. */
  async span(): Promise<{ first: Date; last: Date } | null> {
    const [row] = await this.database.rows<{ first: Date | null; last: Date | null }>(
      'select min(changed_at) as first, max(changed_at) as last from open_record',
    )
    return row?.first && row.last ? { first: row.first, last: row.last } : null
  }

  /** Asks the rule once more: a record out of step is told as deleted, never as open. */
  private described(rows: readonly Row[]): OpenResource[] {
    return rows.map(({ id, type, subject, changedAt, versionId, standing, scope, ...description }) => {
      const { metadata } = description
      const open = versionId !== null && standing !== null && isOpen({ standing, scope, ...metadata })
      return { id, type, subject, changedAt, description: open ? description : null }
    })
  }
}

const wholeSecond = (moment: Date): Date => new Date(Math.floor(moment.getTime() / 1000) * 1000)

const dateOrNull = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms))

const FACTS = `
  select r.id, v.id as "versionId", r.type, r.standing, r.scope, v.metadata->>'subject' as subject,
         v.metadata->>'licence' as licence, coalesce((v.metadata->>'minorsVisible')::boolean, true) as "minorsVisible"
    from resource r join resource_version v on v.id = r.published_version_id
   where r.id = any($1)`

const OPEN = `
  insert into open_record (resource_id, version_id, type, subject, changed_at)
  select id, "versionId", type, subject, $2
    from jsonb_to_recordset($1::jsonb) as fact(id uuid, "versionId" uuid, type text, subject text)
  on conflict (resource_id) do update set version_id = excluded.version_id, type = excluded.type,
    subject = excluded.subject, changed_at = excluded.changed_at
   where open_record.version_id is distinct from excluded.version_id`

const CLOSE = `
  update open_record set version_id = null, changed_at = $2
   where resource_id = any($1) and version_id is not null`

const SELECTED = `
  where ($1::text is null or o.type = $1) and ($2::text is null or o.subject = $2)
    and ($3::timestamptz is null or o.changed_at >= $3) and ($4::timestamptz is null or o.changed_at <= $4)
    and ($5::timestamptz is null or (o.changed_at, o.resource_id) > ($5, $6::uuid))`

const RECORD = `
  select o.resource_id as id, o.type, o.subject, o.changed_at as "changedAt", o.version_id as "versionId", r.standing,
         r.scope, v.metadata, v.number as "versionNumber", v.created_at as "createdAt", r.published_at as "publishedAt",
         p.name as "authorName", org.name as "orgName", e.name as "editionName", coalesce(n.titles, '{}') as "nodePath",
         coalesce(f.types, '{}') as "mimeTypes", coalesce(f.size, 0)::float8 as "sizeBytes", f.duration as "durationMs",
         coalesce(made.sources, '[]') as lineage
    from open_record o
    left join resource r on r.id = o.resource_id and r.published_version_id = o.version_id
    left join resource_version v on v.id = o.version_id
    left join person p on p.id = r.author_id
    left join organization org on org.id = r.org_id
    left join lateral (
      select node.edition_id,
             (select array_agg(above.title order by length(above.path)) from curriculum_node above
               where above.id = any(string_to_array(trim(both '/' from node.path), '/')::uuid[])) as titles
        from resource_node link join curriculum_node node on node.id = link.node_id
       where link.version_id = v.id order by link.position limit 1
    ) n on true
    left join edition e on e.id = n.edition_id
    left join lateral (
      select sum(blob.size_bytes) as size, array_agg(distinct file.mime_type) as types,
             max((work.facts->>'durationMs')::float8) as duration
        from resource_file file join blob on blob.sha256 = file.blob_sha
        left join processing work on work.blob_sha = file.blob_sha
       where file.version_id = v.id and file.role <> 'licence'
    ) f on true
    left join lateral (
      -- Only what is told of itself: the name of a lesson or of a school's own resource stays inside.
      select jsonb_agg(jsonb_build_object('kind', l.kind, 'title', l.title, 'sourceId', l.source_id)) as sources
        from resource_lineage l join open_record known on known.resource_id = l.source_id and known.version_id is not null
       where l.resource_id = o.resource_id and l.kind = 'resource'
    ) made on true`
