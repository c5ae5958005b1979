import type { MediaSource } from '@tongke/contract'
import type { types } from 'mediasoup'
import { MAX_LAYER } from './codecs.ts'
import { type Demand, nextDemand } from './demand.ts'
import { refusing } from './mediasoup-refusal.ts'
import { Serial } from './serial.ts'
import type { Party } from './audience.ts'

export interface PublicationOptions {
  readonly transport: types.WebRtcTransport
  readonly owner: Party
  readonly source: MediaSource
  readonly kind: types.MediaKind
  readonly rtpParameters: types.RtpParameters
  readonly paused: boolean
  readonly silenced: boolean
}

/** A track that a peer sends: flows while its sender wants it and the class plane lets it be heard. */
export class Publication {
  readonly owner: Party
  readonly source: MediaSource
  readonly #producer: types.Producer
  readonly #serial = new Serial()
  #pausedBySender: boolean
  #silenced: boolean
  #demand: Demand

  /** @throws Refusal `request.invalid` for parameters that the node does not understand */
  static async create(options: PublicationOptions): Promise<Publication> {
    const { transport, kind, rtpParameters, paused, silenced } = options
    const producer = await refusing('request.invalid', () =>
      transport.produce({ kind, rtpParameters, paused: paused || silenced }),
    )
    return new Publication(options, producer)
  }

  private constructor(options: PublicationOptions, producer: types.Producer) {
    this.owner = options.owner
    this.source = options.source
    this.#producer = producer
    this.#pausedBySender = options.paused
    this.#silenced = options.silenced
    this.#demand = { told: this.topLayer, lowerSince: null }
    this.#watchReturn()
  }

  get id(): string {
    return this.#producer.id
  }

  get producer(): types.Producer {
    return this.#producer
  }

  get closed(): boolean {
    return this.#producer.closed
  }

  get kind(): types.MediaKind {
    return this.#producer.kind
  }

  get paused(): boolean {
    return this.#pausedBySender || this.#silenced
  }

  get isLayered(): boolean {
    return this.#producer.type === 'simulcast'
  }

  get topLayer(): number {
    return this.isLayered ? Math.min((this.#producer.rtpParameters.encodings?.length ?? 1) - 1, MAX_LAYER) : 0
  }

  pause(): Promise<void> {
    this.#pausedBySender = true
    return this.#settle()
  }

  resume(): Promise<void> {
    this.#pausedBySender = false
    return this.#settle()
  }

  silence(silenced: boolean): Promise<void> {
    this.#silenced = silenced
    return this.#settle()
  }

  /**
   * Takes what viewers want now; answers what the sender must be told, null when it knows already.
   * @param wanted highest layer, -1 when nobody wants it. @param at ms
   */
  demand(wanted: number, at: number): number | null {
    const before = this.#demand.told
    this.#demand = nextDemand(this.#demand, wanted, at)
    return this.#demand.told === before ? null : this.#demand.told
  }

  /** The highest layer the sender was asked for, -1 for none. */
  get demanded(): number {
    return this.#demand.told
  }

  onClose(handler: () => void): void {
    this.#producer.observer.once('close', handler)
  }

  close(): void {
    this.#producer.close()
  }

  /**
   * After a pause of its line a sender's pictures are of no use before the next key frame. One that was asked for in vain keeps
   * mediasoup from asking again for a second, except when a producer resumes.
   */
  #watchReturn(): void {
    if (this.kind !== 'video') return
    let flows = false
    let hasStopped = false
    this.#producer.on('score', (scores) => {
      const flowed = flows
      flows = scores.some(({ score }) => score > 0)
      if (flowed && !flows) hasStopped = true
      if (!flows || !hasStopped) return
      hasStopped = false
      // A producer that is gone needs no key frame.
      this.#askKeyFrame().catch(() => undefined)
    })
  }

  #askKeyFrame(): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#producer.closed || this.#producer.paused) return
      await this.#producer.pause()
      await this.#producer.resume()
    })
  }

  /** Brings the producer to what is wanted when its turn comes: orders may overtake each other. */
  #settle(): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#producer.closed || this.#producer.paused === this.paused) return
      await (this.paused ? this.#producer.pause() : this.#producer.resume())
    })
  }
}
