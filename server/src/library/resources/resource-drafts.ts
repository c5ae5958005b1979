import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type FileKind,
  type FileRole,
  type Licence,
  type ResourceMetadata,
  type ResourceType,
  type addFile,
  type createResource,
  type saveDraft,
} from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { OrganizationService } from '../../people/organization.service.ts'
import type { PersonPrincipal } from '../../people/principal.ts'
import { Audit } from '../../platform/audit/audit.service.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import { checkFile, holdsMany, maxHeightOf } from '../files/file.rules.ts'
import { LibraryPolicies } from '../library-policies.ts'
import { ProcessingQueue } from '../processing/processing-queue.ts'
import { fireVersion } from '../review/version-transitions.rules.ts'
import { UploadsService } from '../uploads/uploads.service.ts'
import { LineageSources } from './lineage-sources.ts'
import { checkLinkHasNoFiles, checkMetadata } from './metadata.rules.ts'
import { mayDo } from './resource-access.rules.ts'
import { ResourceChange, type ResourceUnit } from './resource-change.ts'
import {
  ResourceFileRow,
  ResourceLineageRow,
  ResourceNodeRow,
  ResourceRow,
  ResourceVersionRow,
  type StoredMetadata,
} from './resource.entity.ts'
import { ResourceStore, type StoredFile } from './resource-store.ts'

type Create = EndpointRequest<typeof createResource>['body']
type Save = EndpointRequest<typeof saveDraft>['body']
type NewFile = EndpointRequest<typeof addFile>['body']

/** A content that is stored, and what it is in its resource. */
export interface DraftFile {
  readonly role: FileRole
  readonly name: string
  readonly kind: FileKind
  readonly mimeType: string
  readonly blobSha: string
}

/** What comes into being with a new draft, or not at all. */
export interface DraftExtras {
  readonly files?: readonly DraftFile[]
  readonly also?: (tx: EntityManager, id: string) => Promise<void>
  /** For the audit log. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** What the author does before anybody else sees it. */
@Injectable()
export class ResourceDrafts {
  constructor(
    private readonly database: Database,
    private readonly organizations: OrganizationService,
    private readonly store: ResourceStore,
    private readonly change: ResourceChange,
    private readonly policies: LibraryPolicies,
    private readonly lineage: LineageSources,
    private readonly uploads: UploadsService,
    private readonly processing: ProcessingQueue,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the new resource @throws what `checkMetadata` and `checkFile` do, then nothing is made */
  async create(
    who: PersonPrincipal,
    { type, orgId, metadata, lineage }: Create,
    more: DraftExtras = {},
  ): Promise<string> {
    const organization = await this.organizations.find(orgId)
    if (!mayDo(who, 'create', organization.path)) throw new Refusal('auth.forbidden')
    const check = await this.metadataCheck(metadata)
    check(type)
    const sources = await Promise.all(
      lineage.map(async ({ kind, id }) => ({
        kind,
        sourceId: id,
        title: await this.lineage.title(who, kind, id),
      })),
    )
    const id = newId()
    const now = this.clock.now()
    await this.database.transaction(async (tx) => {
      await tx.insert(ResourceRow, { ...NEW_RESOURCE, id, type, orgId, authorId: who.id, createdAt: now })
      for (const source of sources)
        await tx.upsert(ResourceLineageRow, { ...source, resourceId: id }, LINEAGE_KEY)
      const versionId = await this.insertVersion(tx, id, 1, metadata, now)
      await this.insertFiles(tx, type, { versionId, licence: metadata.licence }, more.files ?? [])
      await more.also?.(tx, id)
      const target = `resource:${id}`
      const detail = { type, title: metadata.title, ...more.detail }
      await this.audit.write({ actor: who, action: 'resource.created', target, detail }, tx)
    })
    return id
  }

  async save(who: PersonPrincipal, id: string, { metadata, revision }: Save): Promise<void> {
    const check = await this.metadataCheck(metadata)
    await this.change.by(who, id, async (unit) => {
      this.requireEditing(unit)
      check(unit.resource.type)
      if ((unit.open?.revision ?? null) !== revision) throw new Refusal('conflict.changed')
      if (!unit.open) return this.beginVersion(unit, metadata)
      const files = await this.store.files(unit.open.id, unit.tx)
      checkLinkHasNoFiles(metadata, files.length)
      const { nodeIds, stored } = split(metadata)
      await unit.updateVersion(unit.open, { state: 'DRAFT', metadata: stored })
      await unit.tx.delete(ResourceNodeRow, { versionId: unit.open.id })
      await insertNodes(unit.tx, unit.open.id, nodeIds)
      await unit.note('resource.saved', { version: unit.open.number })
    })
  }

  async addFile(who: PersonPrincipal, id: string, { uploadId, role, name }: NewFile): Promise<void> {
    const { kind, mimeType, blobSha } = await this.uploads.finished(who.id, uploadId)
    await this.change.by(who, id, async (unit) => {
      const draft = this.requireDraft(unit)
      const files = await this.store.files(draft.id, unit.tx)
      const inRole = files.filter((file) => file.role === role)
      const linked = draft.metadata.licence === 'link'
      checkFile(unit.resource.type, role, kind, linked, inRole.length)
      if (!holdsMany(role)) await unit.tx.delete(ResourceFileRow, { versionId: draft.id, role })
      const position = holdsMany(role) ? 1 + Math.max(-1, ...inRole.map((file) => file.position)) : 0
      const file = { kind, mimeType, blobSha, role, name }
      await this.insertFile(unit.tx, unit.resource.type, draft.id, position, file)
      await unit.updateVersion(draft, { state: 'DRAFT' })
      await unit.note('resource.file_added', { version: draft.number, role, name, sha256: blobSha })
    })
  }

  async removeFile(who: PersonPrincipal, id: string, fileId: string): Promise<void> {
    await this.change.by(who, id, async (unit) => {
      const draft = this.requireDraft(unit)
      const { affected } = await unit.tx.delete(ResourceFileRow, { id: fileId, versionId: draft.id })
      if (affected === 0) throw new Refusal('not_found')
      await unit.updateVersion(draft, { state: 'DRAFT' })
      await unit.note('resource.file_removed', { version: draft.number, fileId })
    })
  }

  /** What was never published goes as a whole; a published one keeps what it has. */
  async discard(who: PersonPrincipal, id: string): Promise<void> {
    await this.change.by(who, id, async (unit) => {
      const draft = this.requireDraft(unit)
      await unit.note('resource.draft_discarded', { version: draft.number, title: draft.metadata.title })
      if (unit.versions.length === 1) await unit.tx.delete(ResourceRow, { id })
      else await unit.tx.delete(ResourceVersionRow, { id: draft.id })
    })
  }

  private async insertFiles(
    tx: EntityManager,
    type: ResourceType,
    { versionId, licence }: { versionId: string; licence: Licence },
    files: readonly DraftFile[],
  ): Promise<void> {
    const counts = new Map<FileRole, number>()
    for (const file of files) {
      const position = counts.get(file.role) ?? 0
      checkFile(type, file.role, file.kind, licence === 'link', position)
      await this.insertFile(tx, type, versionId, position, file)
      counts.set(file.role, position + 1)
    }
  }

  private async insertFile(
    tx: EntityManager,
    type: ResourceType,
    versionId: string,
    position: number,
    { kind, mimeType, blobSha, role, name }: DraftFile,
  ): Promise<void> {
    const blob = { kind, mimeType, blobSha }
    await tx.insert(ResourceFileRow, { ...blob, id: newId(), versionId, role, position, name })
    await this.processing.enqueue({ ...blob, maxHeight: maxHeightOf(type) }, tx)
  }

  /** Reads what the check needs before any row is locked. */
  private async metadataCheck(metadata: ResourceMetadata): Promise<(type: ResourceType) => void> {
    const nodes = await this.store.nodes(metadata.nodeIds, this.clock.today())
    const policy = await this.policies.today()
    return (type) => checkMetadata(type, metadata, nodes, policy)
  }

  /** The author may edit, if need be by beginning a new version of what is published. */
  private requireEditing({ open, resource, parts }: ResourceUnit): void {
    const moment = { ...NOTHING_DECIDED, ...resource, parts, state: open?.state ?? ('DRAFT' as const) }
    const fired = fireVersion('edit', moment)
    if (fired instanceof Refusal) throw fired
  }

  private requireDraft(unit: ResourceUnit): ResourceVersionRow {
    this.requireEditing(unit)
    if (!unit.open) throw new Refusal('resource.state')
    return unit.open
  }

  /** The files are those of the published version; its rows stay as they are. */
  private async beginVersion(unit: ResourceUnit, metadata: ResourceMetadata): Promise<void> {
    const { published, resource, tx } = unit
    if (!published) throw new Refusal('resource.state')
    const files = await this.store.files(published.id, tx)
    checkLinkHasNoFiles(metadata, files.length)
    const number = 1 + Math.max(...unit.versions.map((version) => version.number))
    const versionId = await this.insertVersion(tx, resource.id, number, metadata, unit.now)
    const copies = files.map((file) => copyOf(file, versionId))
    if (copies.length > 0) await tx.insert(ResourceFileRow, copies)
    await unit.note('resource.version_begun', { version: number, from: published.number })
  }

  private async insertVersion(
    tx: EntityManager,
    resourceId: string,
    number: number,
    metadata: ResourceMetadata,
    now: Date,
  ): Promise<string> {
    const id = newId()
    const { nodeIds, stored } = split(metadata)
    await tx.insert(ResourceVersionRow, {
      ...NEW_VERSION,
      id,
      resourceId,
      number,
      metadata: stored as never,
      createdAt: now,
      updatedAt: now,
    })
    await insertNodes(tx, id, nodeIds)
    return id
  }
}

const LINEAGE_KEY = ['resourceId', 'kind', 'sourceId']

const NEW_RESOURCE = {
  standing: 'NEW',
  scope: 'school',
  publishedVersionId: null,
  publishedAt: null,
  reason: null,
  withdrawnAt: null,
  held: false,
} as const

const NEW_VERSION = { state: 'DRAFT', scope: 'county', submittedAt: null, revision: 1 } as const

const NOTHING_DECIDED = { cityDecisions: [], unready: null } as const

function split({ nodeIds, ...stored }: ResourceMetadata): { nodeIds: string[]; stored: StoredMetadata } {
  return { nodeIds, stored }
}

const copyOf = ({ role, position, name, kind, mimeType, blobSha }: StoredFile, versionId: string) => ({
  id: newId(),
  versionId,
  role,
  position,
  name,
  kind,
  mimeType,
  blobSha,
})

async function insertNodes(tx: EntityManager, versionId: string, nodeIds: readonly string[]): Promise<void> {
  const rows = nodeIds.map((nodeId, position) => ({ versionId, nodeId, position }))
  if (rows.length > 0) await tx.insert(ResourceNodeRow, rows)
}
