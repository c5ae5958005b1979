import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { provideWorker } from '../../media/worker/provide.mjs'
import { ensureBuilt } from './build.mjs'
import { lockDataFolder, secretsOf } from './data-folder.mjs'
import {
  createDatabase,
  demoAccounts,
  dropDatabase,
  loadDemo,
  migrate,
  waitForDatabase,
} from './database.mjs'
import {
  ensurePackages,
  FOR_DEMO_LIBRARY,
  FOR_OFFICE,
  FOR_START,
  hasChineseFonts,
  installLater,
} from './debian-packages.mjs'
import { freePort, isFree } from './ports.mjs'
import { prepareCluster } from './postgres.mjs'
import { demoLibraryProgram, supervisedProgram } from './programs.mjs'
import { Refusal, say } from './say.mjs'
import { Supervised } from './supervisor.mjs'
import { healthy, waitFor } from './wait-for.mjs'

const DATABASE = 'tongke'
const USUAL_POSTGRES_PORT = 54_329
const READY_LIMIT_MS = 60_000

/** Sets up, starts everything under one supervisor and stays until a signal ends it. @throws Refusal */
export async function runPortal(settings) {
  const unlock = await lockDataFolder(settings.dataFolder)
  const children = []
  const stopping = new AbortController()
  const stop = async () => {
    stopping.abort()
    await stopAll(children)
    await unlock()
  }
  stopOnSignal(stop)
  try {
    await ensurePackages(FOR_START)
    const workerBin = await provideWorker()
    await ensureBuilt()
    const place = await placeOf(settings, workerBin)
    await startDatabase(settings, place, children)
    await startPrograms(place, children)
    await announce(place)
    void completeLater(place, children, stopping.signal)
  } catch (error) {
    await stop()
    throw error
  }
}

/** What the portal can do without for a while: it runs already. */
async function completeLater(place, children, stopping) {
  if (place.demoLibrary) {
    await installLater(FOR_DEMO_LIBRARY, [
      '演示资源所需的字体与配音软件',
      'fonts and the voice of the demo library',
    ])
    if (!stopping.aborted && hasChineseFonts()) children.push(fillDemoLibrary(place))
  }
  if (!stopping.aborted) await installLater(FOR_OFFICE, ['文档转换软件', 'the converter of office files'])
}

function fillDemoLibrary(place) {
  const filling = demoLibraryProgram(place)
  filling.once('died', ({ code }) =>
    code === 0
      ? say('演示资源已齐备', 'the demo library is complete')
      : say(
          '部分演示资源尚未生成,下次启动时继续',
          'part of the demo library is missing, the next start goes on',
        ),
  )
  return filling.start()
}

async function placeOf(settings, workerBin) {
  const secrets = await secretsOf(settings.dataFolder)
  return {
    ...settings,
    workerBin,
    databasePassword: secrets.database,
    mediaSecret: settings.mediaSecret ?? secrets.media,
    logFolder: join(settings.dataFolder, 'logs'),
  }
}

/** Starts PostgreSQL, unless there is one, and brings the database to this version's state; writes its address into `place`. */
async function startDatabase(settings, place, children) {
  if (settings.databaseUrl) {
    await waitForDatabase(settings.databaseUrl, 10_000).catch(({ message }) => {
      throw new Refusal(
        `无法连接 DATABASE_URL 指定的数据库(${message}):请检查地址与密码。`,
        'The database of DATABASE_URL does not answer: check its address and password.',
      )
    })
    place.databaseUrl = settings.databaseUrl
    await migrate(place)
    if (settings.demo) await loadDemo(place)
    return
  }
  const cluster = await startCluster(settings, place, children)
  place.databaseUrl = cluster.url(DATABASE)
  await prepareDatabase(settings, place, cluster.url('postgres'))
}

async function startCluster(settings, place, children) {
  say('启动 PostgreSQL', 'starting PostgreSQL')
  const port = settings.postgresPort ?? (await postgresPort(settings))
  const cluster = await prepareCluster({
    dataFolder: settings.dataFolder,
    password: place.databasePassword,
    port,
  })
  const log = join(place.logFolder, 'postgres.log')
  const postgres = new Supervised({ name: 'postgres', ...cluster, log, stopSignal: 'SIGINT' })
  children.push(watched(postgres).start())
  await waitForDatabase(cluster.url('postgres')).catch(() => {
    throw new Refusal(
      `PostgreSQL 没有启动:原因见 ${log}。`,
      `PostgreSQL did not start: the reason is in ${log}.`,
    )
  })
  return cluster
}

async function postgresPort({ port, mediaPort }) {
  const ours = [port, mediaPort].includes(USUAL_POSTGRES_PORT)
  return !ours && (await isFree({ port: USUAL_POSTGRES_PORT })) ? USUAL_POSTGRES_PORT : freePort()
}

/** A first start that was cut short leaves its mark: the next one begins the database anew instead of keeping half of it. */
async function prepareDatabase(settings, place, maintenanceUrl) {
  const unfinished = join(settings.dataFolder, 'first-start-unfinished')
  if (existsSync(unfinished)) await dropDatabase(maintenanceUrl, DATABASE)
  if (!(await createDatabase(maintenanceUrl, DATABASE))) return migrate(place)
  await writeFile(unfinished, '')
  await migrate(place)
  if (settings.demo) await loadDemo(place)
  await rm(unfinished)
}

async function startPrograms(place, children) {
  say('启动服务、任务与媒体节点', 'starting server, jobs and media node')
  for (const name of ['server', 'jobs', 'media'])
    children.push(watched(supervisedProgram(name, place)).start())
  await ready(place)
}

const ready = (place) =>
  waitFor(
    'server',
    () => healthy(`http://127.0.0.1:${place.port}/api/health`, ['database', 'jobs', 'media']),
    { timeoutMs: READY_LIMIT_MS },
  ).catch(() => {
    const log = join(place.logFolder, '*.log')
    throw new Refusal(
      `服务在 ${READY_LIMIT_MS / 1000} 秒内没有就绪:原因见 ${log}。`,
      `the portal was not ready within ${READY_LIMIT_MS / 1000} s: the reason is in ${log}.`,
    )
  })

/** Says what the supervisor does, so that nobody wonders at a gap in the log. */
function watched(child) {
  return child.on('died', ({ name, code, signal, delay }) =>
    say(`${name} 意外退出(${signal ?? code}),${delay} 毫秒后重启`, `${name} died, restarting`),
  )
}

async function announce(place) {
  const accounts = await demoAccounts(place)
  const hosts = ['localhost', ...(place.plainHttp ? lanAddresses() : [])]
  const addresses = hosts.map((host) => `http://${host}:${place.port}`)
  const rows = accounts.map(
    ({ name, phone, password, what }) => `    ${name}  ${phone}  ${password}  ${what}`,
  )
  const lines = [
    '',
    '  同课已就绪 · Tongke is ready',
    ...addresses.map((address) => `    ${address}`),
    ...(rows.length > 0 ? ['', '  演示账号 · demo accounts', ...rows] : []),
    '',
    '  按 Ctrl-C 停止,数据会保留 · Ctrl-C stops it and keeps the data',
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Of use only where cookies may go without TLS: elsewhere a browser drops them and nobody can sign in. */
const lanAddresses = () =>
  Object.values(networkInterfaces())
    .flat()
    .filter((one) => one?.family === 'IPv4' && !one.internal)
    .map((one) => one.address)

function stopOnSignal(stop) {
  let stopping
  const onSignal = () => {
    stopping ??= (async () => {
      say('正在停止', 'stopping')
      await stop()
      say('已停止,数据已保留', 'stopped, the data is kept')
      process.exit(0)
    })()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
}

/** Last started, first stopped; the database goes when nobody uses it any more. */
async function stopAll(children) {
  const [database, others] = [
    children.filter((child) => child.name === 'postgres'),
    children.filter((child) => child.name !== 'postgres'),
  ]
  await Promise.all(others.map((child) => child.stop()))
  await Promise.all(database.map((child) => child.stop()))
}
