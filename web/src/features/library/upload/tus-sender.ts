import { UPLOADS_PATH, WireError } from '@tongke/contract'
import { DetailedError, Upload } from 'tus-js-client'
import { ApiError } from '../../../lib/api-error.ts'
import { FIRST_PIECE, nextPiece } from './piece-size.rules.ts'

export interface SenderEvents {
  /** Bytes that are sent, from the first on. */
  readonly progress: (bytes: number) => void
  /** The line is gone; it is tried again by itself. */
  readonly interrupted: () => void
  readonly sent: () => void
  readonly failed: (error: ApiError) => void
}

/** Carries one file into one upload. `stop` lets go of the line; what the server has stays there. */
export interface Sender {
  start(): void
  stop(): Promise<void>
}

export type OpenSender = (file: File, uploadId: string, events: SenderEvents) => Sender

/** In ms. The last one goes on for a school day: a village line may be away for hours. */
const RETRIES = [0, 1000, 2000, 5000, 10_000, 20_000, ...Array<number>(1000).fill(30_000)]
/** Answers after which the same is worth trying again: another offset, somebody was in front, the server is away. */
const PASSING = new Set([409, 423, 429])

export const openTusSender: OpenSender = (file, uploadId, events) => {
  let sentAt = performance.now()
  const upload = new Upload(file, {
    uploadUrl: `${UPLOADS_PATH}/${uploadId}`,
    chunkSize: FIRST_PIECE,
    retryDelays: RETRIES,
    storeFingerprintForResuming: false,
    onProgress: (bytes) => events.progress(bytes),
    onBeforeRequest: () => {
      sentAt = performance.now()
    },
    onChunkComplete: (bytes) => {
      const seconds = (performance.now() - sentAt) / 1000
      // The last piece is short and tells nothing.
      if (bytes === upload.options.chunkSize) upload.options.chunkSize = nextPiece(bytes, seconds)
    },
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0
      const passes = status === 0 || status >= 500 || PASSING.has(status)
      if (passes) {
        upload.options.chunkSize = FIRST_PIECE
        events.interrupted()
      }
      return passes
    },
    onSuccess: () => events.sent(),
    onError: (error) => events.failed(refusalOf(error)),
  })
  return { start: () => upload.start(), stop: () => upload.abort() }
}

function refusalOf(error: Error | DetailedError): ApiError {
  const response = error instanceof DetailedError ? error.originalResponse : null
  if (!response) return new ApiError('offline', 0)
  const parsed = WireError.safeParse(jsonOf(response.getBody()))
  if (parsed.success) return new ApiError(parsed.data.code, response.getStatus(), parsed.data)
  // An answer to HEAD has no body.
  return new ApiError(response.getStatus() === 404 ? 'upload.unknown' : 'internal', response.getStatus())
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
