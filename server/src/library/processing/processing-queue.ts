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
  async enqueue({ blobSha, kind, mimeType, maxHeight = 720 }: Wanted, tx: EntityManager): Promise<void> {
    if (!PROCESSED.includes(kind)) return
    await tx.query(
      `insert into processing as p (blob_sha, kind, mime_type, max_height, state, queued_at)
       values ($1, $2, $3, $4, 'QUEUED', $5)
       on conflict (blob_sha) do update
         set max_height = greatest(p.max_height, excluded.max_height),
             state = case when p.state = 'RUNNING' then p.state else 'QUEUED' end,
             attempts = 0, findings = '[]', queued_at = excluded.queued_at, finished_at = null
       where p.max_height < excluded.max_height or p.state in ('FAILED', 'CANCELLED')`,
      [blobSha, kind, mimeType, maxHeight, this.clock.now()],
    )
  }
}
