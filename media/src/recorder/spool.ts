import { mkdir, open, readdir, readFile, rename, rm, statfs, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { RecordedStream } from '@tongke/contract'
import { z } from 'zod'
import { parseJson } from '../parse-json.ts'
import { readPiece } from './webm.ts'

/** What is known of a stream besides its pieces; `stream.json` in its folder. */
export const SpooledStream = z.object({
  lessonId: z.string(),
  stream: RecordedStream,
  connection: z.string(),
  startedAt: z.number(),
})
export type SpooledStream = z.infer<typeof SpooledStream>

/** A folder of one stream: finished pieces `N.webm`, the one in work `N.part`, and `ended` when no more follow. */
export interface StreamFolder {
  readonly path: string
  readonly about: SpooledStream
}

const OWNER = 'pid'
const ABOUT = 'stream.json'
const ENDED = 'ended'
const REFUSED = 'refused'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const textOf = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')

/**
 * Disk of this machine on which pieces wait for the server: one folder a run of the node, in it one a stream. Nothing is
 * held in memory that a `kill -9` would lose, but for the last second.
 */
export class Spool {
  readonly #root: string
  readonly #own: string
  readonly #reserveBytes: number

  static async open(root: string, bootId: string, reserveBytes: number): Promise<Spool> {
    const spool = new Spool(root, bootId, reserveBytes)
    await mkdir(spool.#own, { recursive: true })
    await writeFile(join(spool.#own, OWNER), String(process.pid))
    return spool
  }

  private constructor(root: string, bootId: string, reserveBytes: number) {
    this.#root = root
    this.#own = join(root, bootId)
    this.#reserveBytes = reserveBytes
  }

  /** Bytes that recording may still fill. */
  async room(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#own)
    return bavail * bsize - this.#reserveBytes
  }

  async begin(about: SpooledStream): Promise<StreamFolder> {
    const path = join(this.#own, about.stream.id)
    await mkdir(path, { recursive: true })
    await writeFile(join(path, ABOUT), JSON.stringify(about))
    return { path, about }
  }

  /** Of this run, and of runs whose process is gone: those are brought into order first. */
  async folders(): Promise<StreamFolder[]> {
    const runs = (await readdir(this.#root, { withFileTypes: true })).filter((entry) => entry.isDirectory())
    const found = await Promise.all(runs.map(({ name }) => this.#foldersOf(join(this.#root, name))))
    return found.flat()
  }

  /** Keeps aside what the server will never take; an operator may look at it. */
  async setAside({ path }: StreamFolder, name: string): Promise<void> {
    const aside = join(this.#root, REFUSED)
    await mkdir(aside, { recursive: true })
    await rename(join(path, name), join(aside, `${path.slice(path.lastIndexOf('/') + 1)}-${name}`))
  }

  async #foldersOf(run: string): Promise<StreamFolder[]> {
    if (run === join(this.#root, REFUSED)) return []
    const isOwn = run === this.#own
    if (!isOwn && (await this.#isInUse(run))) return []
    const entries = (await readdir(run, { withFileTypes: true })).filter((entry) => entry.isDirectory())
    const folders = await Promise.all(entries.map(({ name }) => readFolder(join(run, name), !isOwn)))
    if (!isOwn && entries.length === 0) await rm(run, { recursive: true, force: true })
    return folders.flatMap((folder) => folder ?? [])
  }

  /** In a container every run may have the same process id: another folder with ours is of a dead one. */
  async #isInUse(run: string): Promise<boolean> {
    const pid = Number(await textOf(join(run, OWNER)))
    return pid > 0 && pid !== process.pid && isAlive(pid)
  }
}

async function readFolder(path: string, isOrphan: boolean): Promise<StreamFolder | null> {
  const about = SpooledStream.safeParse(parseJson(await textOf(join(path, ABOUT))))
  if (!about.success) {
    // It died before it had begun.
    if (isOrphan) await rm(path, { recursive: true, force: true })
    return null
  }
  const folder = { path, about: about.data }
  if (isOrphan) await mend(folder)
  return folder
}

const numberOf = (name: string): number => Number(/^(\d+)\.(webm|part)$/.exec(name)?.[1] ?? 0)

/** The piece in work when its process died is good up to its last whole cluster. */
async function mend(folder: StreamFolder): Promise<void> {
  const { path } = folder
  const names = await readdir(path)
  for (const name of names.filter((one) => one.endsWith('.part'))) {
    const facts = readPiece(await readFile(join(path, name)))
    if (!facts) {
      await rm(join(path, name))
      continue
    }
    await truncate(join(path, name), facts.bytes)
    await rename(join(path, name), join(path, `${numberOf(name)}.webm`))
  }
  if (!names.includes(ENDED)) await writeFile(join(path, ENDED), '')
}

/** Finished pieces, first one first. */
export async function piecesOf({ path }: StreamFolder): Promise<{ name: string; number: number }[]> {
  const names = (await readdir(path)).filter((name) => name.endsWith('.webm'))
  return names.map((name) => ({ name, number: numberOf(name) })).toSorted((a, b) => a.number - b.number)
}

/** Whether no more pieces follow. */
export const hasEnded = async ({ path }: StreamFolder): Promise<boolean> =>
  (await readdir(path)).includes(ENDED)

export const endStream = ({ path }: StreamFolder): Promise<void> => writeFile(join(path, ENDED), '')

export const forget = ({ path }: StreamFolder): Promise<void> => rm(path, { recursive: true, force: true })

/** How many pieces of a stream the server has taken: what is told it at the stream's end. */
const TAKEN = 'taken'

export const takenOf = async ({ path }: StreamFolder): Promise<number> =>
  Number(await textOf(join(path, TAKEN))) || 0

export async function markTaken(
  folder: StreamFolder,
  piece: { name: string; number: number },
): Promise<void> {
  await writeFile(join(folder.path, TAKEN), String(Math.max(piece.number, await takenOf(folder))))
  await rm(join(folder.path, piece.name), { force: true })
}

/** The piece in work, synced when it is finished so that a power cut does not take it back. */
export async function openPiece({ path }: StreamFolder, number: number) {
  const part = join(path, `${number}.part`)
  const file = await open(part, 'w')
  return {
    append: async (bytes: Buffer) => {
      await file.write(bytes)
    },
    finish: async () => {
      await file.datasync()
      await file.close()
      await rename(part, join(path, `${number}.webm`))
    },
    abandon: () => file.close(),
  }
}
