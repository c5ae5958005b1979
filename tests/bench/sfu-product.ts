import { randomUUID } from 'node:crypto'
import { EventReceiver } from '../support/event-receiver.ts'
import { MediaClient } from '../support/media-client.ts'
import { MediaNodeProcess } from '../support/media-node.ts'
import { quiet, TEST_SECRET, ticketFor } from '../support/media-tickets.ts'
import type { WebRtcRemote } from '../support/webrtc-remote.ts'
import { CAMERA, type Forwarder, type ViewerCount } from './sfu-load.ts'

/** The media node as it is delivered, one worker, one lecturer. */
export class ProductForwarder implements Forwarder {
  readonly #receiver: EventReceiver
  readonly #node: MediaNodeProcess
  readonly #clients: MediaClient[] = []
  readonly #room = `bench-${randomUUID()}`
  readonly #lessonId = randomUUID()

  static async start(): Promise<ProductForwarder> {
    const receiver = await EventReceiver.open(TEST_SECRET)
    const options = { serverUrl: receiver.url, workers: 1, logLevel: 'warn' }
    return new ProductForwarder(receiver, await MediaNodeProcess.start(options))
  }

  private constructor(receiver: EventReceiver, node: MediaNodeProcess) {
    this.#receiver = receiver
    this.#node = node
  }

  get pid(): number {
    return this.#node.pid
  }

  async publish(webrtc: WebRtcRemote): Promise<void> {
    const lecturer = await this.#enter(webrtc, 'lecturer')
    await lecturer.publish('camera', CAMERA)
    await lecturer.publish('microphone')
  }

  async view(webrtc: WebRtcRemote): Promise<ViewerCount> {
    const viewer = await this.#enter(webrtc, `observer:${randomUUID()}`)
    const packetsOf = (kind: 'audio' | 'video') =>
      [...viewer.consumers.values()]
        .filter((consumer) => consumer.kind === kind)
        .reduce((sum, { id }) => sum + viewer.packetsOf(id), 0)
    return { audio: () => packetsOf('audio'), video: () => packetsOf('video') }
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.close()
    await this.#node.stop()
    this.#receiver.close()
  }

  async #enter(webrtc: WebRtcRemote, identity: string): Promise<MediaClient> {
    const client = await MediaClient.open(this.#node.url, webrtc)
    this.#clients.push(client)
    await client.enter(
      await ticketFor({
        room: this.#room,
        lessonId: this.#lessonId,
        identity,
        instance: identity,
        publish: identity === 'lecturer' ? ['camera', 'microphone'] : [],
        directive: quiet({ audible: ['lecturer'] }),
      }),
    )
    return client
  }
}
