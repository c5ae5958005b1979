import { existsSync } from 'node:fs'
import { rm, writeFile, chown } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { boundToUs } from './children.mjs'
import { clusterFolder, postgresPrograms, postgresUser } from './postgres-home.mjs'
import { lastLines, run } from './run.mjs'
import { Refusal } from './say.mjs'

export const ROLE = 'tongke'

/**
 * Prepares a cluster in `dataFolder` (once) and says how to run it. It listens on loopback only and asks for the password.
 * @param {{ dataFolder: string, password: string, port: number, throwaway?: boolean }} options `throwaway`: no fsync, for tests
 * @returns {Promise<{ command: string, args: string[], cwd: string, url: (database: string) => string }>}
 */
export async function prepareCluster({ dataFolder, password, port, throwaway = false }) {
  const user = await postgresUser()
  const programs = await postgresPrograms(user)
  const folder = await clusterFolder(dataFolder, user)
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise({ programs, folder, user, password })
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 300,
    shared_buffers: throwaway ? '64MB' : '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(throwaway && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args] = boundToUs(join(programs, 'bin', 'postgres'), ['-D', folder, ...flags], 'INT', user)
  return {
    command,
    args,
    cwd: folder,
    url: (database) => `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`,
  }
}

async function initialise({ programs, folder, user, password }) {
  const passwordFile = join(tmpdir(), `tongke-${randomBytes(8).toString('hex')}`)
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (user) await chown(passwordFile, user.uid, user.gid)
  const [command, args] = boundToUs(
    join(programs, 'bin', 'initdb'),
    [
      `--pgdata=${folder}`,
      `--username=${ROLE}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // Collation and character classes that depend on nothing the machine has installed.
      '--locale=C.UTF-8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    'KILL',
    user,
  )
  const { code, output } = await run(command, args, { cwd: folder }).finally(() =>
    rm(passwordFile, { force: true }),
  )
  if (code === 0) return
  throw new Refusal(
    `PostgreSQL 数据目录 ${folder} 初始化失败:${lastLines(output)}。请检查磁盘空间与目录权限后运行 npm run reset 再试。`,
    `PostgreSQL could not prepare ${folder}: check space and permissions there, then "npm run reset" and try again.`,
  )
}
