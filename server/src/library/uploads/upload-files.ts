import { Injectable } from '@nestjs/common'
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { Config } from '../../platform/config.ts'
import { ObjectStore } from '../../platform/store/object-store.ts'

/** The bytes of unfinished uploads: one file each, named by the id. */
@Injectable()
export class UploadFiles {
  readonly folder: string

  constructor(
    config: Config,
    private readonly store: ObjectStore,
  ) {
    this.folder = join(config.dataDir, 'uploads')
  }

  /** @param id a UUID that we made */
  pathOf(id: string): string {
    return join(this.folder, id)
  }

  /** Leaves alone what is there. */
  async create(id: string): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    await (await open(this.pathOf(id), 'a')).close()
  }

  /** @returns null when there is no file */
  async state(id: string): Promise<{ sizeBytes: number; changedAt: Date } | null> {
    const found = await stat(this.pathOf(id)).catch(() => null)
    return found && { sizeBytes: found.size, changedAt: found.mtime }
  }

  async remove(id: string): Promise<void> {
    await rm(this.pathOf(id), { force: true })
  }

  async ids(): Promise<string[]> {
    return readdir(this.folder).catch(() => [])
  }

  /** Bytes that still fit both here, where files arrive, and where they are kept. */
  async freeBytes(): Promise<number> {
    await mkdir(this.folder, { recursive: true })
    const { bavail, bsize } = await statfs(this.folder)
    return Math.min(bavail * bsize, (await this.store.freeBytes()) ?? Infinity)
  }
}
