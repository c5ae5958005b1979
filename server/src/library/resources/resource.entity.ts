import type {
  FileKind,
  FileRole,
  PublishScope,
  ResourceMetadata,
  ResourceStanding,
  ResourceType,
  ReviewDecision,
  ReviewLevel,
  ReviewVerdict,
  VersionState,
} from '@tongke/contract'
import { Column, Entity, PrimaryColumn } from 'typeorm'

@Entity('resource')
export class ResourceRow {
  @PrimaryColumn('uuid') id!: string
  @Column('text') type!: ResourceType
  @Column('uuid', { name: 'org_id' }) orgId!: string
  @Column('uuid', { name: 'author_id' }) authorId!: string
  @Column('text') standing!: ResourceStanding
  @Column('text') scope!: PublishScope
  @Column('uuid', { name: 'published_version_id', nullable: true }) publishedVersionId!: string | null
  @Column('timestamptz', { name: 'published_at', nullable: true }) publishedAt!: Date | null
  @Column('text', { nullable: true }) reason!: string | null
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true }) withdrawnAt!: Date | null
  @Column('boolean') held!: boolean
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
}

@Entity('resource_lineage')
export class ResourceLineageRow {
  @PrimaryColumn('uuid', { name: 'resource_id' }) resourceId!: string
  @PrimaryColumn('text') kind!: 'lesson' | 'recording' | 'resource' | 'research'
  @PrimaryColumn('uuid', { name: 'source_id' }) sourceId!: string
  @Column('text') title!: string
}

/** Metadata as stored: the nodes are rows of their own. */
export type StoredMetadata = Omit<ResourceMetadata, 'nodeIds'>

@Entity('resource_version')
export class ResourceVersionRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'resource_id' }) resourceId!: string
  @Column('integer') number!: number
  @Column('text') state!: VersionState
  @Column('text') scope!: PublishScope
  @Column('jsonb') metadata!: StoredMetadata
  @Column('timestamptz', { name: 'submitted_at', nullable: true }) submittedAt!: Date | null
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date
  @Column('integer') revision!: number
}

@Entity('resource_node')
export class ResourceNodeRow {
  @PrimaryColumn('uuid', { name: 'version_id' }) versionId!: string
  @PrimaryColumn('uuid', { name: 'node_id' }) nodeId!: string
  @Column('smallint') position!: number
}

@Entity('resource_file')
export class ResourceFileRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'version_id' }) versionId!: string
  @Column('text') role!: FileRole
  @Column('smallint') position!: number
  @Column('text') name!: string
  @Column('text') kind!: FileKind
  @Column('text', { name: 'mime_type' }) mimeType!: string
  @Column('text', { name: 'blob_sha' }) blobSha!: string
}

@Entity('review_record')
export class ReviewRecordRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'version_id' }) versionId!: string
  @Column('text') level!: ReviewLevel
  @Column('uuid', { name: 'reviewer_id' }) reviewerId!: string
  @Column('timestamptz') at!: Date
  @Column('jsonb', { nullable: true }) aspects!: ReviewVerdict['aspects'] | null
  @Column('text') decision!: ReviewDecision
  @Column('text') comment!: string
  @Column('integer') round!: number
}

@Entity('file_download')
export class FileDownloadRow {
  @PrimaryColumn('uuid') id!: string
  @Column('uuid', { name: 'resource_id' }) resourceId!: string
  @Column('uuid', { name: 'file_id' }) fileId!: string
  @Column('uuid', { name: 'person_id' }) personId!: string
  @Column('uuid', { name: 'org_id', nullable: true }) orgId!: string | null
  @Column('timestamptz') at!: Date
}
