import { Refusal } from '@tongke/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ByteRange } from '../store/object-store.ts'
import { rangeOf } from './range.rules.ts'

/** What a handler of a `bytes` endpoint answers. The content is opened only when it is really sent. */
export interface BytesAnswer {
  readonly mimeType: string
  readonly sizeBytes: number
  /** Of the content, without quotes. */
  readonly etag: string
  /** When it last changed, for those who ask by date; whole seconds count. */
  readonly modifiedAt?: Date
  /** Name under which it is saved; null: shown in the page. */
  readonly attachment: string | null
  /** For so long nobody asks again whether it may still be had; at each use unless told. */
  readonly keepSeconds?: number
  readonly open: (range?: ByteRange) => Promise<Readable>
}

/** Content that is made as a whole, as an answer of its own. */
export function wholeAnswer(mimeType: string, text: string, modifiedAt?: Date): BytesAnswer {
  const content = Buffer.from(text)
  return {
    mimeType,
    sizeBytes: content.length,
    etag: createHash('sha256').update(content).digest('base64url'),
    attachment: null,
    ...(modifiedAt ? { modifiedAt } : {}),
    open: async (range) => Readable.from([range ? content.subarray(range.start, range.end + 1) : content]),
  }
}

/** `If-Modified-Since` counts only without `If-None-Match` (RFC 9110 §13.2.2). */
function isKnown({ headers }: FastifyRequest, etag: string, modifiedAt: Date | undefined): boolean {
  if (headers['if-none-match'] !== undefined) return headers['if-none-match'] === etag
  const since = Date.parse(headers['if-modified-since'] ?? '')
  return modifiedAt !== undefined && Math.floor(modifiedAt.getTime() / 1000) * 1000 <= since
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
    ...(answer.modifiedAt ? { 'last-modified': answer.modifiedAt.toUTCString() } : {}),
    ...(answer.attachment === null
      ? {}
      : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(answer.attachment)}` }),
  })
  if (isKnown(request, etag, answer.modifiedAt)) return void reply.status(304)
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
