import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import { LessonDecks } from '../../lessons/decks/lesson-decks.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Clock } from '../../platform/clock.ts'
import { Database } from '../../platform/database/database.ts'
import type { BytesAnswer } from '../../platform/http/bytes-answer.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { mayDoWith } from '../recording-access.rules.ts'
import { RecordingReader } from './recording-reader.ts'

interface PieceRow {
  sha: string
  bytes: number
  durationMs: number
}

/** Bytes of recordings. Who may have them is asked at every request: a narrower scope ends a replay at its next piece. */
@Injectable()
export class ReplayDelivery {
  constructor(
    private readonly database: Database,
    private readonly reader: RecordingReader,
    private readonly decks: LessonDecks,
    private readonly blobs: BlobStore,
    private readonly clock: Clock,
  ) {}

  /** @throws Refusal not_found, also to whoever has not opened this replay; recording.deleted */
  async piece(
    who: Principal,
    { id, streamId, number }: { id: string; streamId: string; number: number },
    viewId: string,
  ): Promise<BytesAnswer> {
    await this.visible(who, id)
    const [piece] = await this.database.rows<PieceRow>(
      `select p.blob_sha as sha, p.bytes, p.duration_ms as "durationMs"
         from recording_piece p join recording_stream s on s.id = p.stream_id
         join recording_view v on v.recording_id = s.recording_id
        where s.recording_id = $1 and s.id = $2 and p.number = $3
          and v.id = $4 and coalesce(v.person_id, v.device_id) = $5`,
      [id, streamId, number, viewId, who.id],
    )
    if (!piece) throw new Refusal('not_found')
    await this.count(viewId, streamId, piece.durationMs)
    return {
      mimeType: 'video/webm',
      sizeBytes: piece.bytes,
      etag: piece.sha,
      attachment: null,
      open: (range) => this.blobs.open(piece.sha, range),
    }
  }

  /** @throws Refusal not_found, recording.deleted */
  async page(who: Principal, id: string, fileId: string, name: string): Promise<BytesAnswer> {
    const head = await this.visible(who, id)
    return this.decks.open(head.lessonId, fileId, name)
  }

  /** @throws Refusal not_found, recording.deleted, recording.download, recording.not_ready */
  async film(who: PersonPrincipal, id: string): Promise<BytesAnswer> {
    const head = await this.visible(who, id)
    if (!head.downloadsAllowed) throw new Refusal('recording.download')
    const [film] = await this.database.rows<{ sha: string; bytes: number; title: string }>(
      `select f.blob_sha as sha, b.size_bytes as bytes, l.plan->>'title' as title
         from recording_film f join blob b on b.sha256 = f.blob_sha join recording r on r.id = f.recording_id
         join lesson l on l.id = r.lesson_id where f.recording_id = $1`,
      [id],
    )
    if (!film) throw new Refusal('recording.not_ready')
    return {
      mimeType: 'video/mp4',
      sizeBytes: film.bytes,
      etag: film.sha,
      attachment: `${film.title.replaceAll(/[\\/:*?"<>|]/g, ' ').trim() || 'lesson'}.mp4`,
      open: (range) => this.blobs.open(film.sha, range),
    }
  }

  private async visible(who: Principal, id: string) {
    const head = await this.reader.head(id)
    if (!mayDoWith(who, 'watch', await this.reader.audience(head))) throw new Refusal('not_found')
    if (head.status === 'RETIRED' || head.status === 'DELETED') throw new Refusal('recording.deleted')
    return head
  }

  /** Of the streams that run side by side the lecturer's counts, so that a minute of the lesson is a minute. */
  private async count(viewId: string, streamId: string, durationMs: number): Promise<void> {
    await this.database.rows(
      `update recording_view v set last_at = greatest(last_at, $2),
              watched_ms = watched_ms + case when s.identity = 'lecturer' and s.source = 'camera' then $3::int else 0 end
         from recording_stream s where v.id = $1 and s.id = $4`,
      [viewId, this.clock.now(), durationMs, streamId],
    )
  }
}
