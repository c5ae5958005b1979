import { randomUUID } from 'node:crypto'
import {
  applyLessonEvent,
  CLASS_NOTICES,
  CLASS_PLANE_PATH,
  CLASS_REQUESTS,
  type Ack,
  type ClassRequestName,
  type CommandDone,
  type Goodbye,
  type JoinedLesson,
  type LessonCommand,
  type LessonEvent,
  type LessonState,
} from '@tongke/contract'
import { io, type Socket } from 'socket.io-client'
import type { z } from 'zod'
import type { ApiClient } from './api-client.ts'
import { waitFor } from './wait-for.ts'

const ACK_MS = 8_000

const headersOf = (api: ApiClient): Record<string, string> => ({
  origin: api.url,
  cookie: [...api.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
})

/** A bare socket to the class plane; `headers` may be anything. Rejects with the refusal's code. */
export async function openClassSocket(url: string, headers: Record<string, string>): Promise<Socket> {
  const socket = io(url, {
    path: CLASS_PLANE_PATH,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: headers,
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', (error) => {
      socket.close()
      reject(error)
    })
  })
  return socket
}

/** A participant of one lesson as the class plane sees it: parses everything, keeps the state by the contract's reducer. */
export class ClassClient {
  readonly events: LessonEvent[] = []
  goodbye: z.infer<typeof Goodbye> | undefined
  me: JoinedLesson['me'] | undefined
  #state: LessonState | undefined
  readonly #early: LessonEvent[] = []

  private constructor(
    readonly socket: Socket,
    readonly lessonId: string,
  ) {
    socket.on('change', (raw: unknown) => this.#take(CLASS_NOTICES.change.parse(raw).events))
    socket.on('goodbye', (raw: unknown) => {
      this.goodbye = CLASS_NOTICES.goodbye.parse(raw)
    })
  }

  /** @param known the state of an earlier connection, to be caught up instead of read anew */
  static async enter(
    api: ApiClient,
    lessonId: string,
    known?: LessonState,
    url = api.url,
  ): Promise<ClassClient> {
    // A page may be served by one replica and its socket by another, all under one origin.
    const socket = await openClassSocket(url, { ...headersOf(api), origin: url })
    const client = new ClassClient(socket, lessonId)
    await client.join(known)
    return client
  }

  get state(): LessonState {
    if (!this.#state) throw new Error('not joined')
    return this.#state
  }

  async join(known?: LessonState): Promise<JoinedLesson> {
    const joined = await this.request('join', {
      lessonId: this.lessonId,
      ...(known ? { since: known.revision } : {}),
    })
    this.me = joined.me
    const read = joined.snapshot ?? known
    // Changes may have overtaken the answer to a second join.
    if (!this.#state || (read && read.revision > this.#state.revision)) this.#state = read
    this.#take(joined.events ?? [])
    this.#take(this.#early.splice(0))
    return joined
  }

  /** The raw ack, parsed by the contract. */
  async ask<N extends ClassRequestName>(name: N, body: unknown): Promise<Ack<unknown>> {
    const raw: unknown = await this.socket.timeout(ACK_MS).emitWithAck(name, body)
    return CLASS_REQUESTS[name].ack.parse(raw) as Ack<unknown>
  }

  async request(name: 'join', body: unknown): Promise<JoinedLesson>
  async request(name: 'command', body: unknown): Promise<CommandDone>
  async request(name: 'leave' | 'beat', body: unknown): Promise<unknown>
  async request(name: ClassRequestName, body: unknown): Promise<unknown> {
    const ack = await this.ask(name, body)
    if (!ack.ok) throw new Error(ack.error.code)
    return ack.result
  }

  /** Done when the change is here too: it comes on its own, before or after the answer. */
  async send(command: LessonCommand, commandId: string = randomUUID()): Promise<CommandDone> {
    const done = await this.request('command', { lessonId: this.lessonId, commandId, command })
    if (this.#state) await this.until('its own change', ({ revision }) => revision >= done.revision)
    return done
  }

  /** The code a command must be refused with. */
  async refused(command: unknown): Promise<string> {
    const ack = await this.ask('command', { lessonId: this.lessonId, commandId: randomUUID(), command })
    return ack.ok ? 'not refused' : ack.error.code
  }

  until(what: string, holds: (state: LessonState) => unknown, withinMs = 8_000): Promise<unknown> {
    return waitFor(what, () => holds(this.state), withinMs)
  }

  close(): void {
    this.socket.close()
  }

  #take(events: readonly LessonEvent[]): void {
    // Frames of one packet are handled before the promise of the first one goes on.
    if (!this.#state) this.#early.push(...events)
    for (const event of events) {
      if (!this.#state || event.revision <= this.#state.revision) continue
      if (event.revision !== this.#state.revision + 1)
        throw new Error(`gap before revision ${event.revision}`)
      this.#state = applyLessonEvent(this.#state, event)
      this.events.push(event)
    }
  }
}
