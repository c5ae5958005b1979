import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { BlobStore } from '../../../platform/store/blob-store.ts'
import { filesOf, type ArchiveLimits, type PackedFile, type RawEntry } from './entries.rules.ts'
import { packageFault } from './package-fault.ts'

type ZipEntry = RawEntry & { readonly entry: Entry }

const BLOCK = 256 * 1024
const KEPT_BLOCKS = 8

/** The library reads a few bytes at a time; the store may be across a network. */
class BlobReader extends yauzl.RandomAccessReader {
  private readonly blocks = new Map<number, Promise<Buffer>>()

  constructor(
    private readonly blobs: BlobStore,
    private readonly sha256: string,
    private readonly size: number,
  ) {
    super()
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const stream = new PassThrough()
    this.blobs
      .open(this.sha256, { start, end: end - 1 })
      .then((content) => pipeline(content, stream))
      .catch((error: unknown) => stream.destroy(error as Error))
    return stream
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (err: Error | null) => void,
  ): void {
    this.copy(buffer, offset, length, position).then(
      () => callback(null),
      (error: unknown) => callback(error as Error),
    )
  }

  private async copy(buffer: Buffer, offset: number, length: number, position: number) {
    for (let done = 0; done < length;) {
      const index = Math.floor((position + done) / BLOCK)
      const block = await this.block(index)
      const from = position + done - index * BLOCK
      const count = block.copy(buffer, offset + done, from, Math.min(block.length, from + length - done))
      if (count === 0) throw new Error('The archive ends too early')
      done += count
    }
  }

  private block(index: number): Promise<Buffer> {
    const known = this.blocks.get(index)
    if (known) return known
    const end = Math.min(this.size, (index + 1) * BLOCK) - 1
    const reading = this.blobs
      .open(this.sha256, { start: index * BLOCK, end })
      .then(async (content) => Buffer.concat(await content.toArray()))
    this.blocks.set(index, reading)
    const [oldest] = this.blocks.keys()
    if (this.blocks.size > KEPT_BLOCKS && oldest !== undefined) this.blocks.delete(oldest)
    return reading
  }
}

/** A ZIP in the store, read where it lies. Close it. */
export class Archive {
  private constructor(
    private readonly zip: ZipFile,
    readonly sha256: string,
    readonly files: ReadonlyMap<string, ZipEntry & PackedFile>,
  ) {}

  /** @throws Refusal package.unreadable */
  static async open(
    blobs: BlobStore,
    blob: { readonly sha256: string; readonly sizeBytes: number },
    limits: ArchiveLimits,
  ): Promise<Archive> {
    const reader = new BlobReader(blobs, blob.sha256, blob.sizeBytes)
    const options = { autoClose: false, decodeStrings: false, validateEntrySizes: true }
    const zip = await yauzl.fromRandomAccessReaderPromise(reader, blob.sizeBytes, options).catch(() => {
      throw packageFault('zip')
    })
    try {
      return new Archive(zip, blob.sha256, filesOf(await entriesOf(zip, limits), limits))
    } catch (error) {
      zip.close()
      throw error
    }
  }

  /** @throws Refusal package.unreadable when there is no such file, or a larger one than `most` bytes */
  async read(path: string, most: number): Promise<Buffer> {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of await this.stream(path)) {
      size += (chunk as Buffer).length
      if (size > most) throw packageFault('too_large', path)
      chunks.push(chunk as Buffer)
    }
    return Buffer.concat(chunks)
  }

  /** The content of a file; it fails when it is damaged or has another size than the directory says. */
  async stream(path: string): Promise<Readable> {
    const file = this.files.get(path)
    if (!file) throw packageFault('manifest', path)
    return this.zip.openReadStreamPromise(file.entry)
  }

  close(): void {
    this.zip.close()
  }
}

async function entriesOf(zip: ZipFile, { mostFiles }: ArchiveLimits): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = []
  // Folders are entries too.
  if (zip.entryCount > mostFiles * 2) throw packageFault('too_many')
  try {
    for await (const entry of zip.eachEntry()) entries.push(entryOf(entry))
  } catch {
    throw packageFault('zip')
  }
  return entries
}

const UTF8_FLAG = 0x800

const entryOf = (entry: Entry): ZipEntry => ({
  entry,
  rawName: entry.fileNameRaw,
  isUtf8: (entry.generalPurposeBitFlag & UTF8_FLAG) !== 0,
  packedBytes: entry.compressedSize,
  bytes: entry.uncompressedSize,
  mode: entry.externalFileAttributes >>> 16,
  encrypted: entry.isEncrypted(),
})
