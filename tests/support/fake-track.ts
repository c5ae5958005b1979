import {
  OPUS_PAYLOAD_TYPE,
  opusPayload,
  rtpPacket,
  senderReport,
  VP8_PAYLOAD_TYPE,
  voiceExtension,
  vp8Payload,
} from './rtp.ts'

export interface FakeTrackOptions {
  readonly send: (packet: Buffer) => void
  readonly kind: 'audio' | 'video'
  /** One per simulcast layer, lowest first. */
  readonly ssrcs: readonly number[]
  readonly everyMs: number
  readonly bytes: number
  /** Sound that says that somebody speaks. */
  readonly isVoice?: boolean
}

const FORMATS = {
  audio: { clockRate: 48_000, payloadType: OPUS_PAYLOAD_TYPE },
  video: { clockRate: 90_000, payloadType: VP8_PAYLOAD_TYPE },
} as const
const REPORT_EVERY = 25
const MAX_CATCH_UP = 10

/** Sends packets of the right form at the right rate. @returns how to stop it */
export function sendFakeTrack({ send, kind, ssrcs, everyMs, bytes, isVoice }: FakeTrackOptions): () => void {
  const format = FORMATS[kind]
  const started = Date.now()
  const extension = isVoice ? voiceExtension() : undefined
  let count = 0
  const sendLayer = (ssrc: number, layer: number) => {
    const at = Date.now()
    const timestamp = Math.round(((at - started) * format.clockRate) / 1000)
    if (count % REPORT_EVERY === 0) send(senderReport(ssrc, timestamp, count, count * bytes, at))
    const payload =
      kind === 'audio' ? opusPayload(bytes) : vp8Payload(count, Math.round(bytes * (layer + 1) * 0.5))
    send(rtpPacket({ ssrc, ...format }, count, timestamp, payload, true, extension))
  }
  // By the clock, not by the timer's count: a busy machine delays timers.
  const timer = setInterval(() => {
    for (
      const due = Math.min((Date.now() - started) / everyMs, count + MAX_CATCH_UP);
      count < due;
      count += 1
    )
      ssrcs.forEach(sendLayer)
  }, everyMs)
  return () => clearInterval(timer)
}
