import { Injectable } from '@nestjs/common'
import { Refusal, type FileKind } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import type { PersonPrincipal } from '../../people/principal.ts'

export interface FinishedUpload {
  readonly sha256: string
  /** By content, never by name. */
  readonly kind: FileKind
  readonly mimeType: string
}

/** Port to the uploads: what arrived whole, and is the caller's own. */
export abstract class FinishedUploads {
  /** @throws Refusal upload.unknown, upload.unfinished */
  abstract take(tx: EntityManager, who: PersonPrincipal, uploadId: string): Promise<FinishedUpload>
}

/** Until something can be uploaded no upload is known. */
@Injectable()
export class NoUploads extends FinishedUploads {
  async take(): Promise<FinishedUpload> {
    throw new Refusal('upload.unknown')
  }
}
