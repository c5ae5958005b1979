import { Health } from '@tongke/contract'
import pg from 'pg'
import { runMain } from '../support/run-main.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { waitFor } from '../../scripts/lib/wait-for.mjs'

let stack: Stack

beforeAll(async () => {
  stack = await bootStack({ run: ['server', 'jobs'] })
}, 120_000)
afterAll(() => stack?.stop())

const environment = () => ({ DATABASE_URL: stack.databaseUrl, MEDIA_SECRET: stack.mediaSecret })

describe('processes', () => {
  it('tell in the health answer when the jobs process is at work', async () => {
    const jobs = async () =>
      Health.parse(await (await fetch(`${stack.serverUrl}/api/health`)).json()).dependencies.jobs
    await waitFor('a beat of the jobs process', async () => (await jobs())?.status === 'ok')
  }, 30_000)

  it('refuse to start on a bad environment with the names of what is bad', async () => {
    const { code, output } = await runMain('main', { DATABASE_URL: 'nowhere', PORT: 'x' })
    expect(code).toBe(1)
    for (const name of ['DATABASE_URL', 'PORT', 'MEDIA_SECRET']) expect(output).toContain(name)
  }, 30_000)

  it('leave a database alone that a newer version made', async () => {
    const client = new pg.Client({ connectionString: stack.databaseUrl })
    await client.connect()
    await client.query(
      `insert into schema_migration (timestamp, name) values (9999999999999, 'FromTheFuture9999999999999')`,
    )
    const { code, output } = await runMain('migrate-main', environment())
    await client.query(`delete from schema_migration where name = 'FromTheFuture9999999999999'`)
    await client.end()
    expect(code).toBe(1)
    expect(output).toContain('newer version')
    expect((await runMain('migrate-main', environment())).code).toBe(0)
  }, 30_000)

  it('stop within three seconds when asked', async () => {
    const start = performance.now()
    await stack.processes.stop('server')
    await stack.processes.stop('jobs')
    expect(performance.now() - start).toBeLessThan(6_000)
  }, 30_000)
})
