import { z } from 'zod'
import { Id, Millis, Sha256 } from '../primitives.ts'
import { RecordedStream } from '../recording.ts'

/** A piece is aimed at so long, and begins with a key frame; none is longer than the limit. */
export const PIECE_AIM_MS = 4_000
export const PIECE_LIMIT_MS = 10_000
export const PIECE_MAX_BYTES = 30_000_000

/**
 * A piece of a recorded stream: a self-contained WebM whose timestamps are milliseconds since the stream's start. The
 * header (all before the first cluster) is the same in all pieces of a stream, so that a player may take it once and
 * then clusters only.
 */
export const RecordedPiece = z.object({
  lessonId: Id,
  stream: RecordedStream,
  /** Media connection whose tracks these are. */
  connection: z.string().min(1).max(80),
  /** Wall time of timestamp 0 of the stream, by the node's clock. */
  streamStartedAt: Millis,
  number: z.int().min(1).max(100_000),
  /** Wall time of its first frame, by the node's clock. */
  at: Millis,
  durationMs: z.int().min(1).max(60_000),
  headerBytes: z.int().min(1).max(1_000_000),
  bytes: z.int().min(1).max(PIECE_MAX_BYTES),
  sha256: Sha256,
})
export type RecordedPiece = z.infer<typeof RecordedPiece>

/** No piece follows: so many there are. */
export const RecordedStreamEnd = z.object({
  lessonId: Id,
  streamId: Id,
  pieces: z.int().min(1).max(100_000),
})
export type RecordedStreamEnd = z.infer<typeof RecordedStreamEnd>

/**
 * `PUT /api/internal/media/recordings/pieces`: the body is the piece as `video/webm`, the header the JSON of
 * `RecordedPiece` in base64url. The signature is over this header in place of the body, and the hash in it is that of the
 * body. Repeated until 200.
 */
export const MEDIA_PIECES_PATH = '/api/internal/media/recordings/pieces'
export const PIECE_HEADER = 'x-tongke-piece'
/** `POST`, signed like events. After the last piece of a stream was taken. */
export const MEDIA_STREAM_ENDS_PATH = '/api/internal/media/recordings/stream-ends'
