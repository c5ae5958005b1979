import { Injectable, type OnModuleInit } from '@nestjs/common'
import {
  Refusal,
  type EndpointRequest,
  type EndpointResponse,
  type Lineage,
  type ResourceDetail,
  type ResourceFile,
  type ResourceType,
  type ResourceVersion,
  type listMyResources,
} from '@tongke/contract'
import type { z } from 'zod'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Where, containing, pageClause } from '../../people/scope.sql.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { ROLE_ORDER } from '../files/file.rules.ts'
import { presentProcessing, type ProcessingRow } from '../processing/processing-present.ts'
import { LineageSources } from './lineage-sources.ts'
import { maySeeVersion, seesAsInsider } from './resource-access.rules.ts'
import { LAST_PRIMARY_GRADE, ResourceCards, cardIn } from './resource-cards.ts'
import { mayDownload, readableReviews, rightsOf, type AuthoredReview } from './resource-rights.rules.ts'
import type { ResourceVersionRow } from './resource.entity.ts'
import { OPEN_STATES, ResourceStore, roundOf, type StoredResource } from './resource-store.ts'

type Mine = EndpointRequest<typeof listMyResources>['query']

type FileRow = Omit<ResourceFile, 'durationMs' | 'width' | 'height' | 'pages' | 'processing'> & {
  readonly work: ProcessingRow | null
}

interface Shown {
  readonly resource: StoredResource
  readonly version: ResourceVersionRow
  /** The version in work, whoever may see it. */
  readonly open: ResourceVersionRow | null
  /** The same for this viewer, when `version` is another one. */
  readonly draft: ResourceVersionRow | null
  readonly published: ResourceVersionRow | null
}

/** One resource as somebody may see it, and the author's own list. */
@Injectable()
export class ResourceReading implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly store: ResourceStore,
    private readonly cards: ResourceCards,
    private readonly lineage: LineageSources,
    private readonly clock: Clock,
  ) {}

  onModuleInit() {
    this.lineage.register('resource', async (who, id) => (await this.shown(who, id)).version.metadata.title)
  }

  /** @throws Refusal not_found, also to whoever may not see it */
  async detail(who: Principal, id: string): Promise<ResourceDetail> {
    const shown = await this.shown(who, id)
    const { resource, version, draft } = shown
    const insider = seesAsInsider(who, resource, version)
    return {
      card: await this.cards.one(version.id),
      standing: resource.standing,
      version: await this.version(version, resource.type, insider),
      draft: draft && (await this.version(draft, resource.type, true)),
      lineage: await this.lineageOf(id),
      reviews: insider || draft ? readableReviews(who, await this.reviews(id)) : [],
      reason: insider ? resource.reason : null,
      can: await this.rights(who, shown),
    }
  }

  async mine(who: PersonPrincipal, query: Mine): Promise<EndpointResponse<typeof listMyResources>> {
    const { state, standing, search } = query
    const where = new Where()
      .and('r.author_id = ?', who.id)
      .andIf(state !== undefined, 'v.state = ?', state)
      .andIf(standing !== undefined, 'r.standing = ?', standing)
      .andIf(search, `v.metadata->>'title' ilike ?`, containing(search ?? ''))
    const from = `from resource r join lateral (
        select * from resource_version where resource_id = r.id order by number desc limit 1) v on true ${where}`
    const [count] = await this.database.rows<{ total: number }>(
      `select count(*) as total ${from}`,
      where.parameters,
    )
    const rows = await this.database.rows<Pick<ResourceVersionRow, 'id' | 'state' | 'number' | 'updatedAt'>>(
      `select v.id, v.state, v.number, v.updated_at as "updatedAt" ${from}
        order by v.updated_at desc, v.id ${pageClause(query)}`,
      where.parameters,
    )
    const cards = await this.cards.of(rows.map(({ id }) => id))
    const items = rows.map(({ id, state: newest, number, updatedAt }) => ({
      card: cardIn(cards, id),
      newest,
      number,
      updatedAt: updatedAt.getTime(),
    }))
    return { items, total: count?.total ?? 0 }
  }

  private async shown(who: Principal, id: string): Promise<Shown> {
    const resource = await this.store.read(id)
    const versions = await this.store.versions(id)
    const sees = (version: ResourceVersionRow | null) => version && maySeeVersion(who, resource, version)
    const open = versions.find(({ state }) => OPEN_STATES.includes(state)) ?? null
    const published = versions.find((one) => one.id === resource.publishedVersionId) ?? null
    const version = [published, open].find(sees)
    if (!version) throw new Refusal('not_found')
    const draft = open && open !== version && sees(open) ? open : null
    return { resource, version, open, draft, published }
  }

  private async rights(who: Principal, { resource, version, open, published }: Shown) {
    const reviews = open ? await this.store.reviews(open.id) : []
    const round = roundOf(reviews)
    const until = published?.metadata.licenceUntil
    return rightsOf(who, {
      resource,
      open,
      decided: reviews.some((one) => one.round === round && one.reviewerId === who.id),
      licenceExpired: !!until && until < this.clock.today(),
      downloadable: mayDownload(who, resource, version, version.metadata.licence),
    })
  }

  private async version(
    row: ResourceVersionRow,
    type: ResourceType,
    insider: boolean,
  ): Promise<ResourceVersion> {
    const files = await this.files(row, type)
    return {
      id: row.id,
      number: row.number,
      state: row.state,
      scope: row.scope,
      metadata: { ...row.metadata, nodeIds: await this.store.nodeIds(row.id) },
      // What the third party signed is for those who check it.
      files: insider ? files : files.filter(({ role }) => role !== 'licence'),
      createdAt: row.createdAt.getTime(),
      updatedAt: row.updatedAt.getTime(),
      revision: row.revision,
    }
  }

  private async files(version: ResourceVersionRow, type: ResourceType): Promise<ResourceFile[]> {
    const rows = await this.database.rows<FileRow>(
      `select f.id, f.role, f.name, f.kind, f.mime_type as "mimeType", b.size_bytes as "sizeBytes", f.blob_sha as sha256,
              array(select name from rendition where source_sha = f.blob_sha order by name) as renditions,
              case when p.state is null then null else jsonb_build_object('state', p.state, 'step', p.step,
                'progress', p.progress, 'playable', p.playable, 'findings', p.findings, 'facts', p.facts) end as work
         from resource_file f join blob b on b.sha256 = f.blob_sha
         left join processing p on p.blob_sha = f.blob_sha
        where f.version_id = $1 order by array_position($2, f.role), f.position`,
      [version.id, ROLE_ORDER],
    )
    const stage = version.metadata.gradeFrom <= LAST_PRIMARY_GRADE ? 'primary' : 'junior'
    return rows.map(({ work, ...file }) => ({
      ...file,
      durationMs: work?.facts.durationMs ?? null,
      width: work?.facts.width ?? null,
      height: work?.facts.height ?? null,
      pages: work?.facts.pages ?? null,
      processing: presentProcessing(work, { type, role: file.role, stage }),
    }))
  }

  private lineageOf(id: string): Promise<z.infer<typeof Lineage>[]> {
    return this.database.rows(
      'select kind, source_id as id, title from resource_lineage where resource_id = $1 order by kind, source_id',
      [id],
    )
  }

  /** Of all versions and rounds, newest first. */
  private async reviews(resourceId: string): Promise<AuthoredReview[]> {
    const rows = await this.database.rows<Omit<AuthoredReview, 'at'> & { at: Date }>(
      `select c.id, v.number as "versionNumber", c.level, p.name as "reviewerName", c.reviewer_id as "reviewerId", c.at,
              c.aspects, c.decision, c.comment,
              c.level = 'CITY' and v.state = 'CITY_REVIEW' and c.round = (
                select count(*) from review_record s where s.version_id = v.id and s.level = 'SELF') as pending
         from review_record c join resource_version v on v.id = c.version_id join person p on p.id = c.reviewer_id
        where v.resource_id = $1 order by c.at desc, c.id desc`,
      [resourceId],
    )
    return rows.map((row) => ({ ...row, at: row.at.getTime() }))
  }
}
