import { Injectable } from '@nestjs/common'
import { Refusal } from '@tongke/contract'
import { LessonDecks } from '../../lessons/decks/lesson-decks.ts'
import type { PersonPrincipal, Principal } from '../../people/principal.ts'
import { Database } from '../../platform/database/database.ts'
import type { BytesAnswer } from '../../platform/http/bytes-answer.ts'
import { BlobStore } from '../../platform/store/blob-store.ts'
import { RecordingReader } from './recording-reader.ts'
import { ReplayLog } from './replay-log.ts'

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
    private readonly log: ReplayLog,
  ) {}

  /** @throws Refusal not_found, also to whoever has not opened this replay; recording.deleted */
  async piece(
    who: Principal,
    { id, streamId, number }: { id: string; streamId: string; number: number },
    viewId: string,
  ): Promise<BytesAnswer> {
    await this.reader.watched(who, id)
    const [piece] = await this.database.rows<PieceRow>(
      `select p.blob_sha as sha, p.bytes, p.duration_ms as "durationMs"
         from recording_piece p join recording_stream s on s.id = p.stream_id
         join recording_view v on v.recording_id = s.recording_id
        where s.recording_id = $1 and s.id = $2 and p.number = $3
          and v.id = $4 and coalesce(v.person_id, v.device_id) = $5`,
      [id, streamId, number, viewId, who.id],
    )
    if (!piece) throw new Refusal('not_found')
    await this.log.sent(viewId, streamId, piece.durationMs)
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
    const head = await this.reader.watched(who, id)
    return this.decks.open(head.lessonId, fileId, name)
  }

  /** @throws Refusal not_found, recording.deleted, recording.download, recording.not_ready */
  async film(who: PersonPrincipal, id: string): Promise<BytesAnswer> {
    const head = await this.reader.watched(who, id)
    if (!head.downloadsAllowed) throw new Refusal('recording.download')
    const [film] = await this.database.rows<{ sha: string; bytes: number; title: string }>(
      `select f.blob_sha as sha, b.size_bytes as bytes, l.plan->>'title' as title
         from recording_film f join blob b on b.sha256 = f.blob_sha join recording r on r.id = f.recording_id
         join lesson l on l.id = r.lesson_id where f.recording_id = $1`,
      [id],
    )
    if (!film) throw new Refusal('recording.not_ready')
    await this.log.download(who, id)
    return {
      mimeType: 'video/mp4',
      sizeBytes: film.bytes,
      etag: film.sha,
      attachment: `${film.title.replaceAll(/[\\/:*?"<>|]/g, ' ').trim() || 'lesson'}.mp4`,
      open: (range) => this.blobs.open(film.sha, range),
    }
  }
}
