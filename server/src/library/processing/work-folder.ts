import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { access, mkdir, readdir, rename, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { BlobStore } from '../../platform/store/blob-store.ts'

/** Where one attempt keeps its files; named by the lease's token, so that what a killed process leaves can be told from what is in use. */
export class WorkFolder {
  constructor(
    readonly path: string,
    private readonly blobs: BlobStore,
  ) {}

  static async make(root: string, token: string, blobs: BlobStore): Promise<WorkFolder> {
    const path = join(root, token)
    await mkdir(path, { recursive: true })
    return new WorkFolder(path, blobs)
  }

  file(name: string): string {
    return join(this.path, name)
  }

  has(name: string): Promise<boolean> {
    return exists(this.file(name))
  }

  /** The blob as a file of this name: programs want to seek. Fetched once. */
  async fetch(name: string, sha256: string, signal: AbortSignal): Promise<string> {
    const path = this.file(name)
    if (await this.has(name)) return path
    const unfinished = `${path}.${randomUUID()}.part`
    await pipeline(await this.blobs.open(sha256), createWriteStream(unfinished), { signal })
    await rename(unfinished, path)
    return path
  }

  /** Puts a file of this folder into the store. */
  async store(name: string): Promise<string> {
    const { sha256 } = await this.blobs.putFile(this.file(name))
    return sha256
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.path)
    return bavail * bsize
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true })
  }
}

export const workFolders = (root: string): Promise<string[]> => readdir(root).catch(() => [])

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
