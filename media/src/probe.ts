import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { PROBE_DOWN_PATH, PROBE_MAX_BYTES, PROBE_UP_PATH, Refusal } from '@tongke/contract'
import { type Exchange, type Route, sendJson } from './http-server.ts'
import type { CheckTicket } from './ticket.ts'

/** More at once would measure each other, and take the line from a lesson. */
const MAX_PROBES = 6
const PROBE_WITHIN_MS = 20_000
const CHUNK = randomBytes(64_000)

const open = (response: ServerResponse): void => {
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('cache-control', 'no-store')
}

function bytesAsked(url: URL): number {
  const bytes = Number(url.searchParams.get('bytes') ?? PROBE_MAX_BYTES)
  if (!Number.isInteger(bytes) || bytes < 1 || bytes > PROBE_MAX_BYTES) throw new Refusal('request.invalid')
  return bytes
}

async function pour(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': bytes })
  for (let left = bytes; left > 0 && !response.destroyed; left -= CHUNK.length) {
    const ready = response.write(left >= CHUNK.length ? CHUNK : CHUNK.subarray(0, left))
    if (!ready) await drained(response)
  }
  response.end()
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const settle = () => {
      response.off('drain', settle)
      response.off('close', settle)
      resolve()
    }
    response.on('drain', settle)
    response.on('close', settle)
  })

async function swallow({ request }: Exchange): Promise<number> {
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > PROBE_MAX_BYTES) throw new Refusal('request.too_large')
  }
  return bytes
}

/** Bandwidth probes of the line check: `GET /probe/down?ticket=&bytes=`, `POST /probe/up?ticket=`; each bounded. */
export function probeRoutes(checkTicket: CheckTicket): Route[] {
  let running = 0
  const probing = (work: (exchange: Exchange) => Promise<void>) => async (exchange: Exchange) => {
    open(exchange.response)
    await checkTicket(exchange.url.searchParams.get('ticket') ?? '', exchange.request.headers.origin)
    if (running >= MAX_PROBES) throw new Refusal('request.rate', { retryAfter: 2 })
    running += 1
    const timer = setTimeout(() => exchange.request.destroy(), PROBE_WITHIN_MS)
    try {
      await work(exchange)
    } finally {
      running -= 1
      clearTimeout(timer)
    }
  }
  const allow: Route['handle'] = ({ response }) => {
    open(response)
    response.setHeader('access-control-allow-headers', 'content-type')
    response.writeHead(204).end()
  }
  return [
    { method: 'OPTIONS', path: PROBE_DOWN_PATH, handle: allow },
    { method: 'OPTIONS', path: PROBE_UP_PATH, handle: allow },
    {
      method: 'GET',
      path: PROBE_DOWN_PATH,
      handle: probing(({ response, url }) => pour(response, bytesAsked(url))),
    },
    {
      method: 'POST',
      path: PROBE_UP_PATH,
      handle: probing(async (exchange) => {
        const started = performance.now()
        const bytes = await swallow(exchange)
        sendJson(exchange.response, 200, { bytes, ms: Math.round(performance.now() - started) })
      }),
    },
  ]
}
