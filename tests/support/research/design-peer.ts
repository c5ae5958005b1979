import {
  DESIGN_NOTICES,
  DESIGN_PLANE_PATH,
  DESIGN_REQUESTS,
  UPDATE_PART_BYTES,
  type Ack,
  type DesignPerson,
  type DesignRequestName,
  type JoinedDesign,
} from '@tongke/contract'
import { io, type Socket } from 'socket.io-client'
import * as Y from 'yjs'
import type { ApiClient } from '../api-client.ts'
import { waitFor } from '../wait-for.ts'

const ACK_MS = 8_000

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
const base64 = (update: Uint8Array) => Buffer.from(update).toString('base64')

/** An editor of one design as the design plane sees it, without a page: a document, and a line that may go and come. */
export class DesignPeer {
  readonly people = new Map<string, DesignPerson>()
  readonly news: string[] = []
  readonly #api: ApiClient
  readonly designId: string
  #socket: Socket | undefined
  goodbye: string | undefined

  constructor(
    api: ApiClient,
    designId: string,
    readonly doc: Y.Doc = new Y.Doc(),
  ) {
    this.#api = api
    this.designId = designId
  }

  get goals(): string {
    return this.doc.getText('goals').toString()
  }

  /** A line to a server, without joining. Rejects with the refusal's code. */
  async connect(url = this.#api.url): Promise<void> {
    const cookie = [...this.#api.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const socket = io(url, {
      path: DESIGN_PLANE_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { origin: url, cookie },
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', (error) => {
        socket.close()
        reject(error)
      })
    })
    socket.on('update', (raw: unknown) => {
      Y.applyUpdate(this.doc, bytes(DESIGN_NOTICES.update.parse(raw).update), 'server')
    })
    socket.on('presence', (raw: unknown) => {
      const { connectionId, person } = DESIGN_NOTICES.presence.parse(raw)
      if (person) this.people.set(connectionId, person)
      else this.people.delete(connectionId)
    })
    socket.on('news', (raw: unknown) => this.news.push(DESIGN_NOTICES.news.parse(raw).about))
    socket.on('goodbye', (raw: unknown) => {
      this.goodbye = DESIGN_NOTICES.goodbye.parse(raw).reason
    })
    this.#socket = socket
  }

  /** Joins, takes what is new and gives what the server lacks. */
  async join(): Promise<JoinedDesign> {
    const vector = base64(Y.encodeStateVector(this.doc))
    const joined = (await this.request('join', { designId: this.designId, vector })) as JoinedDesign
    Y.applyUpdate(this.doc, bytes(joined.missing), 'server')
    for (const person of joined.people) this.people.set(person.connectionId, person)
    if (joined.canWrite) await this.push(Y.encodeStateAsUpdate(this.doc, bytes(joined.vector)))
    return joined
  }

  static async enter(api: ApiClient, designId: string, url?: string): Promise<DesignPeer> {
    const peer = new DesignPeer(api, designId)
    await peer.connect(url)
    await peer.join()
    return peer
  }

  /** What the document becomes by `change`, acknowledged by the server. */
  async write(change: (doc: Y.Doc) => void): Promise<void> {
    await this.push(this.change(change))
  }

  /** The same without telling anybody. @returns the update */
  change(change: (doc: Y.Doc) => void): Uint8Array {
    const before = Y.encodeStateVector(this.doc)
    this.doc.transact(() => change(this.doc), 'here')
    return Y.encodeStateAsUpdate(this.doc, before)
  }

  async push(update: Uint8Array): Promise<void> {
    const { designId } = this
    const parts = Math.max(1, Math.ceil(update.length / UPDATE_PART_BYTES))
    for (let part = 0; part < parts; part += 1) {
      const bytes = update.subarray(part * UPDATE_PART_BYTES, (part + 1) * UPDATE_PART_BYTES)
      await this.request('push', { designId, update: base64(bytes), part, parts })
    }
  }

  async ask(name: DesignRequestName, body: unknown): Promise<Ack<unknown>> {
    if (!this.#socket) throw new Error('not connected')
    const raw: unknown = await this.#socket.timeout(ACK_MS).emitWithAck(name, body)
    return DESIGN_REQUESTS[name].ack.parse(raw) as Ack<unknown>
  }

  async request(name: DesignRequestName, body: unknown): Promise<unknown> {
    const ack = await this.ask(name, body)
    if (!ack.ok) throw new Error(ack.error.code)
    return ack.result
  }

  async refused(name: DesignRequestName, body: unknown): Promise<string> {
    const ack = await this.ask(name, body)
    return ack.ok ? 'not refused' : ack.error.code
  }

  until(what: string, holds: (peer: this) => unknown): Promise<unknown> {
    return waitFor(what, () => holds(this))
  }

  get isConnected(): boolean {
    return this.#socket?.connected ?? false
  }

  leave(): void {
    this.#socket?.close()
  }
}
