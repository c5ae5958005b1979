import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface StoredStatement {
  readonly id: string
  readonly timestamp: string
  readonly actor: { readonly account: { readonly homePage: string; readonly name: string } }
  readonly verb: { readonly id: string }
  readonly object: { readonly id: string; readonly definition: { readonly type: string } }
  readonly result?: { readonly completion?: boolean; readonly extensions: Readonly<Record<string, unknown>> }
}

/**
 * How it behaves: `up`; `down`: 503; `deaf`: it takes them, but its answer is lost on the way; `strict`: it refuses what
 * has a title with 错 in it, and the whole request with it.
 */
export type Mood = 'up' | 'down' | 'deaf' | 'strict'

/** A learning record store over HTTP as xAPI 1.0.3 describes it: statements are kept once by their id. */
export class RecordStore {
  readonly statements = new Map<string, StoredStatement>()
  readonly headers: IncomingMessage['headers'][] = []
  mood: Mood = 'up'
  requests = 0
  private readonly server = createServer((request, response) => void this.answer(request, response))

  async start(): Promise<string> {
    this.server.listen(0, '127.0.0.1')
    await once(this.server, 'listening')
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/xapi`
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private async answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    this.requests += 1
    if (request.method !== 'POST' || request.url !== '/xapi/statements') return response.writeHead(404).end()
    this.headers.push(request.headers)
    if (this.mood === 'down') return response.writeHead(503).end('away')
    const body = Buffer.concat(chunks).toString()
    if (this.mood === 'strict' && body.includes('错')) return response.writeHead(400).end('a bad title')
    const statements = JSON.parse(body) as StoredStatement[]
    // The same id again is the same statement: the first one stays.
    for (const one of statements) if (!this.statements.has(one.id)) this.statements.set(one.id, one)
    if (this.mood === 'deaf') return request.socket.destroy()
    response.writeHead(200, { 'content-type': 'application/json' })
    return response.end(JSON.stringify(statements.map(({ id }) => id)))
  }
}
