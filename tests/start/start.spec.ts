import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { aPlace, Npm, processesOf, type Place } from './npm-start.ts'

const SECOND_START_LIMIT_MS = 10_000

let place: Place
/** Later starts than the first, milliseconds each. */
const laterStarts: number[] = []
const laterStart = async () => {
  const began = Date.now()
  const npm = Npm.run(['start'], place)
  await npm.ready()
  laterStarts.push(Date.now() - began)
  return npm
}

beforeAll(async () => {
  place = await aPlace()
})
afterAll(async () => {
  for (const { pid } of processesOf(place.folder)) process.kill(pid, 'SIGKILL')
  await place.remove()
})

const gone = () => waitFor('every process to end', () => processesOf(place.folder).length === 0)
const pidOf = (part: string) => processesOf(place.folder).find(({ command }) => command.includes(part))?.pid
const health = async () =>
  (
    await fetch(`http://127.0.0.1:${place.environment.PORT}/api/health`, {
      signal: AbortSignal.timeout(1_000),
    })
  ).ok

test('the first start prepares everything and ends with the address and the demo accounts', async () => {
  const npm = Npm.run(['start'], place)
  await npm.ready()
  expect(npm.output).toContain(`http://localhost:${place.environment.PORT}`)
  await waitFor('the demo accounts', () => /demo accounts\n +\S+/.test(npm.output))

  await npm.ctrlC()
  expect(npm.output).toContain('stopped, the data is kept')
  await gone()
}, 180_000)

test('the second start keeps secrets and data, and restarts what is killed', async () => {
  const secrets = await readFile(join(place.folder, 'secrets.json'), 'utf8')
  const npm = await laterStart()
  expect(npm.output).not.toContain('generating demo data')
  expect(await readFile(join(place.folder, 'secrets.json'), 'utf8')).toBe(secrets)

  for (const part of ['server/dist/main.js', 'media/dist/main.js', 'bin/postgres']) {
    const before = pidOf(part)
    process.kill(before ?? 0, 'SIGKILL')
    await waitFor(`${part} to be restarted`, () => pidOf(part) !== undefined && pidOf(part) !== before)
    await waitFor(`health after ${part}`, health)
  }

  expect(await npm.terminate()).toBe(0)
  await gone()
}, 180_000)

/** The innermost process of the script: on a machine with another Node the outer one only forwards signals. */
const supervisorOf = ({ folder }: Place) =>
  Math.max(
    ...processesOf(folder)
      .filter(({ command }) => command.includes('scripts/start.mjs'))
      .map(({ pid }) => pid),
  )

test('when the supervisor itself is killed nothing outlives it, and the next start works', async () => {
  await laterStart()
  process.kill(supervisorOf(place), 'SIGKILL')
  await gone()

  const next = await laterStart()
  await next.ctrlC()
  expect(next.output).toContain('stopped, the data is kept')
  await gone()
}, 180_000)

test('no later start takes more than 10 s', () => {
  expect(laterStarts).toHaveLength(3)
  expect(Math.max(...laterStarts)).toBeLessThanOrEqual(SECOND_START_LIMIT_MS)
})
