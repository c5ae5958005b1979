import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RotatingLog } from './rotating-log.mjs'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongke-log-'))
})
afterEach(() => rm(folder, { recursive: true }))

const path = () => join(folder, 'logs', 'server.log')
const written = async (name: string) => readFile(join(folder, 'logs', name), 'utf8')
const end = (log: RotatingLog) => new Promise<void>((resolve) => log.end(() => resolve()))

test('a log that is written for long stays bounded and keeps its latest lines', async () => {
  const log = new RotatingLog(path(), 100)
  for (let line = 0; line < 1_000; line += 1) log.write(`line ${line}\n`)
  await end(log)
  expect(await readdir(join(folder, 'logs'))).toEqual(['server.log', 'server.log.1'])
  const both = (await written('server.log.1')) + (await written('server.log'))
  expect(both.length).toBeLessThan(300)
  expect(both).toMatch(/line 998\nline 999\n$/)
})

test('no line is torn, and what was there before a start counts', async () => {
  await end(new RotatingLog(path(), 10))
  await writeFile(path(), 'a line from before\n')
  const log = new RotatingLog(path(), 10)
  for (const piece of ['{"half', 'of":', '"one"}\n', 'next\n']) log.write(piece)
  await end(log)
  expect(await written('server.log.1')).toBe('{"halfof":"one"}\n')
  expect(await written('server.log')).toBe('next\n')
})

test('a log that cannot be written stops nobody', async () => {
  const log = new RotatingLog(path(), 10)
  await rm(join(folder, 'logs'), { recursive: true })
  log.write('lost\n')
  await expect(end(log)).resolves.toBeUndefined()
})
