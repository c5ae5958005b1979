import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { holderOf, lockDataFolder, openDataFolder, requireFreeSpace, secretsOf } from './data-folder.mjs'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongke-data-'))
})
afterEach(() => rm(folder, { recursive: true }))

const disk = (megabytes: number) => async () => ({ bavail: megabytes * 256, bsize: 4096 })

test('a full disk is refused with what is left and what is needed', async () => {
  await expect(requireFreeSpace(folder, 500, disk(120))).rejects.toThrow(
    /has 120 MB left and 500 MB are needed/,
  )
})

test('enough space is enough, also for a folder that does not exist yet', async () => {
  await expect(requireFreeSpace(join(folder, 'not', 'yet'), 500, disk(500))).resolves.toBeUndefined()
})

test('a new folder gets the version this program writes and keeps it', async () => {
  const inside = join(folder, 'data')
  await openDataFolder(inside)
  await openDataFolder(inside)
  expect(await readFile(join(inside, 'version'), 'utf8')).toBe('1\n')
})

test('secrets are made once and only their owner may read them', async () => {
  const first = await secretsOf(folder)
  expect(await secretsOf(folder)).toEqual(first)
  expect(first.media).not.toBe(first.database)
  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600)
})

test('a lock of a process that is gone does not hold', async () => {
  await writeFile(join(folder, 'lock'), JSON.stringify({ pid: process.pid, started: 'another time' }))
  expect(holderOf(folder)).toBeUndefined()
  const unlock = await lockDataFolder(folder)
  expect(holderOf(folder)).toBe(process.pid)
  await unlock()
  expect(holderOf(folder)).toBeUndefined()
})

test.each([
  ['the version', 'version', openDataFolder],
  ['the secrets', 'secrets.json', secretsOf],
  ['the lock', 'lock/held', lockDataFolder],
])('a folder where %s cannot be used is refused in one sentence', async (_, name, use) => {
  // Root may read and write everything, so what stands in the way here is a folder instead of somebody else's file.
  await mkdir(join(folder, name), { recursive: true })
  await expect(use(folder)).rejects.toThrow(/cannot be used \(E\w+\): change its permissions/)
})
