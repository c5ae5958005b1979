import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { ERRORS, Refusal } from '@tongke/contract'
import type { Logger } from 'pino'
import { newId } from './ids.ts'

export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly url: URL
  /** Values of the `:name` parts of the route's path. */
  readonly params: Readonly<Record<string, string>>
}

export interface Route {
  readonly method: string
  /** With `:name` parts. */
  readonly path: string
  readonly handle: (exchange: Exchange) => Promise<void> | void
}

/** The media plane's sockets share the server; they are not ours to answer. */
export interface HttpPorts {
  readonly log: Logger
  readonly ownsPath: (path: string) => boolean
}

const matcherOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll(/:([a-z]+)/gi, '(?<$1>[^/]{1,120})')}$`)

export const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

/** @throws Refusal `request.too_large`; the connection is closed then */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new Refusal('request.too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const decoded = (groups: Record<string, string> | undefined): Record<string, string> => {
  try {
    return Object.fromEntries(
      Object.entries(groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]),
    )
  } catch {
    throw new Refusal('request.invalid')
  }
}

/** What a request line asks for; null for what is no address (`//`): any stranger may send one. */
const urlOf = ({ url = '/' }: IncomingMessage): URL | null =>
  URL.canParse(url, 'http://node') ? new URL(url, 'http://node') : null

function answerError(
  error: unknown,
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  log: Logger,
): void {
  const requestId = newId()
  const refusal = error instanceof Refusal ? error : new Refusal('internal')
  // Without the query: it may hold a ticket.
  const about = { method: request.method, path: request.url?.split('?', 1)[0], requestId }
  if (refusal === error) log.warn({ ...about, code: refusal.code }, 'refused')
  else log.error({ ...about, err: error }, 'request failed')
  if (response.headersSent) {
    response.destroy()
    return
  }
  // What is left of a refused body is not read.
  response.setHeader('connection', 'close')
  sendJson(response, ERRORS[refusal.code].status, refusal.toWire(requestId))
}

/** A small HTTP server over a table of routes. */
export function createHttpServer(routes: readonly Route[], ports: HttpPorts): Server {
  const table = routes.map((route) => ({ ...route, matcher: matcherOf(route.path) }))
  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    url: URL | null,
  ): Promise<void> => {
    if (!url) throw new Refusal('request.invalid')
    const route = table.find(({ method, matcher }) => method === request.method && matcher.test(url.pathname))
    if (!route) throw new Refusal('not_found')
    const params = decoded(route.matcher.exec(url.pathname)?.groups)
    await route.handle({ request, response, url, params })
  }
  return createServer((request, response) => {
    const url = urlOf(request)
    if (url && ports.ownsPath(url.pathname)) return
    answer(request, response, url).catch((error: unknown) =>
      answerError(error, { request, response }, ports.log),
    )
  })
}
