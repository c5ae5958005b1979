import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './ports.mjs'
import { prepareCluster } from './postgres.mjs'
import { Supervised } from './supervisor.mjs'
import { waitForDatabase } from './database.mjs'

/**
 * A PostgreSQL of its own in a temporary folder.
 * @returns {Promise<{ url: (database: string) => string, postgres: Supervised, stop: () => Promise<void> }>}
 */
export async function startTestCluster({ durable = false } = {}) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'tongke-cluster-'))
  await chmod(dataFolder, 0o755)
  const port = await freePort()
  const { url, ...cluster } = await prepareCluster({
    dataFolder,
    password: 'test',
    port,
    throwaway: !durable,
  })
  const postgres = new Supervised({
    name: 'postgres',
    ...cluster,
    log: join(dataFolder, 'log'),
    stopSignal: 'SIGINT',
  })
  postgres.start()
  await waitForDatabase(url('postgres'))
  return {
    url,
    postgres,
    async stop() {
      await postgres.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
