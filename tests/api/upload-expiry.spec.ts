import { createHash, randomUUID } from 'node:crypto'
import { appendFile, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PolicyRules } from '../../server/src/curriculum/policy-rules.ts'
import { UploadFiles } from '../../server/src/library/uploads/upload-files.ts'
import { UploadsService } from '../../server/src/library/uploads/uploads.service.ts'
import type { PersonPrincipal } from '../../server/src/people/principal.ts'
import { BlobStore } from '../../server/src/platform/store/blob-store.ts'
import { FolderStore } from '../../server/src/platform/store/folder-store.ts'
import { openBench, type Bench } from '../support/module-bench.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

let bench: Bench
let uploads: UploadsService
let blobs: BlobStore
let files: UploadFiles
let who: PersonPrincipal

beforeAll(async () => {
  bench = await openBench(true)
  const { folder, config, database, clock, source } = bench
  const store = new FolderStore(join(folder, 'store'))
  blobs = new BlobStore(database, clock, store, config)
  files = new UploadFiles(config, store)
  uploads = new UploadsService(database, clock, new PolicyRules(database, clock), blobs, files)
  const [person] = (await source.query(
    `select id, name from person where name = '林晓雯'`,
  )) as PersonPrincipal[]
  const posts = [{ role: 'teacher', orgId: randomUUID() }] as unknown as PersonPrincipal['posts']
  who = { ...(person as PersonPrincipal), kind: 'person', posts, sessionId: '', mustChangePassword: false }
}, 120_000)
afterAll(() => bench?.close())
beforeEach(() => {
  bench.clock.ahead = 0
})

const hash = (content: string) => createHash('sha256').update(content).digest('hex')
const begin = (content: string) =>
  uploads.check(who, { name: 'x.txt', sizeBytes: Buffer.byteLength(content), sha256: hash(content) })

/** The last byte came so long ago. */
async function aged(id: string, ms: number) {
  const then = new Date(Date.now() - ms)
  await utimes(files.pathOf(id), then, then)
}

describe('uploads that nobody goes on with', () => {
  it('are forgotten 72 hours after their last byte, not after their first', async () => {
    const [abandoned, slow] = [await begin('abandoned'), await begin('slow')]
    bench.clock.ahead = 73 * HOUR
    await appendFile(files.pathOf(slow.id), 's')
    const now = new Date(Date.now() + 72 * HOUR)
    await utimes(files.pathOf(slow.id), now, now)
    await uploads.cleanUp()
    expect(await readdir(files.folder)).toEqual([slow.id])
    await expect(uploads.open(who, abandoned.id)).rejects.toMatchObject({ code: 'upload.unknown' })
    await expect(uploads.open(who, slow.id)).resolves.toMatchObject({ id: slow.id })
  })

  it('let go of their content a week after they were finished, unless it is used', async () => {
    const { id } = await begin('finished')
    await appendFile(files.pathOf(id), 'finished')
    await uploads.finish(who, id)
    bench.clock.ahead = 6 * DAY
    await uploads.cleanUp()
    await blobs.collect()
    expect(await uploads.finished(who.id, id)).toMatchObject({ blobSha: hash('finished'), kind: 'text' })
    bench.clock.ahead = 8 * DAY
    await uploads.cleanUp()
    await blobs.collect()
    await expect(uploads.finished(who.id, id)).rejects.toMatchObject({ code: 'upload.unknown' })
    expect(await blobs.size(hash('finished'))).toBeNull()
  })

  it('leave no stray files', async () => {
    await writeFile(join(files.folder, 'stray'), 'x')
    await aged('stray', 2 * HOUR)
    const { id } = await begin('begun')
    await aged(id, 2 * HOUR)
    await uploads.cleanUp()
    expect(await readdir(files.folder)).not.toContain('stray')
    expect(await readdir(files.folder)).toContain(id)
  })

  it('get their file back when a process died before it made it', async () => {
    const { id } = await begin('lost file')
    await files.remove(id)
    expect((await begin('lost file')).id).toBe(id)
    expect(await files.state(id)).toMatchObject({ sizeBytes: 0 })
  })

  it('can be finished after a process died between keeping the content and saying so', async () => {
    const { id } = await begin('kept')
    await appendFile(files.pathOf(id), 'kept')
    await blobs.putFile(files.pathOf(id))
    expect(await uploads.finish(who, id)).toMatchObject({ finished: true })
    expect(await files.state(id)).toBeNull()
  })
})
