import { Injectable } from '@nestjs/common'
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { EntityManager } from 'typeorm'
import { Clock } from '../clock.ts'
import { Config } from '../config.ts'
import { Database, isStillReferenced } from '../database/database.ts'
import { ObjectStore, type ByteRange } from './object-store.ts'

export interface Blob {
  readonly sha256: string
  readonly sizeBytes: number
}

/** Whoever stores a blob has a day to refer to it by a foreign key before the collection may take it away. */
const GRACE_MS = 86_400_000
const PREFIX = 'blobs/'
const TRIES = 3
const BATCH = 200

const keyOf = (sha256: string): string => `${PREFIX}${sha256.slice(0, 2)}/${sha256}`

/**
 * Contents by their SHA-256: what is there twice is stored once. Table `blob` says what is there, foreign keys to it say
 * what is needed. Between writers and the collection the lock on the row decides: an object is believed to be there, or
 * removed, only under it.
 */
@Injectable()
export class BlobStore {
  private readonly staging: string

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: ObjectStore,
    config: Config,
  ) {
    this.staging = join(config.dataDir, 'staging')
  }

  /** Stores a stream. @param expect what it must turn out to be @throws BlobMismatch, or what reading throws */
  async put(content: Readable, expect?: Partial<Blob>): Promise<Blob> {
    await mkdir(this.staging, { recursive: true })
    const path = join(this.staging, randomUUID())
    try {
      const blob = await digest(content, createWriteStream(path, { flags: 'wx' }))
      return await this.keep(path, matching(blob, expect))
    } finally {
      await rm(path, { force: true })
    }
  }

  /** Stores a file of this machine, which stays and must not be written to any more. @throws BlobMismatch */
  async putFile(path: string, expect?: Partial<Blob>): Promise<Blob> {
    return this.keep(path, matching(await digest(createReadStream(path)), expect))
  }

  /** @throws Refusal not_found */
  open(sha256: string, range?: ByteRange): Promise<Readable> {
    return this.store.get(keyOf(sha256), range)
  }

  /** @returns null for what is not stored */
  async size(sha256: string): Promise<number | null> {
    const [row] = await this.database.rows<{ size_bytes: number }>(
      'select size_bytes from blob where sha256 = $1',
      [sha256],
    )
    return row?.size_bytes ?? null
  }

  /**
   * Lets go of blobs that nothing refers to, of objects without a row (their writer died) and of half-written ones, all
   * older than a day. Harmless beside writers and beside itself. @returns how many objects went
   */
  async collect(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - GRACE_MS)
    const collected = await this.collectRows(before)
    const swept = await this.sweepObjects(before)
    await this.store.tidy(before)
    await this.tidyStaging(before)
    return collected + swept
  }

  private async keep(path: string, blob: Blob): Promise<Blob> {
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      if (await this.claim(blob)) return blob
      await this.store.putFile(keyOf(blob.sha256), path)
    }
    if (await this.claim(blob)) return blob
    throw new Error(`Blob ${blob.sha256} does not stay in the store`)
  }

  /** Writes the row, but only if the object is there. The row's lock keeps the collection away meanwhile. */
  private claim({ sha256, sizeBytes }: Blob): Promise<boolean> {
    return this.undoable(async (tx) => {
      await this.database.rows(
        `insert into blob (sha256, size_bytes, stored_at) values ($1, $2, $3)
         on conflict (sha256) do update set stored_at = greatest(blob.stored_at, excluded.stored_at)`,
        [sha256, sizeBytes, this.clock.now()],
        tx,
      )
      return (await this.store.head(keyOf(sha256)))?.sizeBytes === sizeBytes
    })
  }

  private async collectRows(before: Date): Promise<number> {
    let count = 0
    let after = ''
    for (;;) {
      const rows = await this.database.rows<{ sha256: string }>(
        'select sha256 from blob where stored_at < $1 and sha256 > $2 order by sha256 limit $3',
        [before, after, BATCH],
      )
      for (const { sha256 } of rows) if (await this.letGo(sha256, before)) count++
      if (rows.length < BATCH) return count
      after = rows.at(-1)?.sha256 ?? ''
    }
  }

  /** The row first: a foreign key refuses that while anything needs it. The object only after the row is gone for good. */
  private async letGo(sha256: string, before: Date): Promise<boolean> {
    try {
      const gone = await this.database.rows<{ sha256: string }>(
        'with gone as (delete from blob where sha256 = $1 and stored_at < $2 returning sha256) select * from gone',
        [sha256, before],
      )
      if (gone.length === 0) return false
    } catch (error) {
      if (isStillReferenced(error)) return false
      throw error
    }
    return this.removeUnclaimed(sha256)
  }

  private async sweepObjects(before: Date): Promise<number> {
    let count = 0
    for await (const { key, modifiedAt } of this.store.list(PREFIX)) {
      const sha256 = key.slice(key.lastIndexOf('/') + 1)
      if (modifiedAt >= before || (await this.size(sha256)) !== null) continue
      if (await this.removeUnclaimed(sha256)) count++
    }
    return count
  }

  /** The row that is inserted and taken back holds writers of the same content off until the object is away. */
  private async removeUnclaimed(sha256: string): Promise<boolean> {
    let removed = false
    await this.undoable(async (tx) => {
      const mine = await this.database.rows(
        `insert into blob (sha256, size_bytes, stored_at) values ($1, 0, $2) on conflict do nothing returning sha256`,
        [sha256, this.clock.now()],
        tx,
      )
      if (mine.length === 0) return false
      await this.store.remove(keyOf(sha256))
      removed = true
      return false
    })
    return removed
  }

  /** A transaction that is taken back when `work` answers false. */
  private async undoable(work: (tx: EntityManager) => Promise<boolean>): Promise<boolean> {
    const undo = new Error('undo')
    return this.database
      .transaction(async (tx) => {
        if (!(await work(tx))) throw undo
        return true
      })
      .catch((error: unknown) => {
        if (error === undo) return false
        throw error
      })
  }

  private async tidyStaging(before: Date) {
    for (const name of await readdir(this.staging).catch(() => [])) {
      const path = join(this.staging, name)
      const found = await stat(path).catch(() => null)
      if (found && found.mtime < before) await rm(path, { force: true })
    }
  }
}

/** The content is not what it was said to be. */
export class BlobMismatch extends Error {
  override name = 'BlobMismatch'
}

function matching(blob: Blob, expect: Partial<Blob> = {}): Blob {
  if (
    (expect.sha256 ?? blob.sha256) !== blob.sha256 ||
    (expect.sizeBytes ?? blob.sizeBytes) !== blob.sizeBytes
  )
    throw new BlobMismatch(`${blob.sha256} with ${blob.sizeBytes} bytes is not what was expected`)
  return blob
}

async function digest(content: Readable, copy?: NodeJS.WritableStream): Promise<Blob> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      sizeBytes += chunk.length
      done(null, copy ? chunk : undefined)
    },
  })
  if (copy) await pipeline(content, measure, copy)
  else await pipeline(content, measure.resume())
  return { sha256: hash.digest('hex'), sizeBytes }
}
