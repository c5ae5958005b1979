import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Config } from '../../../platform/config.ts'
import { BlobStore, type Blob } from '../../../platform/store/blob-store.ts'
import { contentOfFile } from '../../uploads/content-type.ts'
import type { Content } from '../../uploads/content-kind.rules.ts'
import type { Archive } from './archive.ts'
import { problemOf } from './candidate.ts'
import type { SeenContent } from './proposal.rules.ts'

/** Enough for nearly every file to show what it is; of the rest more is read. */
const PEEKS_BYTES = [256 * 1024, 4 * 1024 * 1024]
/** Of a part these say nothing yet: their own directory may be behind it. */
const UNDECIDED = /^application\/(zip|x-cfb|octet-stream)$/

/** Of how many files it is remembered. */
const MOST_SEEN = 10_000

/** Files of an archive on their way through this machine's disk. */
@Injectable()
export class ContentPeek {
  private readonly folder: string
  private readonly seen = new Map<string, SeenContent>()

  constructor(
    config: Config,
    private readonly blobs: BlobStore,
  ) {
    // Half-written ones are taken away from here with those of the store.
    this.folder = join(config.dataDir, 'staging')
  }

  /** What a file is by its beginning; the same archive is looked into once. @throws Refusal package.item for a damaged file */
  async peek(archive: Archive, path: string): Promise<SeenContent> {
    const key = `${archive.sha256}/${path}`
    const known = this.seen.get(key)
    if (known) return known
    const seen = await this.peekNow(archive, path)
    this.seen.set(key, seen)
    const [oldest] = this.seen.keys()
    if (this.seen.size > MOST_SEEN && oldest !== undefined) this.seen.delete(oldest)
    return seen
  }

  private async peekNow(archive: Archive, path: string): Promise<SeenContent> {
    const bytes = archive.files.get(path)?.bytes ?? 0
    let content: Content | undefined
    for (const most of PEEKS_BYTES) {
      content = await this.unpacked(archive, path, most, contentOfFile)
      if (bytes <= most || !UNDECIDED.test(content.mimeType)) return content
    }
    return { kind: null, mimeType: content?.mimeType ?? '' }
  }

  /** Stores a file as a content of its own. @throws Refusal package.item for a damaged one */
  async keep(archive: Archive, path: string): Promise<Content & Blob> {
    return this.unpacked(archive, path, Infinity, async (file) => ({
      ...(await contentOfFile(file)),
      ...(await this.blobs.putFile(file)),
    }))
  }

  private async unpacked<T>(
    archive: Archive,
    path: string,
    most: number,
    work: (file: string) => Promise<T>,
  ): Promise<T> {
    await mkdir(this.folder, { recursive: true })
    const file = join(this.folder, randomUUID())
    try {
      await copyStart(archive, path, most, file)
      return await work(file)
    } finally {
      await rm(file, { force: true })
    }
  }
}

async function copyStart(archive: Archive, path: string, most: number, file: string): Promise<void> {
  try {
    await pipeline(start(await archive.stream(path), most), createWriteStream(file, { flags: 'wx' }))
  } catch (error) {
    if (!isDamage(error)) throw error
    throw new Refusal('package.item', { details: [problemOf('files', 'file_broken', path)] })
  }
}

/** The archive's own fault, as zlib and the reader tell it; a full disk or a store that is away have other codes. */
const isDamage = (error: unknown): boolean => {
  const { code } = error as { code?: unknown }
  return code === undefined || (typeof code === 'string' && code.startsWith('Z_'))
}

async function* start(content: Readable, most: number): AsyncGenerator<Buffer> {
  let left = most
  for await (const chunk of content) {
    const part = (chunk as Buffer).subarray(0, Math.min(left, (chunk as Buffer).length))
    left -= part.length
    yield part
    if (left === 0) return
  }
}
