import { Injectable } from '@nestjs/common'
import { Refusal, type EndpointResponse, type createDownload } from '@tongke/contract'
import type { Readable } from 'node:stream'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Config } from '../../platform/config.ts'
import { Database } from '../../platform/database/database.ts'
import type { BytesAnswer } from '../../platform/http/bytes-answer.ts'
import { newId } from '../../platform/id.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { mayDownload } from '../resources/resource-rights.rules.ts'
import { DOWNLOAD_MS, readDownload, signDownload, type Download } from './download-token.rules.ts'
import { FileAccess, maySeeFile } from './file-access.ts'
import { isInline, PLAYLIST } from './file.rules.ts'

const PLAYLIST_SECONDS = 60

/** Bytes of resources. Who may have them is asked at every request: a take-down ends even a lesson's video at its next part. */
@Injectable()
export class Delivery {
  constructor(
    private readonly database: Database,
    private readonly files: FileAccess,
    private readonly blobs: BlobStore,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever may not see the file */
  async rendition(who: Principal, fileId: string, name: string): Promise<BytesAnswer> {
    const found = await this.files.find(fileId, name)
    if (!found?.rendition || !maySeeFile(who, found)) throw new Refusal('not_found')
    const { blobSha, mimeType, sizeBytes } = found.rendition
    const answer = this.answer(blobSha, mimeType, sizeBytes, isInline(mimeType) ? null : name)
    // So that a page may fetch it before its player does; the film itself is asked for at every part.
    return mimeType === PLAYLIST ? { ...answer, keepSeconds: PLAYLIST_SECONDS } : answer
  }

  async offer(who: PersonPrincipal, fileId: string): Promise<EndpointResponse<typeof createDownload>> {
    const found = await this.files.find(fileId)
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
    const found = await this.files.find(given.fileId)
    if (!found) throw new Refusal('not_found')
    const { file, resource } = found
    if (resource.standing !== given.standing) throw new Refusal('download.expired')
    const answer = this.answer(file.blobSha, file.mimeType, file.sizeBytes, file.name)
    return { ...answer, open: (range) => this.counting(answer.open(range), given, resource.id) }
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
