import { Injectable } from '@nestjs/common'
import {
  Refusal,
  type EndpointResponse,
  type Licence,
  type VersionState,
  type createDownload,
} from '@tongke/contract'
import type { Readable } from 'node:stream'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import type { BytesAnswer } from '../../platform/http/bytes-answer.ts'
import { newId } from '../../platform/id.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { maySeeVersion, seesAsInsider } from '../resources/resource-access.rules.ts'
import { mayDownload } from '../resources/resource-rights.rules.ts'
import { RESOURCE_COLUMNS, type StoredFile, type StoredResource } from '../resources/resource-store.ts'
import { DOWNLOAD_MS, readDownload, signDownload, type Download } from './download-token.rules.ts'
import { isInline } from './file.rules.ts'

interface Rendition {
  name: string
  blobSha: string
  mimeType: string
  sizeBytes: number
}

/** A file with all that decides who may have it. */
interface Found {
  readonly file: Pick<StoredFile, 'id' | 'role' | 'name' | 'mimeType' | 'blobSha'> & { sizeBytes: number }
  readonly version: { id: string; state: VersionState; licence: Licence }
  readonly resource: StoredResource
  readonly rendition: Rendition | null
}

const FILE = `
  select jsonb_build_object('id', f.id, 'role', f.role, 'name', f.name, 'mimeType', f.mime_type, 'blobSha', f.blob_sha,
           'sizeBytes', b.size_bytes) as file,
         jsonb_build_object('id', v.id, 'state', v.state, 'licence', v.metadata->>'licence') as version,
         case when m.name is null then null else jsonb_build_object('name', m.name, 'blobSha', m.blob_sha,
           'mimeType', m.mime_type, 'sizeBytes', mb.size_bytes) end as rendition,
         ${RESOURCE_COLUMNS}
    from resource_file f
    join blob b on b.sha256 = f.blob_sha
    join resource_version v on v.id = f.version_id
    join resource r on r.id = v.resource_id
    join organization o on o.id = r.org_id
    left join rendition m on m.source_sha = f.blob_sha and m.name = $2
    left join blob mb on mb.sha256 = m.blob_sha
   where f.id = $1`

/** Bytes of resources. Who may have them is asked at every request: a take-down ends even a lesson's video at its next part. */
@Injectable()
export class Delivery {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see the file */
  async rendition(who: Principal, fileId: string, name: string): Promise<BytesAnswer> {
    const found = await this.find(fileId, name)
    if (!found?.rendition || !maySeeFile(who, found)) throw new Refusal('not_found')
    const { blobSha, mimeType, sizeBytes } = found.rendition
    return this.answer(blobSha, mimeType, sizeBytes, isInline(mimeType) ? null : name)
  }

  async offer(who: PersonPrincipal, fileId: string): Promise<EndpointResponse<typeof createDownload>> {
    const found = await this.find(fileId)
    if (!found || !maySeeFile(who, found)) throw new Refusal('not_found')
    const { resource, version, file } = found
    if (!mayDownload(who, resource, version, version.licence)) throw new Refusal('resource.download')
    const expiresAt = this.clock.now().getTime() + DOWNLOAD_MS
    const token = signDownload(this.config.mediaSecret, {
      id: newId(),
      fileId: file.id,
      personId: who.id,
      orgId: who.posts[0]?.orgId ?? null,
      standing: resource.standing,
      expiresAt,
    })
    return { url: `/api/downloads/${token}`, expiresAt }
  }

  /** @throws Refusal not_found, download.expired */
  async download(token: string): Promise<BytesAnswer> {
    const given = readDownload(this.config.mediaSecret, token)
    if (!given) throw new Refusal('not_found')
    if (given.expiresAt <= this.clock.now().getTime()) throw new Refusal('download.expired')
    const found = await this.find(given.fileId)
    if (!found) throw new Refusal('not_found')
    const { file, resource } = found
    if (resource.standing !== given.standing) throw new Refusal('download.expired')
    const answer = this.answer(file.blobSha, file.mimeType, file.sizeBytes, file.name)
    return { ...answer, open: (range) => this.counting(answer.open(range), given, resource.id) }
  }

  private async find(fileId: string, rendition: string | null = null): Promise<Found | undefined> {
    const [row] = await this.database.rows<StoredResource & Omit<Found, 'resource'>>(FILE, [
      fileId,
      rendition,
    ])
    if (!row) return undefined
    const { file, version, rendition: made, ...resource } = row
    return { file, version, rendition: made, resource }
  }

  private answer(
    sha256: string,
    mimeType: string,
    sizeBytes: number,
    attachment: string | null,
  ): BytesAnswer {
    const open: BytesAnswer['open'] = (range) => this.blobs.open(sha256, range)
    return { mimeType, sizeBytes, etag: sha256, attachment, open }
  }

  /** Counts what is really sent. */
  private async counting(
    opening: Promise<Readable>,
    { id, fileId, personId, orgId }: Download,
    resourceId: string,
  ): Promise<Readable> {
    const content = await opening
    try {
      await this.database.rows(
        `insert into file_download (id, resource_id, file_id, person_id, org_id, at) values ($1, $2, $3, $4, $5, $6)
         on conflict (id) do nothing`,
        [id, resourceId, fileId, personId, orgId, this.clock.now()],
      )
    } catch (error) {
      content.destroy()
      throw error
    }
    return content
  }
}

/** What the third party signed is for those who check it. */
const maySeeFile = (who: Principal, { file, version, resource }: Found): boolean =>
  file.role === 'licence' ? seesAsInsider(who, resource, version) : maySeeVersion(who, resource, version)
