import { Readable } from 'node:stream'
import type { Database } from '../../platform/database/database.ts'
import { newId } from '../../platform/id.ts'
import type { BlobStore } from '../../platform/store/blob-store.ts'
import { webmPieces } from './webm-pieces.rules.ts'

const LONGEST_PIECE_MS = 9_000

export interface FilmedStream {
  readonly identity: string
  readonly source: 'camera' | 'screen'
  readonly hasVideo: boolean
  readonly hasAudio: boolean
  /** Wall time of its timestamp 0, ms. */
  readonly startedAt: number
  /** A WebM (VP8, Opus) whose clusters begin with key frames. */
  readonly webm: Buffer
  /** Of all of it. */
  readonly durationMs: number
}

export interface FilmedLesson {
  readonly lessonId: string
  readonly startedAt: number
  readonly endedAt: number
  readonly streams: readonly FilmedStream[]
}

/**
 * Puts a recording into the store as media nodes do, up to the moment when all pieces are there.
 * @returns its id, or null when the lesson has one already
 */
export async function storeRecording(
  database: Database,
  blobs: BlobStore,
  lesson: FilmedLesson,
): Promise<string | null> {
  const id = newId()
  const streams: (FilmedStream & { pieces: Awaited<ReturnType<typeof storePieces>> })[] = []
  for (const stream of lesson.streams) streams.push({ ...stream, pieces: await storePieces(blobs, stream) })
  return database.transaction(async (tx) => {
    const made = (await tx.query(
      `insert into recording (id, lesson_id, status, started_at, ended_at, status_at)
       values ($1, $2, 'UPLOADING', $3, $4, $4) on conflict (lesson_id) do nothing returning id`,
      [id, lesson.lessonId, new Date(lesson.startedAt), new Date(lesson.endedAt)],
    )) as unknown[]
    if (made.length === 0) return null
    for (const stream of streams) {
      const streamId = newId()
      await tx.query(
        `insert into recording_stream (id, recording_id, identity, source, connection, video_codec, audio_codec, started_at, pieces)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          streamId,
          id,
          stream.identity,
          stream.source,
          `stored-${streamId}`,
          stream.hasVideo ? 'vp8' : null,
          stream.hasAudio ? 'opus' : null,
          new Date(stream.startedAt),
          stream.pieces.length,
        ],
      )
      for (const [index, piece] of stream.pieces.entries())
        await tx.query(
          `insert into recording_piece (stream_id, number, blob_sha, at, duration_ms, header_bytes, bytes, received_at)
           values ($1, $2, $3, $4, $5, $6, $7, $4)`,
          [
            streamId,
            index + 1,
            piece.blobSha,
            new Date(piece.at),
            piece.durationMs,
            piece.headerBytes,
            piece.bytes,
          ],
        )
    }
    return id
  })
}

async function storePieces(blobs: BlobStore, { webm, startedAt, durationMs }: FilmedStream) {
  const pieces = webmPieces(webm, LONGEST_PIECE_MS)
  const stored = []
  for (const [index, { content, headerBytes, timestampMs }] of pieces.entries()) {
    const { sha256 } = await blobs.put(Readable.from([content]))
    const end = pieces[index + 1]?.timestampMs ?? durationMs
    stored.push({
      blobSha: sha256,
      at: startedAt + timestampMs,
      durationMs: Math.max(1, end - timestampMs),
      headerBytes,
      bytes: content.length,
    })
  }
  return stored
}
