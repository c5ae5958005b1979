import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { Config } from '../config.ts'
import type { ByteRange } from './object-store.ts'

/** Content by its SHA-256, in the folder of the data. */
@Injectable()
export class BlobStore {
  constructor(private readonly config: Config) {}

  /** @throws Refusal not_found */
  async open(sha256: string, range?: ByteRange): Promise<Readable> {
    const path = join(this.config.dataDir, 'store', 'blobs', sha256.slice(0, 2), sha256)
    const file = await open(path).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new Refusal('not_found') : error
    })
    return file.createReadStream(range ? { start: range.start, end: range.end } : {})
  }
}
