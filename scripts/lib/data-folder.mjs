import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { access, constants, mkdir, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { startOf } from './process-start.mjs'
import { Refusal } from './say.mjs'

/** Raise when the layout of the data folder changes in a way older programs cannot read. */
export const DATA_VERSION = 1

const MEGABYTE = 1024 * 1024

/**
 * @param {(path: string) => Promise<{ bavail: number, bsize: number }>} measure
 * @throws Refusal when the disk of `folder` has less than `megabytes` left
 */
export async function requireFreeSpace(folder, megabytes, measure = statfs) {
  let place = folder
  while (!existsSync(place)) place = dirname(place)
  const { bavail, bsize } = await measure(place)
  const left = Math.floor((bavail * bsize) / MEGABYTE)
  if (left >= megabytes) return
  throw new Refusal(
    `磁盘空间不足:${place} 只剩 ${left} MB,至少需要 ${megabytes} MB。请清理磁盘,或用 DATA_DIR 指定另一块磁盘上的目录。`,
    `The disk is full: ${place} has ${left} MB left and ${megabytes} MB are needed. Free some space, or point DATA_DIR to another disk.`,
  )
}

/** Creates the folder or checks that this program may use it. @throws Refusal when a newer program wrote it */
export async function openDataFolder(folder) {
  await usable(folder, mkdir(folder, { recursive: true }))
  const path = join(folder, 'version')
  const written = Number(await readFile(path, 'utf8').catch(() => Number.NaN))
  if (written > DATA_VERSION) {
    throw new Refusal(
      `数据目录 ${folder} 由更新的版本写入(${written},本程序为 ${DATA_VERSION}):请升级程序,或用 DATA_DIR 指定另一个目录。`,
      `The data folder ${folder} was written by a newer version (${written}; this program knows ${DATA_VERSION}): update the program, or choose another folder with DATA_DIR.`,
    )
  }
  if (written !== DATA_VERSION) await usable(folder, writeFile(path, `${DATA_VERSION}\n`))
  await usable(folder, access(folder, constants.R_OK | constants.W_OK | constants.X_OK))
}

/** @throws Refusal when the folder, or what is in it, belongs to somebody else */
const usable = (folder, work) =>
  work.catch((error) => {
    throw new Refusal(
      `无法读写数据目录 ${folder}(${error.code}):请修改目录权限,或用 DATA_DIR 指定另一个目录。`,
      `The data folder ${folder} cannot be used (${error.code}): change its permissions, or choose another with DATA_DIR.`,
    )
  })

/** Secrets of this installation, made once and kept: whoever knows them can sign tickets or open the database. */
export async function secretsOf(folder) {
  const path = join(folder, 'secrets.json')
  if (existsSync(path)) return JSON.parse(await usable(folder, readFile(path, 'utf8')))
  const secrets = { media: randomBytes(32).toString('hex'), database: randomBytes(24).toString('hex') }
  await usable(folder, writeFile(path, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 }))
  return secrets
}

/** @throws Refusal while another start has the folder */
export function refuseIfHeld(folder) {
  const holder = holderOf(folder)
  if (!holder) return
  throw new Refusal(
    `同课已在运行(进程 ${holder}):请直接打开网页,或先在那个窗口按 Ctrl-C 停止它。`,
    `Tongke is already running on this data folder (process ${holder}): open its page, or stop it with Ctrl-C first.`,
  )
}

/** Takes the folder for this process. @returns a function that gives it back @throws Refusal while another start has it */
export async function lockDataFolder(folder) {
  const path = join(folder, 'lock')
  refuseIfHeld(folder)
  await usable(folder, rm(path, { force: true }))
  const mark = JSON.stringify({ pid: process.pid, started: startOf(process.pid) })
  await usable(folder, writeFile(path, mark, { flag: 'wx' }))
  return () => rm(path, { force: true })
}

/** The process that has the folder, unless it is gone: a process id alone could meanwhile be another program's. */
export function holderOf(folder) {
  try {
    const { pid, started } = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8'))
    return startOf(pid) === started ? pid : undefined
  } catch {
    return undefined
  }
}

/** Removes everything in the folder. @throws Refusal while it is in use */
export async function emptyDataFolder(folder) {
  const holder = holderOf(folder)
  if (holder) {
    throw new Refusal(
      `同课正在运行(进程 ${holder}):请先按 Ctrl-C 停止它,再清空数据。`,
      `Tongke is running (process ${holder}): stop it with Ctrl-C before emptying its data.`,
    )
  }
  const entries = await readdir(folder).catch(() => [])
  await Promise.all(entries.map((entry) => rm(join(folder, entry), { recursive: true, force: true })))
}
