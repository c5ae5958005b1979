import { inRoot, NODE } from './paths.mjs'
import { lastLines, run } from './run.mjs'
import { Refusal, say } from './say.mjs'
import { environmentOf } from './programs.mjs'
import { waitFor } from './wait-for.mjs'

/**
 * Runs `work` with a connected client. `pg` is a dependency, so it is loaded only once dependencies are there.
 * @template T
 * @param {string} url
 * @param {(client: import('pg').Client) => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function withClient(url, work) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export const waitForDatabase = (url, timeoutMs = 30_000) =>
  waitFor('PostgreSQL', () => withClient(url, () => true), { timeoutMs })

/** Creates a database, a copy of `template` if given, unless it exists. @returns {Promise<boolean>} whether it was created */
export const createDatabase = (maintenanceUrl, name, template) =>
  withClient(maintenanceUrl, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount > 0) return false
    const copy = template ? ` template ${client.escapeIdentifier(template)}` : ''
    await client.query(`create database ${client.escapeIdentifier(name)}${copy}`)
    return true
  })

export const dropDatabase = (maintenanceUrl, name) =>
  withClient(maintenanceUrl, (client) =>
    client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`),
  )

/** Brings the schema to this version's state. @throws Refusal with the program's own words */
export async function migrate(place) {
  const { code, output } = await runProgram('server/dist/migrate-main.js', place)
  if (code === 0) return
  throw new Refusal(
    `数据库升级失败:${reason(output)}。若数据由更新的版本写入,请升级程序。`,
    'The database could not be migrated: see the reason above; if a newer version wrote it, update the program.',
  )
}

/** Fills an empty database with the invented county of the demo. */
export async function loadDemo(place) {
  say('生成演示数据', 'generating demo data')
  const { code, output } = await runProgram('server/dist/demo-main.js', place)
  if (code === 0) return
  throw new Refusal(
    `演示数据生成失败:${reason(output)}。可用 DEMO=false npm start 跳过。`,
    'The demo data could not be generated: see the reason above, or skip it with DEMO=false npm start.',
  )
}

/** @returns {Promise<{ name: string, phone: string, password: string, what: string }[]>} empty when the program cannot say */
export async function demoAccounts(place) {
  const { code, output } = await runProgram('server/dist/demo-main.js', place, ['--accounts'])
  if (code !== 0) return []
  try {
    return JSON.parse(output.slice(output.indexOf('[')))
  } catch {
    return []
  }
}

const runProgram = (path, place, args = []) =>
  run(NODE, [inRoot(path), ...args], { env: environmentOf(place) })

/** The message of the last structured log line, or the last line as it is. */
function reason(output) {
  const line = lastLines(output, 1)
  try {
    return JSON.parse(line).msg ?? line
  } catch {
    return line
  }
}
