import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createDatabase, dropDatabase, loadDemo, migrate, withClient } from '../../scripts/lib/database.mjs'
import { inRoot } from '../../scripts/lib/paths.mjs'
import { startTestCluster } from '../../scripts/lib/test-cluster.mjs'
import type { Supervised } from '../../scripts/lib/supervisor.mjs'

export interface Cluster {
  url(database: string): string
  /** The process, when this suite has the cluster to itself. */
  postgres?: Supervised
  stop(): Promise<void>
}

/**
 * The PostgreSQL of the test run (`TEST_CLUSTER_URL`, set by `npm test`) or, when a single file is run by hand, one of its own.
 * @param own a cluster nobody else uses, written durably: for suites that kill it
 */
export async function openCluster(own = false): Promise<Cluster> {
  const shared = process.env.TEST_CLUSTER_URL
  if (own || !shared) return startTestCluster({ durable: own })
  return { url: (database) => `${shared}/${database}`, stop: async () => {} }
}

/** Creates a migrated database, with the demo county if asked, as a copy of a template made once per cluster and build. */
export async function createTestDatabase(cluster: Cluster, name: string, demo: boolean): Promise<string> {
  const template = `template_${demo ? 'demo' : 'empty'}_${buildMark()}`
  const maintenance = cluster.url('postgres')
  await withClient(maintenance, async (client) => {
    await client.query('select pg_advisory_lock(7236)')
    if (await createDatabase(maintenance, template))
      await fill(cluster.url(template), demo, () => dropDatabase(maintenance, template))
  })
  await createDatabase(maintenance, name, template)
  return cluster.url(name)
}

async function fill(databaseUrl: string, demo: boolean, undo: () => Promise<unknown>) {
  const place = {
    databaseUrl,
    mediaSecret: 'a secret for tests only',
    port: 1,
    mediaPort: 1,
    rtcPort: 1,
    workers: 1,
  }
  try {
    await migrate({ ...place, dataFolder: '/tmp', workerBin: '' })
    if (demo) await loadDemo({ ...place, dataFolder: '/tmp', workerBin: '' })
  } catch (error) {
    await undo()
    throw error
  }
}

/** Changes with every build of the server, so that a template never outlives its migrations. */
function buildMark(): string {
  const folder = inRoot('server', 'dist')
  const hash = createHash('sha256')
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.js')) continue
    const { size, mtimeMs } = statSync(join(entry.parentPath, entry.name))
    hash.update(`${entry.name} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 10)
}
