import type { MediaSource, SoundPreset } from '@tongke/contract'
import type { Device, types } from 'mediasoup-client'
import { codeOf } from '../live-error.ts'
import type { ResilientSocket } from '../resilient-socket.ts'
import type { MediaWire } from '../wire.ts'
import {
  cameraEncodings,
  encodingChange,
  opusOptions,
  screenEncodings,
  type CameraProfile,
} from './encodings.ts'
import type { SendFormat, SendPlan } from './publish-plan.ts'

/** What is to be sent of one source; null: nothing, close it. */
export interface Wanted extends SendPlan, SendFormat {
  track: MediaStreamTrack
  /** The user's own switch: others are told, so that they can show it. */
  isMuted: boolean
  maxSpatialLayer: number
}

interface Sent {
  producer: types.Producer
  profile: CameraProfile
  preset: SoundPreset
  isMuted: boolean
  maxSpatialLayer: number
}

interface PublisherOptions {
  device: Device
  transport: types.Transport
  socket: ResilientSocket<MediaWire>
  wanted: (source: MediaSource) => Wanted | null
}

/** Sound before picture: it is small and matters most. */
const ORDER: readonly MediaSource[] = ['microphone', 'camera', 'screen']
const TOP_LAYER = 2
const REPEAT_MS = 1_000

/** Brings what one send transport sends in line with what is wanted, one step at a time, as often as `sync` is called. */
export class Publisher {
  readonly #options: PublisherOptions
  readonly #sent = new Map<MediaSource, Sent>()
  /** Closed here; the node may not know it yet. */
  readonly #toClose = new Set<string>()
  #repeat: ReturnType<typeof setTimeout> | undefined
  #isRunning = false
  #isStale = false
  #isClosed = false

  constructor(options: PublisherOptions) {
    this.#options = options
  }

  /** Looks again at everything; calls during a run lead to one more run. */
  sync(): void {
    this.#isStale = true
    if (!this.#isRunning) void this.#run()
  }

  sourceOf(producerId: string): MediaSource | undefined {
    for (const [source, sent] of this.#sent) if (sent.producer.id === producerId) return source
    return undefined
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#repeat)
    this.#sent.clear()
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    clearTimeout(this.#repeat)
    let hasFailed = false
    while (this.#isStale && !this.#isClosed) {
      this.#isStale = false
      hasFailed = false
      // One source that cannot be sent must not silence the others; it is tried again.
      for (const source of ORDER)
        if (!this.#isClosed) await this.#reconcile(source).catch(() => (hasFailed = true))
      await this.#tellClosed().catch(() => (hasFailed = true))
    }
    this.#isRunning = false
    if (hasFailed && !this.#isClosed) this.#repeat = setTimeout(() => this.sync(), REPEAT_MS)
  }

  async #reconcile(source: MediaSource): Promise<void> {
    const wanted = this.#options.wanted(source)
    const sent = this.#sent.get(source)
    if (!wanted) return sent ? this.#stop(source, sent) : undefined
    // What was agreed with the codec does not change while it runs.
    if (sent && source === 'microphone' && sent.preset !== wanted.preset) this.#stop(source, sent)
    else if (sent && !sent.producer.closed) return this.#adapt(sent, wanted)
    await this.#start(source, wanted)
  }

  async #start(source: MediaSource, wanted: Wanted): Promise<void> {
    const { transport } = this.#options
    const producer = await transport.produce({
      track: wanted.track,
      ...this.#format(source, wanted),
      stopTracks: false,
      disableTrackOnPause: false,
      zeroRtpOnPause: true,
      appData: { source, paused: wanted.isMuted },
    })
    const sent: Sent = {
      producer,
      profile: wanted.profile,
      preset: wanted.preset,
      isMuted: wanted.isMuted,
      maxSpatialLayer: TOP_LAYER,
    }
    this.#sent.set(source, sent)
    await this.#adapt(sent, this.#options.wanted(source) ?? wanted)
  }

  #format(source: MediaSource, { profile, preset }: Wanted): Partial<types.ProducerOptions> {
    if (source === 'microphone') return { codecOptions: opusOptions(preset, profile) }
    const vp8 = this.#options.device.sendRtpCapabilities.codecs?.find(
      (one) => one.mimeType.toLowerCase() === 'video/vp8',
    )
    return {
      encodings: source === 'screen' ? screenEncodings() : cameraEncodings(profile),
      codecOptions: { videoGoogleStartBitrate: 600 },
      ...(vp8 ? { codec: vp8 } : {}),
    }
  }

  async #adapt(sent: Sent, wanted: Wanted): Promise<void> {
    const { producer } = sent
    if (producer.track !== wanted.track) await producer.replaceTrack({ track: wanted.track })
    if (wanted.isQuiet && !producer.paused) producer.pause()
    if (!wanted.isQuiet && producer.paused) producer.resume()
    const change = encodingChange(wanted.profile)
    if (sent.profile !== wanted.profile && change) {
      await producer.setRtpEncodingParameters(change as RTCRtpEncodingParameters)
      sent.profile = wanted.profile
    }
    if (
      sent.maxSpatialLayer !== wanted.maxSpatialLayer &&
      wanted.maxSpatialLayer >= 0 &&
      wanted.profile === 'lecturer'
    ) {
      if (producer.kind === 'video') await producer.setMaxSpatialLayer(wanted.maxSpatialLayer)
      sent.maxSpatialLayer = wanted.maxSpatialLayer
    }
    if (sent.isMuted !== wanted.isMuted) {
      await this.#options.socket.request(wanted.isMuted ? 'pause_producer' : 'resume_producer', {
        producerId: producer.id,
      })
      sent.isMuted = wanted.isMuted
    }
  }

  #stop(source: MediaSource, sent: Sent): void {
    this.#sent.delete(source)
    sent.producer.close()
    this.#toClose.add(sent.producer.id)
  }

  async #tellClosed(): Promise<void> {
    for (const producerId of this.#toClose) {
      await this.#options.socket.request('close_producer', { producerId }).catch((error: unknown) => {
        // It is gone already.
        if (codeOf(error) !== 'media.unknown') throw error
      })
      this.#toClose.delete(producerId)
    }
  }
}
