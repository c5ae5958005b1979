import type { WireError } from '@tongke/contract'
import type { ApiErrorCode } from '../lib/api-error.ts'

/** A refused or unanswered socket request. `offline`: no answer in time; `unreadable`: an answer outside the contract. */
export class LiveError extends Error {
  readonly code: ApiErrorCode
  readonly requestId: string | undefined

  constructor(code: ApiErrorCode, wire?: WireError) {
    super(wire?.message ?? code)
    this.name = 'LiveError'
    this.code = code
    this.requestId = wire?.requestId
  }
}

/** The stable code of anything thrown on the way; `internal` for what has none. */
export const codeOf = (error: unknown): ApiErrorCode =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? (error.code as ApiErrorCode)
    : 'internal'
