import { Refusal } from '@tongke/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import type { ByteRange } from '../store/object-store.ts'
import { rangeOf } from './range.rules.ts'

/** What a handler of a `bytes` endpoint answers. The content is opened only when it is really sent. */
export interface BytesAnswer {
  readonly mimeType: string
  readonly sizeBytes: number
  /** Of the content, without quotes. */
  readonly etag: string
  /** Name under which it is saved; null: shown in the page. */
  readonly attachment: string | null
  /** For so long nobody asks again whether it may still be had; at each use unless told. */
  readonly keepSeconds?: number
  readonly open: (range?: ByteRange) => Promise<Readable>
}

/** Sends bytes by `Range` and `If-None-Match` (RFC 9110 §13, §14); what people uploaded never runs as a page of ours. */
export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: BytesAnswer,
): Promise<Readable | undefined> {
  const etag = `"${answer.etag}"`
  void reply.headers({
    etag,
    'accept-ranges': 'bytes',
    'cache-control': answer.keepSeconds ? `private, max-age=${answer.keepSeconds}` : 'private, no-cache',
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    ...(answer.attachment === null
      ? {}
      : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(answer.attachment)}` }),
  })
  if (request.headers['if-none-match'] === etag) return void reply.status(304)
  const wanted = request.headers['if-range'] === undefined || request.headers['if-range'] === etag
  const range = wanted ? rangeOf(request.headers.range, answer.sizeBytes) : undefined
  if (range === 'unsatisfiable') {
    void reply.header('content-range', `bytes */${answer.sizeBytes}`)
    throw new Refusal('request.range')
  }
  void reply.type(answer.mimeType)
  if (!range) {
    void reply.header('content-length', answer.sizeBytes)
    return answer.open()
  }
  void reply.status(206).headers({
    'content-range': `bytes ${range.start}-${range.end}/${answer.sizeBytes}`,
    'content-length': range.end - range.start + 1,
  })
  return answer.open(range)
}
