import { MEDIA_CONTROL, Refusal, SIGNATURE_HEADER } from '@tongke/contract'
import type { z } from 'zod'
import { type Exchange, readBody, type Route, sendJson } from './http-server.ts'
import type { MediaNode } from './media-node.ts'
import { parseJson } from './parse-json.ts'
import { isSigned } from './signature.ts'

const MAX_BODY_BYTES = 16_000

/** @throws Refusal `auth.required` for a request that the server did not sign, `request.invalid` */
const readSigned = (secret: string) =>
  async function read<T extends z.ZodType>({ request, url }: Exchange, schema?: T): Promise<z.output<T>> {
    const body = await readBody(request, MAX_BODY_BYTES)
    const header = request.headers[SIGNATURE_HEADER]
    const signed = { method: request.method ?? '', path: url.pathname, body }
    if (!isSigned(secret, signed, typeof header === 'string' ? header : undefined, Date.now()))
      throw new Refusal('auth.required')
    const parsed = schema?.safeParse(parseJson(body))
    if (parsed && !parsed.success) throw new Refusal('request.invalid')
    return parsed?.data as z.output<T>
  }

/** What the server may order; every request is signed. All orders may be repeated. */
export function controlRoutes(node: MediaNode, secret: string): Route[] {
  const read = readSigned(secret)
  const { directive, closeRoom, removeInstance, stats } = MEDIA_CONTROL
  return [
    {
      ...directive,
      handle: async (exchange) => {
        const order = await read(exchange, directive.body)
        if (!node.applyDirective(exchange.params['room'] ?? '', order)) throw new Refusal('not_found')
        sendJson(exchange.response, 200, {})
      },
    },
    {
      ...closeRoom,
      handle: async (exchange) => {
        const { reason } = await read(exchange, closeRoom.body)
        sendJson(exchange.response, 200, { closed: node.closeRoom(exchange.params['room'] ?? '', reason) })
      },
    },
    {
      ...removeInstance,
      handle: async (exchange) => {
        const { reason, at } = await read(exchange, removeInstance.body)
        const { instance = '' } = exchange.params
        sendJson(exchange.response, 200, { removed: node.removeInstance(instance, reason, at) })
      },
    },
    {
      ...stats,
      handle: async (exchange) => {
        await read(exchange)
        sendJson(exchange.response, 200, node.stats)
      },
    },
  ]
}
