import { SIGNATURE_HEADER } from '@tongke/contract'
import { sign } from './signature.ts'

export interface Delivery {
  readonly serverUrl: string
  readonly secret: string
  readonly path: string
  readonly timeoutMs: number
}

/** Posts JSON to the server with the node's signature. @throws Error when the server cannot be reached in time */
export async function signedPost(delivery: Delivery, message: unknown): Promise<Response> {
  const { serverUrl, secret, path, timeoutMs } = delivery
  const body = JSON.stringify(message)
  const signature = sign(secret, { method: 'POST', path, body }, Date.now())
  return fetch(new URL(path, serverUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', [SIGNATURE_HEADER]: signature },
    body,
    signal: AbortSignal.timeout(timeoutMs),
  })
}
