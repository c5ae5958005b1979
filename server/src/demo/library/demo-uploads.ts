import type { INestApplicationContext } from '@nestjs/common'
import { createHash } from 'node:crypto'
import { copyFile, readFile } from 'node:fs/promises'
import { UploadFiles } from '../../library/uploads/upload-files.ts'
import { UploadsService } from '../../library/uploads/uploads.service.ts'
import type { PersonPrincipal } from '../../people/principal.ts'

/** Sends files as the upload centre does, but without a line in between. */
export class DemoUploads {
  private readonly uploads: UploadsService
  private readonly files: UploadFiles

  constructor(context: INestApplicationContext) {
    this.uploads = context.get(UploadsService, { strict: false })
    this.files = context.get(UploadFiles, { strict: false })
  }

  /** @returns the id of the finished upload */
  async send(who: PersonPrincipal, path: string, name: string): Promise<string> {
    const content = await readFile(path)
    const sha256 = createHash('sha256').update(content).digest('hex')
    const { id, finished } = await this.uploads.check(who, { name, sizeBytes: content.length, sha256 })
    if (finished) return id
    await copyFile(path, this.files.pathOf(id))
    return (await this.uploads.finish(who, id)).id
  }
}
