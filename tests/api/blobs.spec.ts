import { createHash, randomUUID } from 'node:crypto'
import { readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { DataSource } from 'typeorm'
import { BlobMismatch, BlobStore } from '../../server/src/platform/store/blob-store.ts'
import { FolderStore } from '../../server/src/platform/store/folder-store.ts'
import { openBench, type Bench, type SetClock } from '../support/module-bench.ts'

const DAY = 86_400_000

let bench: Bench
let folder: string
let source: DataSource
let clock: SetClock
let store: FolderStore
let blobs: BlobStore

beforeAll(async () => {
  bench = await openBench()
  ;({ folder, source, clock } = bench)
  await source.query('create table use_of_blob (sha256 text primary key references blob)')
  store = new FolderStore(join(folder, 'store'))
  blobs = new BlobStore(bench.database, clock, store, bench.config)
}, 120_000)
afterAll(() => bench?.close())
beforeEach(() => {
  clock.ahead = 0
})

const sha = (content: string) => createHash('sha256').update(content).digest('hex')
const put = (content: string) => blobs.put(Readable.from([Buffer.from(content)]))
const use = (sha256: string) => source.query('insert into use_of_blob values ($1)', [sha256])
const keyOf = (sha256: string) => `blobs/${sha256.slice(0, 2)}/${sha256}`

describe('blobs', () => {
  it('are known by their content and stored once', async () => {
    const first = await put('once')
    expect(first).toEqual({ sha256: sha('once'), sizeBytes: 4 })
    expect(await put('once')).toEqual(first)
    expect(await blobs.size(first.sha256)).toBe(4)
    expect(await text(await blobs.open(first.sha256, { start: 1, end: 2 }))).toBe('nc')
    expect(await readdir(join(folder, 'staging'))).toEqual([])
  })

  it('come from a file, which stays', async () => {
    const path = join(folder, 'file')
    await writeFile(path, 'of a file')
    const { sha256 } = await blobs.putFile(path)
    expect(await text(await blobs.open(sha256))).toBe('of a file')
    await rm(path)
    expect(await text(await blobs.open(sha256))).toBe('of a file')
  })

  it('are refused when they are not what was expected, and leave nothing', async () => {
    const content = () => Readable.from([Buffer.from('tampered')])
    await expect(blobs.put(content(), { sha256: sha('genuine') })).rejects.toThrow(BlobMismatch)
    await expect(blobs.put(content(), { sizeBytes: 7 })).rejects.toThrow(BlobMismatch)
    expect(await blobs.size(sha('tampered'))).toBeNull()
    expect(await readdir(join(folder, 'staging'))).toEqual([])
  })

  it('are put anew when the row is there and the object is lost', async () => {
    const { sha256 } = await put('lost')
    await store.remove(keyOf(sha256))
    await put('lost')
    expect(await text(await blobs.open(sha256))).toBe('lost')
  })
})

describe('the collection', () => {
  it('takes what is older than a day and not needed, and nothing else', async () => {
    const [needed, old] = [await put('needed'), await put('old')]
    await use(needed.sha256)
    await blobs.collect()
    expect(await blobs.size(old.sha256)).toBe(3)
    clock.ahead = DAY + 60_000
    const young = await put('young')
    await blobs.collect()
    expect(await blobs.size(old.sha256)).toBeNull()
    expect(await store.head(keyOf(old.sha256))).toBeNull()
    expect(await text(await blobs.open(needed.sha256))).toBe('needed')
    expect(await text(await blobs.open(young.sha256))).toBe('young')
  })

  it('gives a blob that is put again another day', async () => {
    const { sha256 } = await put('again')
    clock.ahead = DAY + 60_000
    await put('again')
    await blobs.collect()
    expect(await text(await blobs.open(sha256))).toBe('again')
  })

  it('takes objects whose writer died before the row, and half-written files', async () => {
    await store.put(keyOf(sha('orphan')), Buffer.from('orphan'), 6)
    const left = join(folder, 'staging', randomUUID())
    await writeFile(left, 'half')
    await blobs.collect()
    expect(await store.head(keyOf(sha('orphan')))).not.toBeNull()
    const yesterday = new Date(Date.now() - DAY - 60_000)
    await utimes(left, yesterday, yesterday)
    clock.ahead = DAY + 60_000
    await blobs.collect()
    expect(await store.head(keyOf(sha('orphan')))).toBeNull()
    expect(await readdir(join(folder, 'staging'))).toEqual([])
  })

  it('never takes what concurrent writers put and then refer to', async () => {
    const contents = Array.from({ length: 12 }, (_, index) => `contested ${index}`)
    for (const content of contents) await put(content)
    clock.ahead = 2 * DAY
    let writing = true
    const collecting = Promise.all(
      [1, 2].map(async () => {
        while (writing) await blobs.collect()
      }),
    )
    await Promise.all(contents.flatMap((content) => [put(content), put(content), put(content)])).finally(
      () => {
        writing = false
      },
    )
    await collecting
    for (const content of contents) {
      await use(sha(content))
      expect(await text(await blobs.open(sha(content)))).toBe(content)
    }
  })
})
