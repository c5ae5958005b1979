import { Injectable } from '@nestjs/common'
import { Refusal, type SignedManifest } from '@tongke/contract'
import type { Principal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import type { BytesAnswer } from '../../platform/http/bytes-answer.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { isInline } from '../files/file.rules.ts'
import { PackStore, withdrawnOf, type StoredPack } from './pack-store.ts'

interface FileRow {
  mimeType: string
  sizeBytes: number
}

/** Bytes of packs. Asked at every request whether all in the pack may still be given away. */
@Injectable()
export class PackDelivery {
  constructor(
    private readonly database: Database,
    private readonly packs: PackStore,
    private readonly blobs: BlobStore,
  ) {}

  /** @throws Refusal not_found, pack.not_ready, pack.withdrawn */
  async manifest(who: Principal, id: string): Promise<SignedManifest> {
    await this.ready(who, id)
    const [row] = await this.database.rows<SignedManifest>(
      `select manifest, signature from pack where id = $1 and state = 'READY'`,
      [id],
    )
    if (!row) throw new Refusal('pack.not_ready')
    return row
  }

  /** @throws Refusal not_found, pack.not_ready, pack.withdrawn */
  async file(who: Principal, id: string, sha256: string): Promise<BytesAnswer> {
    await this.ready(who, id)
    const [file] = await this.database.rows<FileRow>(
      `select f.media_type as "mimeType", b.size_bytes as "sizeBytes" from pack_file f join blob b on b.sha256 = f.blob_sha
        where f.pack_id = $1 and f.blob_sha = $2 limit 1`,
      [id, sha256],
    )
    if (!file) throw new Refusal('not_found')
    const attachment = isInline(file.mimeType) ? null : sha256
    return { ...file, etag: sha256, attachment, open: (range) => this.blobs.open(sha256, range) }
  }

  /** @throws Refusal not_found, pack.not_ready, pack.withdrawn */
  async archive(who: Principal, id: string): Promise<BytesAnswer> {
    const { archiveSha, archiveBytes, name } = await this.ready(who, id)
    if (archiveSha === null || archiveBytes === null) throw new Refusal('pack.not_ready')
    return {
      mimeType: 'application/zip',
      sizeBytes: archiveBytes,
      etag: archiveSha,
      attachment: `${name.replaceAll(/[\\/:*?"<>|]/g, ' ').trim() || 'pack'}.zip`,
      open: (range) => this.blobs.open(archiveSha, range),
    }
  }

  private async ready(who: Principal, id: string): Promise<StoredPack> {
    const pack = await this.packs.read(who, id)
    const details = withdrawnOf(pack).map(({ title, flaw }) => ({
      path: 'pack',
      code: flaw,
      message: title,
    }))
    if (details.length > 0) throw new Refusal('pack.withdrawn', { details })
    if (pack.state !== 'READY') throw new Refusal('pack.not_ready')
    return pack
  }
}
