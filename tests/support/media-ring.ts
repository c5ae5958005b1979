import { randomUUID } from 'node:crypto'
import { EventReceiver } from './event-receiver.ts'
import { MediaClient } from './media-client.ts'
import { MediaNodeProcess } from './media-node.ts'
import { TEST_SECRET, type TicketOptions, ticketFor } from './media-tickets.ts'
import { WebRtcRemote } from './webrtc-remote.ts'

export const newLeg = (): string => `leg:${randomUUID()}`
export const assistantOf = (leg: string): string => leg.replace('leg:', 'assistant:')
export const newObserver = (): string => `observer:${randomUUID()}`

/** A media node, a stand-in for the server behind it, and the clients of one test; each test has its own room. */
export class MediaRing {
  readonly receiver: EventReceiver
  readonly node: MediaNodeProcess
  readonly #webrtc = new WebRtcRemote()
  readonly #clients: MediaClient[] = []
  room = ''
  lessonId = ''

  static async start(options: { workers?: number } = {}): Promise<MediaRing> {
    const receiver = await EventReceiver.open(TEST_SECRET)
    return new MediaRing(receiver, await MediaNodeProcess.start({ serverUrl: receiver.url, ...options }))
  }

  private constructor(receiver: EventReceiver, node: MediaNodeProcess) {
    this.receiver = receiver
    this.node = node
    this.nextRoom()
  }

  /** Leaves the room of the last test behind. */
  nextRoom(): void {
    for (const client of this.#clients.splice(0)) client.close()
    this.anotherRoom()
  }

  /** The next clients come into a new room; those of the old one stay. */
  anotherRoom(): void {
    this.room = `room-${randomUUID()}`
    this.lessonId = randomUUID()
  }

  ticket(identity: string, more: TicketOptions = {}): Promise<string> {
    const { room, lessonId } = this
    return ticketFor({ room, lessonId, identity, instance: `device of ${identity}`, ...more })
  }

  async client(origin?: string): Promise<MediaClient> {
    const client = await MediaClient.open(this.node.url, this.#webrtc, origin)
    this.#clients.push(client)
    return client
  }

  /** A client that joined and connected everything. */
  async enter(identity: string, more: TicketOptions & { takeOver?: boolean } = {}): Promise<MediaClient> {
    const client = await this.client()
    const { takeOver = false, ...ticket } = more
    await client.enter(await this.ticket(identity, ticket), { takeOver })
    return client
  }

  async stop(): Promise<void> {
    for (const client of this.#clients) client.close()
    await this.node.stop()
    this.receiver.close()
    this.#webrtc.close()
  }
}
