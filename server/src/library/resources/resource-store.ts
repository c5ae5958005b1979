import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type FileKind,
  type FileRole,
  type ReviewDecision,
  type ReviewLevel,
  type VersionState,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { CurriculumTree } from '../../curriculum/curriculum-tree.ts'
import { Database } from '../../platform/database/database.ts'
import type { NodeFact } from './metadata.rules.ts'
import type { ResourceFacts } from './resource-access.rules.ts'
import { ResourceVersionRow } from './resource.entity.ts'

/** A resource as the rules need it, with what its life after publication hangs on. */
export interface StoredResource extends ResourceFacts {
  readonly reason: string | null
  readonly withdrawnAt: Date | null
  readonly publishedAt: Date | null
}

export interface StoredFile {
  readonly id: string
  readonly role: FileRole
  readonly position: number
  readonly name: string
  readonly kind: FileKind
  readonly mimeType: string
  readonly blobSha: string
  /** Null: there is nothing to do with such a file. */
  readonly processing: 'QUEUED' | 'RUNNING' | 'READY' | 'FAILED' | 'CANCELLED' | null
}

export interface StoredReview {
  readonly level: ReviewLevel
  readonly reviewerId: string
  readonly decision: ReviewDecision
  readonly round: number
}

/** States of a version that is worked on or reviewed; at most one at a time. */
export const OPEN_STATES: readonly VersionState[] = [
  'DRAFT',
  'SELF_REVIEWED',
  'SCHOOL_REVIEW',
  'CITY_REVIEW',
  'REJECTED',
]

/** Columns of `StoredResource` from `resource r join organization o`. */
export const RESOURCE_COLUMNS = `r.id, r.type, r.author_id as "authorId", r.org_id as "orgId", o.path as "orgPath",
  o.kind as "orgKind", r.standing, r.scope, r.held, r.published_version_id as "publishedVersionId",
  r.reason, r.withdrawn_at as "withdrawnAt", r.published_at as "publishedAt"`

/** Rows of resources and their versions. */
@Injectable()
export class ResourceStore {
  constructor(
    private readonly database: Database,
    private readonly tree: CurriculumTree,
  ) {}

  /** @throws Refusal not_found */
  async read(id: string, tx: EntityManager = this.database.manager, lock = ''): Promise<StoredResource> {
    const [row] = await this.database.rows<StoredResource>(
      `select ${RESOURCE_COLUMNS} from resource r join organization o on o.id = r.org_id where r.id = $1 ${lock}`,
      [id],
      tx,
    )
    if (!row) throw new Refusal('not_found')
    return row
  }

  /** The resource, locked with all its versions until the transaction ends: whoever changes any of it comes here first. */
  lock(tx: EntityManager, id: string): Promise<StoredResource> {
    return this.read(id, tx, 'for update of r')
  }

  /** Newest first. */
  versions(resourceId: string, tx: EntityManager = this.database.manager): Promise<ResourceVersionRow[]> {
    return tx.find(ResourceVersionRow, { where: { resourceId }, order: { number: 'DESC' } })
  }

  async nodeIds(versionId: string, tx: EntityManager = this.database.manager): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      'select node_id as id from resource_node where version_id = $1 order by position',
      [versionId],
      tx,
    )
    return rows.map(({ id }) => id)
  }

  /** What the curriculum tree has of these nodes and still uses. */
  async nodes(ids: readonly string[], today: string): Promise<Map<string, NodeFact>> {
    const nodes = await this.tree.nodes(ids)
    return new Map(
      nodes.filter(({ closedOn }) => closedOn === null || closedOn > today).map((node) => [node.id, node]),
    )
  }

  files(versionId: string, tx: EntityManager = this.database.manager): Promise<StoredFile[]> {
    return this.database.rows<StoredFile>(
      `select f.id, f.role, f.position, f.name, f.kind, f.mime_type as "mimeType", f.blob_sha as "blobSha",
              p.state as processing
         from resource_file f left join processing p on p.blob_sha = f.blob_sha
        where f.version_id = $1 order by f.role, f.position`,
      [versionId],
      tx,
    )
  }

  /** What was decided about a version, in all rounds. */
  reviews(versionId: string, tx: EntityManager = this.database.manager): Promise<StoredReview[]> {
    return this.database.rows<StoredReview>(
      `select level, reviewer_id as "reviewerId", decision, round from review_record
        where version_id = $1 order by at, id`,
      [versionId],
      tx,
    )
  }
}

/** The submission that a version is in, 0 before the first: each begins with the author's own review. */
export const roundOf = (reviews: readonly StoredReview[]): number =>
  reviews.filter(({ level }) => level === 'SELF').length
