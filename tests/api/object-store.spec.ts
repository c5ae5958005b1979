import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { FolderStore } from '../../server/src/platform/store/folder-store.ts'
import type { ObjectStore } from '../../server/src/platform/store/object-store.ts'
import { S3Store } from '../../server/src/platform/store/s3-store.ts'
import { startS3Server, type S3Server } from '../support/s3/s3-server.ts'

const MIB = 1024 * 1024

let folder: string
let s3: S3Server
const stores = new Map<string, ObjectStore>()

const bucketOf = (bucket: string) =>
  new S3Store({
    endpoint: s3.endpoint,
    accessKey: s3.accessKey,
    secretKey: s3.secretKey,
    bucket,
    region: 'us-east-1',
  })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongke-store-'))
  s3 = await startS3Server()
  stores.set('folder', new FolderStore(join(folder, 'store')))
  stores.set('S3', bucketOf('tongke-tests'))
}, 60_000)
afterAll(async () => {
  await s3?.stop()
  await rm(folder, { recursive: true, force: true })
})

const keysUnder = async (store: ObjectStore, prefix: string) => {
  const keys: string[] = []
  for await (const { key } of store.list(prefix)) keys.push(key)
  return keys.sort()
}
const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const read = async (store: ObjectStore, key: string, range?: { start: number; end: number }) =>
  buffer(await store.get(key, range))

async function* breaksAfter(bytes: number) {
  yield Buffer.alloc(bytes)
  throw new Error('the line was cut')
}

describe.each(['folder', 'S3'])('the %s store', (name) => {
  let store: ObjectStore
  beforeAll(() => {
    store = stores.get(name) as ObjectStore
  })

  it('is ready', async () => {
    await store.check()
    const free = await store.freeBytes()
    expect(free === null || free > 0).toBe(true)
  })

  it('gives back what was put, from streams, buffers and files', async () => {
    const path = join(folder, 'a-file')
    await writeFile(path, 'from a file')
    await store.put('a/stream', Readable.from([Buffer.from('from a '), Buffer.from('stream')]), 13)
    await store.put('a/buffer', Buffer.from('from a buffer'), 13)
    await store.putFile('a/file', path)
    await rm(path)
    for (const [key, text] of [
      ['a/stream', 'from a stream'],
      ['a/buffer', 'from a buffer'],
      ['a/file', 'from a file'],
    ] as const) {
      expect((await read(store, key)).toString()).toBe(text)
      expect(await store.head(key)).toMatchObject({ key, sizeBytes: text.length })
    }
    expect((await store.head('a/file'))?.modifiedAt.getTime()).toBeGreaterThan(Date.now() - 60_000)
  })

  it('replaces, and keeps nothing else', async () => {
    await store.put('b/one', Buffer.from('first'), 5)
    await store.put('b/one', Buffer.from('second'), 6)
    expect((await read(store, 'b/one')).toString()).toBe('second')
    expect(await keysUnder(store, 'b/')).toEqual(['b/one'])
  })

  it('holds an empty object', async () => {
    await store.put('c/empty', Buffer.alloc(0), 0)
    expect(await store.head('c/empty')).toMatchObject({ sizeBytes: 0 })
    expect(await read(store, 'c/empty')).toHaveLength(0)
  })

  it('holds one of several parts and answers ranges of it', async () => {
    const content = randomBytes(40 * MIB + 12_345)
    const pieces = Array.from({ length: 41 }, (_, index) => content.subarray(index * MIB, (index + 1) * MIB))
    await store.put('d/large', Readable.from(pieces), content.length)
    expect(hashOf(await read(store, 'd/large'))).toBe(hashOf(content))
    for (const [start, end] of [
      [0, 0],
      [16 * MIB - 2, 16 * MIB + 2],
      [content.length - 7, content.length - 1],
    ] as const) {
      expect(await read(store, 'd/large', { start, end })).toEqual(content.subarray(start, end + 1))
    }
  }, 60_000)

  it.each([100, 20 * MIB])('leaves nothing of a stream that breaks after %i bytes', async (bytes) => {
    await expect(store.put('e/broken', Readable.from(breaksAfter(bytes)), 30 * MIB)).rejects.toThrow('cut')
    expect(await store.head('e/broken')).toBeNull()
    await store.tidy(new Date(Date.now() + 60_000))
  })

  it.each([2, 10, 20 * MIB])('refuses what is not as long as announced (%i bytes)', async (announced) => {
    const content = announced > MIB ? Buffer.alloc(announced + 1) : Buffer.from('five5')
    await expect(store.put('e/wrong', Readable.from([content]), announced)).rejects.toThrow('bytes')
    expect(await store.head('e/wrong')).toBeNull()
  })

  it('keeps the older object when a newer one breaks', async () => {
    await store.put('e/kept', Buffer.from('older'), 5)
    await expect(store.put('e/kept', Readable.from(breaksAfter(10)), 20)).rejects.toThrow('cut')
    expect((await read(store, 'e/kept')).toString()).toBe('older')
  })

  it('takes the same object from many writers at once', async () => {
    const content = randomBytes(MIB)
    await Promise.all(
      Array.from({ length: 8 }, () => store.put('f/same', Readable.from([content]), content.length)),
    )
    expect(hashOf(await read(store, 'f/same'))).toBe(hashOf(content))
  })

  it('lists by prefix, and nothing half-written', async () => {
    for (const key of ['g/aa/1', 'g/aa/2', 'g/ab/3']) await store.put(key, Buffer.from(key), key.length)
    expect(await keysUnder(store, 'g/')).toEqual(['g/aa/1', 'g/aa/2', 'g/ab/3'])
    expect(await keysUnder(store, 'g/aa/')).toEqual(['g/aa/1', 'g/aa/2'])
    expect(await keysUnder(store, 'nothing/')).toEqual([])
  })

  it('forgets what was removed, and removes what is not there', async () => {
    await store.put('h/gone', Buffer.from('x'), 1)
    await store.remove('h/gone')
    await store.remove('h/gone')
    expect(await store.head('h/gone')).toBeNull()
    await expect(store.get('h/gone')).rejects.toMatchObject({ code: 'not_found' })
    await expect(store.get('h/gone', { start: 0, end: 1 })).rejects.toMatchObject({ code: 'not_found' })
  })

  it.each(['../x', 'a/../../x', '/etc/passwd', 'a//b', '.drafts/x', 'a/.x', 'a\\b', 'ä', '', 'a\0b'])(
    'knows no key %j',
    async (key) => {
      await expect(store.put(key, Buffer.from('x'), 1)).rejects.toThrow('Not a key')
      await expect(store.get(key)).rejects.toThrow('Not a key')
      await expect(store.head(key)).rejects.toThrow('Not a key')
      await expect(store.remove(key)).rejects.toThrow('Not a key')
    },
  )
})

describe('what only one of them does', () => {
  it('S3: an address serves the object under its name for a while, and nothing else', async () => {
    const store = stores.get('S3') as ObjectStore
    await store.put('i/signed', Buffer.from('signed'), 6)
    const address = (await store.address('i/signed', 60, '第一课.pdf')) as string
    const answer = await fetch(address)
    expect(await answer.text()).toBe('signed')
    expect(answer.headers.get('content-disposition')).toContain('%E7%AC%AC')
    expect((await fetch(address.replace('i/signed', 'i/other'))).status).toBe(403)
  })

  it('S3: forgets parts of writers that died', async () => {
    const { Client } = await import('minio')
    const { hostname, port } = new URL(s3.endpoint)
    const client = new Client({
      endPoint: hostname,
      port: Number(port),
      useSSL: false,
      accessKey: s3.accessKey,
      secretKey: s3.secretKey,
      region: 'us-east-1',
    })
    const store = stores.get('S3') as ObjectStore
    await store.check()
    const uploadId = await client.initiateNewMultipartUpload('tongke-tests', 'j/k/dead', {})
    const where = { bucketName: 'tongke-tests', objectName: 'j/k/dead', uploadID: uploadId, headers: {} }
    const goOn = () => client.uploadPart({ ...where, partNumber: 1 }, Buffer.from('x'))
    await store.tidy(new Date(Date.now() - 60_000))
    await goOn()
    await store.tidy(new Date(Date.now() + 60_000))
    await expect(goOn()).rejects.toMatchObject({ code: 'NoSuchUpload' })
  })

  it('S3: two processes make the bucket at once', async () => {
    const both = [bucketOf('tongke-twice'), bucketOf('tongke-twice')]
    await Promise.all(both.map((store, index) => store.put(`k/${index}`, Buffer.from('x'), 1)))
  })

  it('folder: has no draft left', async () => {
    expect(await readdir(join(folder, 'store', '.drafts'))).toEqual([])
    expect(await (stores.get('folder') as ObjectStore).address('a/file', 60, 'x')).toBeNull()
  })
})
