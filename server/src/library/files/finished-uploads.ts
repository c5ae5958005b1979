import { Injectable } from '@nestjs/common'
import { Refusal, type FileKind } from '@tongke/contract'

export interface FinishedUpload {
  readonly blobSha: string
  /** By content, never by name. */
  readonly kind: FileKind
  readonly mimeType: string
}

/** Port to the uploads: what arrived whole, and is the caller's own. */
export abstract class FinishedUploads {
  /** @throws Refusal upload.unknown, upload.unfinished */
  abstract finished(personId: string, uploadId: string): Promise<FinishedUpload>
}

/** Until something can be uploaded no upload is known. */
@Injectable()
export class NoUploads extends FinishedUploads {
  async finished(): Promise<FinishedUpload> {
    throw new Refusal('upload.unknown')
  }
}
