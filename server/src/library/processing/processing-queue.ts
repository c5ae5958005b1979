import { Injectable } from '@nestjs/common'
import type { FileKind } from '@tongke/contract'
import type { EntityManager } from 'typeorm'
import { Clock } from '../../platform/clock.ts'

export interface Wanted {
  readonly blobSha: string
  readonly kind: FileKind
  readonly mimeType: string
  /** 720 unless told; 1080 for 优课. */
  readonly maxHeight?: number
}

/** An archive is kept as it is. */
const PROCESSED: readonly FileKind[] = ['video', 'audio', 'image', 'document', 'text']

/** The table `processing` is the queue. */
@Injectable()
export class ProcessingQueue {
  constructor(private readonly clock: Clock) {}

  /** Asks for the work on a blob, inside the transaction that begins to use it. Done once for all who use the blob. */
  async enqueue({ blobSha, kind, maxHeight = 720 }: Wanted, tx: EntityManager): Promise<void> {
    if (!PROCESSED.includes(kind)) return
    await tx.query(
      `insert into processing as p (blob_sha, state, max_height, queued_at) values ($1, 'QUEUED', $2, $3)
       on conflict (blob_sha) do update set max_height = excluded.max_height, state = 'QUEUED', queued_at = excluded.queued_at
       where p.max_height < excluded.max_height or p.state in ('FAILED', 'CANCELLED')`,
      [blobSha, maxHeight, this.clock.now()],
    )
  }
}
