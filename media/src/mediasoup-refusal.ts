import { Refusal, type ErrorCode } from '@tongke/contract'
import { errors } from 'mediasoup'

const isGone = (error: unknown): boolean =>
  error instanceof errors.WorkerClosedError || error instanceof errors.NotFoundError

/**
 * Runs a mediasoup call whose arguments came from a client: what mediasoup will not accept is the client's fault.
 * @throws Refusal `code`, or `unavailable` when the worker or transport behind it is gone
 */
export async function refusing<T>(code: ErrorCode, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    const refusal = new Refusal(isGone(error) ? 'unavailable' : code)
    refusal.cause = error
    throw refusal
  }
}
