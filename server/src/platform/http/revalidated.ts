import type { FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'

/** JSON that a browser may keep: it asks every time, and gets 304 while nothing has changed (RFC 9110 §13.1.2). */
export function revalidated(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: unknown,
): string | undefined {
  const body = JSON.stringify(answer)
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  void reply.headers({ etag, 'cache-control': 'private, no-cache' })
  if (request.headers['if-none-match'] === etag) return void reply.status(304)
  void reply.type('application/json; charset=utf-8')
  return body
}
