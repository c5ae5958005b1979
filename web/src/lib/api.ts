import { WireError, type Endpoint, type EndpointInput, type EndpointResponse } from '@tongke/contract'
import { ApiError } from './api-error.ts'
import { urlOf } from './api-url.ts'

interface Parts {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}

type SignedOutListener = (code: 'auth.required' | 'device.revoked') => void
const signedOut = new Set<SignedOutListener>()

/** Tells when a request was refused because nobody is signed in (or the device was revoked). Returns the unsubscriber. */
export function onSignedOut(listener: SignedOutListener): () => void {
  signedOut.add(listener)
  return () => signedOut.delete(listener)
}

async function refusalOf(response: Response): Promise<ApiError> {
  const parsed = WireError.safeParse(await response.json().catch(() => null))
  const requestId = response.headers.get('x-request-id') ?? undefined
  if (parsed.success) return new ApiError(parsed.data.code, response.status, { requestId, ...parsed.data })
  return new ApiError(response.status >= 502 ? 'unavailable' : 'internal', response.status, { requestId })
}

async function send(
  endpoint: Endpoint,
  { params, query, body }: Parts,
  signal?: AbortSignal,
): Promise<Response> {
  const isForm = body instanceof FormData
  let response: Response
  try {
    response = await fetch(urlOf(endpoint.path, params, query), {
      method: endpoint.method,
      credentials: 'same-origin',
      signal,
      ...(body === undefined || isForm ? {} : { headers: { 'content-type': 'application/json' } }),
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiError('offline', 0)
  }
  if (response.ok) return response
  const refusal = await refusalOf(response)
  if (refusal.code === 'auth.required' || refusal.code === 'device.revoked')
    for (const listener of signedOut) listener(refusal.code)
  throw refusal
}

async function read<E extends Endpoint>(endpoint: E, response: Response): Promise<EndpointResponse<E>> {
  if (!endpoint.response) return undefined as EndpointResponse<E>
  const parsed = endpoint.response.safeParse(await response.json().catch(() => undefined))
  if (!parsed.success)
    throw new ApiError('unreadable', response.status, {
      requestId: response.headers.get('x-request-id') ?? undefined,
      message: parsed.error.message,
    })
  return parsed.data as EndpointResponse<E>
}

/** Calls one operation of the contract: input is typed, the answer parsed. Throws `ApiError`. */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: EndpointInput<E>,
  signal?: AbortSignal,
): Promise<EndpointResponse<E>> {
  return read(endpoint, await send(endpoint, input as Parts, signal))
}

/** Sends one file to a `multipart` operation. Throws `ApiError`. */
export async function upload<E extends Endpoint>(
  endpoint: E,
  input: EndpointInput<E>,
  file: File,
): Promise<EndpointResponse<E>> {
  const body = new FormData()
  body.set('file', file)
  return read(endpoint, await send(endpoint, { ...(input as Parts), body }))
}

const nameFrom = (header: string | null): string | undefined => {
  const encoded = header?.match(/filename\*=UTF-8''([^;]+)/i)?.[1]
  return encoded ? decodeURIComponent(encoded) : header?.match(/filename="?([^";]+)"?/i)?.[1]
}

/** Saves the answer of a `file` operation to the reader's disk. Throws `ApiError`. */
export async function download<E extends Endpoint>(
  endpoint: E,
  input: EndpointInput<E>,
  fallbackName: string,
): Promise<void> {
  const response = await send(endpoint, input as Parts)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = nameFrom(response.headers.get('content-disposition')) ?? fallbackName
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
