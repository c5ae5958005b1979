import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import { fileTypeFromBuffer } from 'file-type'
import { Readable } from 'node:stream'
import type { PersonPrincipal } from '../../people/principal.ts'
import type { BytesAnswer } from '../../platform/http/bytes-answer.ts'
import type { UploadedFile } from '../../platform/http/input.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { Database } from '../../platform/database/database.ts'
import { PairingChange } from './pairing-change.ts'
import { PairingViews } from './pairing-views.ts'

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
}
const NAME_MAX = 80

/** The signed paper of an agreement. */
@Injectable()
export class Agreements {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly change: PairingChange,
    private readonly views: PairingViews,
  ) {}

  /** @throws Refusal not_found, auth.forbidden, pairing.state, pairing.agreement */
  async set(who: PersonPrincipal, id: string, { fileName, content }: UploadedFile): Promise<void> {
    const found = await fileTypeFromBuffer(content)
    if (!found || !(found.ext in TYPES)) throw new Refusal('pairing.agreement')
    // Nobody fills the store with what will be refused anyway.
    await this.change.by(who, id, async (edit) => void edit.fire('attach'))
    const { sha256 } = await this.blobs.put(Readable.from([content]))
    const stem = fileName
      .replace(/\.[^.]*$/, '')
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(0, NAME_MAX)
    await this.change.by(who, id, async (edit) => {
      edit.fire('attach')
      const change = { agreementSha: sha256, agreementName: `${stem || '协议'}.${found.ext}` }
      await edit.update(change, 'pairing.agreement_set', { sha256 })
    })
  }

  /** @throws Refusal not_found */
  async get(who: PersonPrincipal, id: string): Promise<BytesAnswer> {
    const { row } = await this.views.see(who, id)
    const { agreementSha, agreementName } = row
    if (agreementSha === null || agreementName === null) throw new Refusal('not_found')
    const [blob] = await this.database.rows<{ sizeBytes: number }>(
      'select size_bytes::float8 as "sizeBytes" from blob where sha256 = $1',
      [agreementSha],
    )
    return {
      mimeType: TYPES[agreementName.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      sizeBytes: blob?.sizeBytes ?? 0,
      etag: agreementSha,
      attachment: agreementName,
      open: (range) => this.blobs.open(agreementSha, range),
    }
  }
}
