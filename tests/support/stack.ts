import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { provideWorker } from '../../media/worker/provide.mjs'
import { dropDatabase, withClient } from '../../scripts/lib/database.mjs'
import { freePort, freeRange } from '../../scripts/lib/ports.mjs'
import { supervisedProgram } from '../../scripts/lib/programs.mjs'
import type { Supervised } from '../../scripts/lib/supervisor.mjs'
import { answers, healthy, waitFor } from '../../scripts/lib/wait-for.mjs'
import { createTestDatabase, openCluster } from './cluster.ts'

export type ProcessName = 'server' | 'jobs' | 'media' | 'postgres'

export interface StackOptions {
  /** Start from the demo county; otherwise from an empty migrated database. */
  demo?: boolean
  /** Numbers of rules (`lesson.notHeldAfterMinutes`) in force before any process starts: processes keep what they once read. */
  policies?: Readonly<Record<string, number>>
  /** Which of our processes run; all of them unless told. */
  run?: readonly ('server' | 'jobs' | 'media')[]
  /** A PostgreSQL of its own, so that the suite may kill it. */
  ownPostgres?: boolean
  /** Media workers, 1 unless told. */
  workers?: number
  /** Addresses the media node listens on, 127.0.0.1 unless told. */
  listenIps?: readonly string[]
  /** Variables for one process, stronger than the stack's own. */
  env?: Partial<Record<'server' | 'jobs' | 'media', Record<string, string>>>
}

export interface Stack {
  readonly serverUrl: string
  readonly mediaUrl: string
  readonly databaseUrl: string
  readonly mediaSecret: string
  /** First of the media workers' ports, UDP and TCP. */
  readonly rtcPort: number
  readonly dataFolder: string
  /** Logs of the processes, one file each: `server.log`, `jobs.log`, `media.log`. */
  readonly logFolder: string
  readonly processes: {
    /** As a crash would: the supervisor starts it again. */
    kill9(name: ProcessName): void
    pid(name: ProcessName): number | undefined
    /** Stops it for good. */
    stop(name: ProcessName): Promise<void>
    /** Starts one that was left out or stopped. */
    start(name: 'server' | 'jobs' | 'media'): void
  }
  /** Resolves when every running process answers. */
  ready(): Promise<void>
  stop(): Promise<void>
}

/** Boots real processes on free ports with a database of their own, under the same supervisor as `npm start`. Needs a build. */
export async function bootStack(options: StackOptions = {}): Promise<Stack> {
  const run = options.run ?? ['server', 'jobs', 'media']
  const workers = options.workers ?? 1
  const folder = await mkdtemp(join(tmpdir(), 'tongke-stack-'))
  const cluster = await openCluster(options.ownPostgres)
  const database = `test_${randomBytes(6).toString('hex')}`
  const databaseUrl = await createTestDatabase(cluster, database, options.demo ?? false)
  await setPolicies(databaseUrl, options.policies ?? {})
  const [port, mediaPort, rtcPort] = [await freePort(), await freePort(), await freeRange(workers)]
  const place = {
    port,
    mediaPort,
    rtcPort,
    workers,
    databaseUrl,
    mediaSecret: randomBytes(24).toString('hex'),
    dataFolder: folder,
    workerBin: process.env.WORKER_BIN ?? (await provideWorker()),
    logFolder: join(folder, 'logs'),
    environment: { MEDIA_LISTEN_IPS: (options.listenIps ?? ['127.0.0.1']).join(','), ICE_SERVERS: '' },
  }
  const urls = { server: `http://127.0.0.1:${port}`, media: `http://127.0.0.1:${mediaPort}` }
  const children = new Map<ProcessName, Supervised>()
  if (cluster.postgres) children.set('postgres', cluster.postgres)

  const start = (name: 'server' | 'jobs' | 'media') => {
    const child = supervisedProgram(name, place, options.env?.[name])
    children.set(name, child)
    child.start()
  }
  const ready = async () => {
    const others = (['jobs', 'media'] as const).filter((name) => children.has(name))
    const asked = {
      server: () => healthy(`${urls.server}/api/health`, others),
      media: () => answers(`${urls.media}/health`),
    }
    await Promise.all(
      (['server', 'media'] as const)
        .filter((name) => children.has(name))
        .map((name) => waitFor(`${name} (${place.logFolder}/${name}.log)`, asked[name])),
    )
  }
  const stop = async () => {
    const ours = [...children].filter(([name]) => name !== 'postgres').map(([, child]) => child.stop())
    await Promise.all(ours)
    if (process.env.TEST_CLUSTER_URL && !options.ownPostgres)
      await dropDatabase(cluster.url('postgres'), database)
    await cluster.stop()
    if (!process.env.KEEP_LOGS) await rm(folder, { recursive: true, force: true })
  }

  for (const name of run) start(name)
  await ready().catch(async (error: unknown) => {
    process.env.KEEP_LOGS ??= 'after a failed start'
    await stop()
    throw error
  })
  return {
    serverUrl: urls.server,
    mediaUrl: urls.media,
    databaseUrl,
    mediaSecret: place.mediaSecret,
    rtcPort,
    dataFolder: folder,
    logFolder: place.logFolder,
    processes: {
      kill9: (name) => children.get(name)?.kill9(),
      pid: (name) => children.get(name)?.pid,
      stop: async (name) => {
        await children.get(name)?.stop()
        children.delete(name)
      },
      start,
    },
    ready,
    stop,
  }
}

async function setPolicies(databaseUrl: string, policies: Readonly<Record<string, number>>): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    for (const [key, value] of Object.entries(policies))
      await client.query(
        `insert into policy_rule (id, key, value, unit, source_doc, effective_from)
         values (gen_random_uuid(), $1, $2, '', 'test', '2001-01-01')`,
        [key, value],
      )
  })
}
