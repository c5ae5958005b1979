import { Refusal } from '@tongke/contract'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { link, mkdir, open, opendir, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import type { Readable } from 'node:stream'
import { ObjectStore, checkSize, checkedKey, type ByteRange, type StoredObject } from './object-store.ts'

/** Hidden, so that no key can name anything in it. */
const DRAFTS = '.drafts'

/** Blobs in a folder of this machine or of a shared disk: written aside, synced, then renamed into place. */
export class FolderStore extends ObjectStore {
  constructor(private readonly folder: string) {
    super()
  }

  override put(key: string, content: Readable | Buffer, sizeBytes: number): Promise<void> {
    return this.place(key, async (draft) => {
      await writeFile(draft, content)
      checkSize(key, sizeBytes, (await draft.stat()).size)
    })
  }

  override async putFile(key: string, path: string): Promise<void> {
    const draft = await this.newDraft()
    try {
      await link(path, draft)
    } catch (error) {
      // Another disk, or one that cannot link.
      if (!['EXDEV', 'EPERM', 'ENOTSUP', 'EMLINK'].includes(codeOf(error))) throw error
      return this.put(key, createReadStream(path), (await stat(path)).size)
    }
    await synced(draft)
    await this.publish(draft, key)
  }

  override async head(key: string): Promise<StoredObject | null> {
    const found = await stat(this.pathOf(key)).catch(absent)
    return found?.isFile() ? { key, sizeBytes: found.size, modifiedAt: found.mtime } : null
  }

  override async get(key: string, range?: ByteRange): Promise<Readable> {
    const content = createReadStream(this.pathOf(key), range)
    try {
      await once(content, 'open')
    } catch (error) {
      throw codeOf(error) === 'ENOENT' ? new Refusal('not_found') : error
    }
    return content
  }

  override async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true })
  }

  override async *list(prefix: string): AsyncIterable<StoredObject> {
    const start = join(this.folder, dirname(`${prefix}x`))
    const entries = await opendir(start, { recursive: true }).catch(absent)
    if (!entries) return
    for await (const entry of entries) {
      const key = relative(this.folder, join(entry.parentPath, entry.name)).split(sep).join('/')
      if (!entry.isFile() || key.startsWith('.') || !key.startsWith(prefix)) continue
      const found = await this.head(key)
      if (found) yield found
    }
  }

  override address(): Promise<null> {
    return Promise.resolve(null)
  }

  override async tidy(before: Date): Promise<void> {
    const drafts = join(this.folder, DRAFTS)
    for (const name of await readdir(drafts).catch(() => [])) {
      const found = await stat(join(drafts, name)).catch(absent)
      // A linked draft has the age of its content, so what counts is when its place in the folder last changed.
      if (found && found.ctime < before) await rm(join(drafts, name), { force: true })
    }
  }

  override async freeBytes(): Promise<number> {
    await mkdir(this.folder, { recursive: true })
    const { bavail, bsize } = await statfs(this.folder)
    return bavail * bsize
  }

  override async check(): Promise<void> {
    const draft = await this.newDraft()
    await writeFile(draft, '')
    await rm(draft)
  }

  private pathOf(key: string): string {
    return join(this.folder, checkedKey(key))
  }

  private async newDraft(): Promise<string> {
    const drafts = join(this.folder, DRAFTS)
    await mkdir(drafts, { recursive: true })
    return join(drafts, randomUUID())
  }

  private async place(key: string, write: (draft: Awaited<ReturnType<typeof open>>) => Promise<void>) {
    checkedKey(key)
    const path = await this.newDraft()
    const draft = await open(path, 'wx')
    try {
      await write(draft)
      await draft.sync()
    } catch (error) {
      await rm(path, { force: true })
      throw error
    } finally {
      await draft.close()
    }
    await this.publish(path, key)
  }

  /** The rename is what makes it appear; the folder is synced so that a power cut does not undo it. */
  private async publish(draft: string, key: string) {
    const path = this.pathOf(key)
    const created = await mkdir(dirname(path), { recursive: true })
    await rename(draft, path)
    // Two names of one file: rename does nothing then, and the draft stays.
    await rm(draft, { force: true })
    await synced(dirname(path))
    if (created) await synced(dirname(created))
  }
}

async function synced(path: string) {
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? ''

function absent(error: unknown): null {
  if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return null
  throw error
}
