import { Injectable } from '@nestjs/common'
import { Refusal, type RecordedPiece, type RecordedStreamEnd } from '@tongke/contract'
import type { Readable } from 'node:stream'
import { Clock } from '../platform/clock.ts'
import { Database } from '../platform/database/database.ts'
import { newId } from '../platform/id.ts'
import { InjectLogger, type Logger } from '../platform/logger.ts'
import { BlobMismatch, BlobStore } from '../platform/store/blob-store.ts'

/** Pieces that media nodes bring: the blob first, then the row; brought twice they are there once. */
@Injectable()
export class RecordingIntake {
  constructor(
    private readonly database: Database,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  /** @throws Refusal not_found for a lesson that was never recorded, upload.checksum */
  async take(piece: RecordedPiece, content: Readable): Promise<void> {
    const recordingId = await this.recordingOf(piece.lessonId)
    try {
      await this.blobs.put(content, { sha256: piece.sha256, sizeBytes: piece.bytes })
    } catch (error) {
      throw error instanceof BlobMismatch ? new Refusal('upload.checksum') : error
    }
    await this.database.transaction(async (tx) => {
      const { stream } = piece
      await tx.query(
        `insert into recording_stream (id, recording_id, identity, source, connection, video_codec, audio_codec, started_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`,
        [
          stream.id,
          recordingId,
          stream.identity,
          stream.source,
          piece.connection,
          stream.videoCodec,
          stream.audioCodec,
          new Date(piece.streamStartedAt),
        ],
      )
      await tx.query(
        `insert into recording_piece (stream_id, number, blob_sha, at, duration_ms, header_bytes, bytes, received_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
        [
          stream.id,
          piece.number,
          piece.sha256,
          new Date(piece.at),
          piece.durationMs,
          piece.headerBytes,
          piece.bytes,
          this.clock.now(),
        ],
      )
      // What comes after the node was given up joins what is there.
      await tx.query(
        `update recording set status = 'UPLOADING', status_at = $2
          where id = $1 and status in ('FAILED', 'LOCAL_COPY_EXPECTED')`,
        [recordingId, this.clock.now()],
      )
    })
  }

  /** @throws Refusal not_found */
  async end({ lessonId, streamId, pieces }: RecordedStreamEnd): Promise<void> {
    const recordingId = await this.recordingOf(lessonId)
    const known = await this.database.rows(
      'update recording_stream set pieces = $3 where id = $1 and recording_id = $2 returning id',
      [streamId, recordingId, pieces],
    )
    this.logger.debug({ lessonId, streamId, pieces, known: known.length }, 'A recorded stream has ended')
  }

  /** The row is made with the first piece, or by the upkeep before it. @throws Refusal not_found */
  private async recordingOf(lessonId: string): Promise<string> {
    await this.begin(lessonId)
    const [row] = await this.database.rows<{ id: string }>('select id from recording where lesson_id = $1', [
      lessonId,
    ])
    if (!row) throw new Refusal('not_found')
    return row.id
  }

  /** Makes the recording of a lesson whose log says that it is recorded. */
  private async begin(lessonId: string): Promise<void> {
    await this.database.rows(
      `insert into recording (id, lesson_id, status, started_at, status_at)
       select $2, lesson_id, 'RECORDING', min(at), $3 from lesson_event
        where lesson_id = $1 and kind = 'recording_started' group by lesson_id
       on conflict (lesson_id) do nothing`,
      [lessonId, newId(), this.clock.now()],
    )
  }
}
