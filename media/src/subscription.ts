import type { ConsumerParameters, ConsumerView } from '@tongke/contract'
import type { types } from 'mediasoup'
import {
  freshLine,
  type LayerState,
  nextLayerState,
  preferredLayer,
  wantedLayer,
  wantMore,
} from './layer-policy.ts'
import { type PictureSight } from './mode-policy.ts'
import type { Publication } from './publication.ts'
import { Serial } from './serial.ts'

export interface SubscriptionOptions {
  readonly transport: types.WebRtcTransport
  readonly publication: Publication
  readonly rtpCapabilities: types.RtpCapabilities
  readonly priority: number
  /** Layer to start with, until the client says how it shows the picture. */
  readonly wanted: number
}

/** A track on its way to one peer: silent until acknowledged, its layer fitted to the element and to the line. */
export class Subscription {
  readonly publication: Publication
  readonly #consumer: types.Consumer
  readonly #serial = new Serial()
  #acknowledged = false
  #visible = true
  #wanted: number
  #line: LayerState = freshLine
  #asked: number
  #priority: number

  static async create(options: SubscriptionOptions): Promise<Subscription> {
    const { transport, publication, rtpCapabilities, priority } = options
    const wanted = Math.min(options.wanted, publication.topLayer)
    const consumer = await transport.consume({
      producerId: publication.id,
      rtpCapabilities,
      paused: true,
      ...(publication.isLayered ? { preferredLayers: { spatialLayer: wanted } } : {}),
    })
    const subscription = new Subscription(publication, consumer, wanted, priority)
    if (publication.kind === 'video') await consumer.setPriority(priority)
    return subscription
  }

  private constructor(publication: Publication, consumer: types.Consumer, wanted: number, priority: number) {
    this.publication = publication
    this.#consumer = consumer
    this.#wanted = wanted
    this.#asked = wanted
    this.#priority = priority
  }

  get id(): string {
    return this.#consumer.id
  }

  get consumer(): types.Consumer {
    return this.#consumer
  }

  get parameters(): ConsumerParameters {
    return {
      id: this.id,
      producerId: this.publication.id,
      identity: this.publication.owner.identity,
      source: this.publication.source,
      kind: this.#consumer.kind,
      rtpParameters: this.#consumer.rtpParameters,
      producerPaused: this.publication.paused,
    }
  }

  /** Highest layer this viewer can use, -1 when it shows nothing. */
  get demand(): number {
    return this.#visible ? preferredLayer(this.#line, this.#wanted) : -1
  }

  /** Layer that arrives, null when none or when the sender has only one. */
  get layer(): number | null {
    return this.#consumer.currentLayers?.spatialLayer ?? null
  }

  get flows(): boolean {
    if (this.#consumer.paused || this.#consumer.producerPaused) return false
    return this.publication.isLayered ? this.layer !== null : this.#consumer.score.score > 0
  }

  get sight(): PictureSight {
    return {
      expected: this.#acknowledged && this.#visible && !this.publication.paused && this.#isSent,
      flows: this.flows,
      layer: this.layer,
      wanted: this.#wanted,
    }
  }

  /** A second time asks for a key frame: what came before did not arrive. */
  acknowledge(): Promise<void> {
    if (this.#acknowledged) return this.#askKeyFrame()
    this.#acknowledged = true
    return this.#settle()
  }

  show(view: ConsumerView): Promise<void> {
    this.#visible = view.visible
    const { source, topLayer } = this.publication
    if (source === 'camera' || source === 'screen')
      this.#want(wantedLayer(source, topLayer, view.width, view.height))
    return this.#settle()
  }

  #want(layer: number): void {
    if (layer > this.#wanted) this.#line = wantMore(this.#line)
    this.#wanted = layer
  }

  prioritize(priority: number): Promise<void> {
    this.#priority = priority
    return this.#settle()
  }

  /** Once a second: what the line showed since. */
  tick(): Promise<void> | undefined {
    if (!this.publication.isLayered || !this.#visible || this.#consumer.paused) return undefined
    const { score, producerScores } = this.#consumer.score
    const sent = (producerScores[this.#asked] ?? 0) > 0
    this.#line = nextLayerState(this.#line, { wanted: this.#wanted, current: this.layer, score, sent })
    return preferredLayer(this.#line, this.#wanted) === this.#asked ? undefined : this.#settle()
  }

  onClose(handler: () => void): void {
    this.#consumer.observer.once('close', handler)
  }

  /** Calls when the track is held back or goes on; not when it only makes room for a key frame. */
  onProducerPause(handler: (paused: boolean) => void): void {
    let { paused } = this.publication
    const look = () => {
      if (this.publication.paused === paused) return
      paused = this.publication.paused
      handler(paused)
    }
    this.#consumer.on('producerpause', look)
    this.#consumer.on('producerresume', look)
  }

  close(): void {
    this.#consumer.close()
  }

  get #isSent(): boolean {
    return this.#consumer.score.producerScores.some((score) => score > 0)
  }

  async #askKeyFrame(): Promise<void> {
    if (this.#consumer.closed || this.publication.kind !== 'video') return
    await this.#consumer.requestKeyFrame()
  }

  /** Brings the consumer to what is wanted when its turn comes; layers first, so that a resume starts with the right one. */
  #settle(): Promise<void> {
    return this.#serial.run(async () => {
      await this.#settleLayer()
      await this.#settlePriority()
      await this.#settlePause()
    })
  }

  async #settleLayer(): Promise<void> {
    const asked = preferredLayer(this.#line, this.#wanted)
    if (this.#consumer.closed || !this.publication.isLayered || asked === this.#asked) return
    this.#asked = asked
    await this.#consumer.setPreferredLayers({ spatialLayer: asked })
  }

  async #settlePriority(): Promise<void> {
    if (
      this.#consumer.closed ||
      this.publication.kind !== 'video' ||
      this.#consumer.priority === this.#priority
    )
      return
    await this.#consumer.setPriority(this.#priority)
  }

  async #settlePause(): Promise<void> {
    const paused = !this.#acknowledged || !this.#visible
    if (this.#consumer.closed || this.#consumer.paused === paused) return
    await (paused ? this.#consumer.pause() : this.#consumer.resume())
  }
}
