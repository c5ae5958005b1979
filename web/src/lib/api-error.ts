import type { ErrorCode, ErrorDetail, WireError } from '@tongke/contract'

/** What went wrong between this page and the server. `offline` and `unreadable` never came from the server. */
export type ApiErrorCode = ErrorCode | 'offline' | 'unreadable'

/** A refused or failed request. Words for people are the translation of `code` (namespace `errors`). */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  readonly status: number
  readonly requestId: string | undefined
  readonly details: readonly ErrorDetail[]
  /** Seconds to wait before the next attempt. */
  readonly retryAfter: number | undefined

  constructor(code: ApiErrorCode, status: number, wire: Partial<WireError> = {}) {
    super(wire.message ?? code)
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.requestId = wire.requestId
    this.details = wire.details ?? []
    this.retryAfter = wire.retryAfter
  }
}

/** Is this a refusal with one of these codes? */
export const isApiError = (error: unknown, ...codes: ApiErrorCode[]): boolean =>
  error instanceof ApiError && codes.includes(error.code)
