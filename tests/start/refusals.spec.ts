import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { lockDataFolder } from '../../scripts/lib/data-folder.mjs'
import { freeRange } from '../../scripts/lib/ports.mjs'
import { aPlace, Npm, processesOf, type Place } from './npm-start.ts'

let place: Place
beforeEach(async () => {
  place = await aPlace()
})
afterEach(() => place.remove())

const refusal = async (more: Record<string, string> = {}, args = ['start']) => {
  const npm = Npm.run(args, place, more)
  const code = await npm.exitCode()
  expect(processesOf(place.folder)).toEqual([])
  return { code, words: npm.output }
}

test('a busy port is named, with the variable that chooses another', async () => {
  const port = await freeRange(3)
  const other = createServer().listen(port)
  // The next one is ours too: what is suggested must work.
  const { code, words } = await refusal({ PORT: String(port), MEDIA_PORT: String(port + 1) })
  other.close()
  expect(code).toBe(1)
  expect(words).toContain(`Port ${port} is in use by another program`)
  expect(words).toContain(`choose another port: PORT=${port + 2} npm start`)
  expect(words).not.toMatch(/\n\s+at /)
}, 20_000)

test('two variables with one port are refused', async () => {
  const port = String(await freeRange(1))
  const { code, words } = await refusal({ PORT: port, MEDIA_PORT: port })
  expect(code).toBe(1)
  expect(words).toContain(`PORT and MEDIA_PORT ask for the same port (${port})`)
}, 20_000)

test('data of a newer version is left alone', async () => {
  await writeFile(join(place.folder, 'version'), '99\n')
  const { code, words } = await refusal()
  expect(code).toBe(1)
  expect(words).toContain('written by a newer version (99;')
  expect(await readdir(place.folder)).toEqual(['version'])
}, 20_000)

test('a second start on the same data folder is refused', async () => {
  const unlock = await lockDataFolder(place.folder)
  const { code, words } = await refusal()
  await unlock()
  expect(code).toBe(1)
  expect(words).toContain(`already running on this data folder (process ${process.pid})`)
}, 20_000)

test('a variable that is no port is named', async () => {
  const { code, words } = await refusal({ MEDIA_PORT: 'http' })
  expect(code).toBe(1)
  expect(words).toContain('MEDIA_PORT must be a whole number from 1 to 65535, not http.')
}, 20_000)

test('reset empties the data folder, but not under a running portal', async () => {
  await mkdir(join(place.folder, 'objects'))
  const unlock = await lockDataFolder(place.folder)
  const refused = await refusal({}, ['run', 'reset'])
  expect(refused.code).toBe(1)
  expect(refused.words).toContain('stop it with Ctrl-C before emptying')
  expect(await readdir(place.folder)).toContain('objects')
  await unlock()

  expect((await refusal({}, ['run', 'reset'])).code).toBe(0)
  expect(await readdir(place.folder)).toEqual([])
}, 20_000)
