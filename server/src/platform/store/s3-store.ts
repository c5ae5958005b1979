import { Refusal } from '@tongke/contract'
import { Client, type BucketItem } from 'minio'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { ObjectStore, checkSize, checkedKey, type ByteRange, type StoredObject } from './object-store.ts'

export interface S3Place {
  readonly endpoint: string
  readonly bucket: string
  readonly accessKey: string
  readonly secretKey: string
  readonly region: string
}

interface Unfinished {
  readonly key: string
  readonly uploadId: string
  readonly initiated: Date
}

/** S3 wants at least 5 MiB and at most 10,000 parts: up to 156 GiB in one object. One part is in memory at a time. */
const PART_BYTES = 16 * 1024 * 1024
const CONTENT_TYPE = { 'content-type': 'application/octet-stream' }
const MISSING = new Set(['NoSuchKey', 'NotFound'])

/** Blobs in a bucket of any S3 server. The bucket is made at first use when it is not there. */
export class S3Store extends ObjectStore {
  private readonly client: Client
  private readonly bucket: string
  private bucketReady: Promise<void> | undefined

  constructor(private readonly place: S3Place) {
    super()
    const { protocol, hostname, port } = new URL(place.endpoint)
    this.bucket = place.bucket
    this.client = new Client({
      endPoint: hostname,
      useSSL: protocol === 'https:',
      ...(port ? { port: Number(port) } : {}),
      accessKey: place.accessKey,
      secretKey: place.secretKey,
      region: place.region,
    })
  }

  override async put(key: string, content: Readable | Buffer, sizeBytes: number): Promise<void> {
    checkedKey(key)
    await this.ensureBucket()
    if (sizeBytes > PART_BYTES) return this.putParts(key, content, sizeBytes)
    const whole = Buffer.isBuffer(content) ? content : await wholeOf(content, sizeBytes)
    checkSize(key, sizeBytes, whole.length)
    await this.client.putObject(this.bucket, key, whole, whole.length, CONTENT_TYPE)
  }

  override async putFile(key: string, path: string): Promise<void> {
    return this.put(key, createReadStream(path), (await stat(path)).size)
  }

  override async head(key: string): Promise<StoredObject | null> {
    try {
      const { size, lastModified } = await this.client.statObject(this.bucket, checkedKey(key))
      return { key, sizeBytes: size, modifiedAt: lastModified }
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
  }

  override async get(key: string, range?: ByteRange): Promise<Readable> {
    checkedKey(key)
    try {
      return range
        ? await this.client.getPartialObject(this.bucket, key, range.start, range.end - range.start + 1)
        : await this.client.getObject(this.bucket, key)
    } catch (error) {
      throw isMissing(error) ? new Refusal('not_found') : error
    }
  }

  override async remove(key: string): Promise<void> {
    await this.client.removeObject(this.bucket, checkedKey(key))
  }

  override async *list(prefix: string): AsyncIterable<StoredObject> {
    await this.ensureBucket()
    const items: AsyncIterable<BucketItem> = this.client.listObjectsV2(this.bucket, prefix, true)
    for await (const { name, size, lastModified } of items) {
      if (name && lastModified) yield { key: name, sizeBytes: size, modifiedAt: lastModified }
    }
  }

  override address(key: string, seconds: number, fileName: string): Promise<string> {
    return this.client.presignedGetObject(this.bucket, checkedKey(key), seconds, {
      'response-content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    })
  }

  override async tidy(before: Date): Promise<void> {
    await this.ensureBucket()
    for await (const { key, uploadId, initiated } of this.unfinished(''))
      if (initiated < before) await this.client.abortMultipartUpload(this.bucket, key, uploadId)
  }

  override freeBytes(): Promise<null> {
    return Promise.resolve(null)
  }

  override async check(): Promise<void> {
    await this.ensureBucket()
    if (!(await this.client.bucketExists(this.bucket))) throw new Error('The bucket is gone')
  }

  /**
   * In parts of our own: the client's `putObject` goes on with an older unfinished upload of the key, which could be
   * another writer's, and lets an error of the source end the process.
   */
  private async putParts(key: string, content: Readable | Buffer, sizeBytes: number) {
    const uploadId = await this.client.initiateNewMultipartUpload(this.bucket, key, CONTENT_TYPE)
    try {
      const parts: { part: number; etag: string }[] = []
      let sent = 0
      for await (const part of partsOf(content)) {
        sent += part.length
        if (sent > sizeBytes) break
        parts.push(await this.putPart(key, uploadId, parts.length + 1, part))
      }
      checkSize(key, sizeBytes, sent)
      await this.client.completeMultipartUpload(this.bucket, key, uploadId, parts)
    } catch (error) {
      await this.client.abortMultipartUpload(this.bucket, key, uploadId).catch(() => undefined)
      throw error
    }
  }

  private async putPart(key: string, uploadID: string, partNumber: number, part: Buffer) {
    const headers = { 'content-length': part.length }
    const where = { bucketName: this.bucket, objectName: key, uploadID, partNumber, headers }
    const { etag } = await this.client.uploadPart(where, part)
    return { part: partNumber, etag }
  }

  /** Folder by folder: not every server takes the client's empty delimiter for none. */
  private async *unfinished(prefix: string): AsyncGenerator<Unfinished> {
    const items: AsyncIterable<Unfinished | { prefix: string }> = this.client.listIncompleteUploads(
      this.bucket,
      prefix,
      false,
    )
    for await (const item of items) {
      if ('uploadId' in item) yield item
      else yield* this.unfinished(item.prefix)
    }
  }

  private ensureBucket(): Promise<void> {
    this.bucketReady ??= this.makeBucket().catch((error: unknown) => {
      this.bucketReady = undefined
      throw error
    })
    return this.bucketReady
  }

  private async makeBucket() {
    if (await this.client.bucketExists(this.bucket)) return
    await this.client.makeBucket(this.bucket, this.place.region).catch(async (error: unknown) => {
      // Another process was quicker.
      if (!(await this.client.bucketExists(this.bucket))) throw error
    })
  }
}

const isMissing = (error: unknown): boolean => MISSING.has((error as { code?: string }).code ?? '')

async function wholeOf(content: Readable, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of content as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    length += chunk.length
    if (length > limit) break
  }
  return Buffer.concat(chunks)
}

/** The content in pieces of `PART_BYTES`, the last one shorter. */
async function* partsOf(content: Readable | Buffer): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let length = 0
  for await (const chunk of (Buffer.isBuffer(content) ? [content] : content) as AsyncIterable<Buffer>) {
    let rest = chunk
    while (length + rest.length >= PART_BYTES) {
      const cut = PART_BYTES - length
      yield Buffer.concat([...waiting, rest.subarray(0, cut)])
      rest = rest.subarray(cut)
      waiting = []
      length = 0
    }
    waiting.push(rest)
    length += rest.length
  }
  if (length > 0) yield Buffer.concat(waiting)
}
