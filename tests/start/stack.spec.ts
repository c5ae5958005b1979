import { withClient } from '../../scripts/lib/database.mjs'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { bootStack, type Stack } from '../support/stack.ts'

let stacks: Stack[] = []
beforeAll(async () => {
  stacks = await Promise.all([bootStack({ ownPostgres: true }), bootStack()])
}, 60_000)
afterAll(() => Promise.all(stacks.map((stack) => stack.stop())), 30_000)

const first = () => stacks[0] as Stack
const health = (stack: Stack) => fetch(`${stack.serverUrl}/api/health`).then((response) => response.ok)

test('stacks share neither ports nor databases', () => {
  expect(new Set(stacks.map((stack) => stack.serverUrl)).size).toBe(2)
  expect(new Set(stacks.map((stack) => stack.databaseUrl)).size).toBe(2)
})

test('the schema is there', async () => {
  const tables = await withClient(first().databaseUrl, async (client) => {
    const { rows } = await client.query("select tablename from pg_tables where schemaname = 'public'")
    return rows.map((row: { tablename: string }) => row.tablename)
  })
  expect(tables).toContain('schema_migration')
})

test.each(['server', 'jobs', 'media', 'postgres'] as const)(
  '%s comes back after kill -9',
  async (name) => {
    const { processes } = first()
    const before = processes.pid(name)
    processes.kill9(name)
    await waitFor(`a new ${name}`, () => processes.pid(name) !== undefined && processes.pid(name) !== before)
    await first().ready()
    await waitFor('the server to be well', () => health(first()))
  },
  30_000,
)

test('a process that was stopped stays away until it is started', async () => {
  const { processes } = first()
  await processes.stop('media')
  expect(processes.pid('media')).toBeUndefined()
  processes.start('media')
  await first().ready()
}, 30_000)
