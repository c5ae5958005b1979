import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Clock } from '../../server/src/platform/clock.ts'
import { Config } from '../../server/src/platform/config.ts'
import { createDataSource } from '../../server/src/platform/database/data-source.ts'
import { Database } from '../../server/src/platform/database/database.ts'
import { createTestDatabase, openCluster } from './cluster.ts'

/** Hours pass when a test says so. */
export class SetClock extends Clock {
  ahead = 0
  override now(): Date {
    return new Date(Date.now() + this.ahead)
  }
}

/** What services of the server stand on, without a process: a real database, a data folder, a clock to set. */
export async function openBench(demo = false) {
  const folder = await mkdtemp(join(tmpdir(), 'tongke-bench-'))
  const cluster = await openCluster()
  const databaseUrl = await createTestDatabase(cluster, `test_${randomBytes(6).toString('hex')}`, demo)
  const config = Config.parse({
    DATABASE_URL: databaseUrl,
    MEDIA_SECRET: 'a secret for tests only',
    DATA_DIR: folder,
  })
  const source = await createDataSource(config, []).initialize()
  const close = async () => {
    await source.destroy()
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { folder, config, source, database: new Database(source), clock: new SetClock(config), close }
}
export type Bench = Awaited<ReturnType<typeof openBench>>
