import { Injectable } from '@nestjs/common'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { RecordingReader } from '../replay/recording-reader.ts'
import { ReplayPages } from '../replay/replay-pages.ts'
import { FilmMaker } from './film-maker.ts'
import type { FilmTools } from './film-tools.ts'
import { RecordingQueue, type RecordingLease } from './recording-queue.ts'
import type { RecordingWork } from './recording-run.ts'

/** The film of a whole recording: stages process and publish. */
@Injectable()
export class FilmWork {
  constructor(
    private readonly database: Database,
    private readonly queue: RecordingQueue,
    private readonly reader: RecordingReader,
    private readonly pages: ReplayPages,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
  ) {}

  async prepare(lease: RecordingLease, tools: FilmTools): Promise<RecordingWork> {
    const head = await this.reader.head(lease.recordingId)
    const timeline = await this.reader.timeline(head)
    const pages = await this.pages.of(head.id, timeline.story.pages)
    const madeBefore = async (name: string) => {
      const blob = (await this.queue.made(lease.id)).get(name)
      if (!blob) throw new Error(`The film of ${head.id} has no ${name}`)
      return blob
    }
    const maker = new FilmMaker(timeline, pages, tools, this.blobs, madeBefore)
    return {
      steps: maker.steps(),
      publish: (blobOf) => this.publish(lease, maker.durationMs, blobOf),
      giveUp: (log) => this.giveUp(lease, log),
    }
  }

  private async publish(
    lease: RecordingLease,
    durationMs: number,
    blobOf: (name: string) => Promise<string>,
  ): Promise<void> {
    const film = await blobOf('film.mp4')
    await this.database.transaction(async (tx) => {
      await tx.query(
        `insert into recording_film (recording_id, blob_sha, duration_ms, made_at) values ($1, $2, $3, $4)
         on conflict (recording_id) do update set blob_sha = excluded.blob_sha, duration_ms = excluded.duration_ms,
           made_at = excluded.made_at`,
        [lease.recordingId, film, Math.max(1, durationMs), this.clock.now()],
      )
      await this.ready(tx, lease.recordingId)
      await this.queue.finish(lease, tx)
    })
  }

  /** The replay needs no film: the recording is ready without one, and what waits for the film will wait no longer. */
  private async giveUp(lease: RecordingLease, log: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.ready(tx, lease.recordingId)
      await tx.query(
        `update recording_job set state = 'FAILED', finished_at = now(), log = 'The film could not be made'
          where recording_id = $1 and kind = 'clip' and state = 'QUEUED'`,
        [lease.recordingId],
      )
      await this.queue.fail(lease, log, tx)
    })
  }

  private async ready(tx: { query: Database['manager']['query'] }, recordingId: string): Promise<void> {
    await tx.query(
      `update recording set status = 'READY', status_at = $2 where id = $1 and status = 'TRANSCODING'`,
      [recordingId, this.clock.now()],
    )
  }
}
