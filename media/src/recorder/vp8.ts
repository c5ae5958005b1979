import type { RtpPacket } from './rtp.ts'

export interface VideoFrame {
  readonly timestamp: number
  /** When its first packet came, ms. */
  readonly at: number
  readonly isKey: boolean
  /** Of key frames only. */
  readonly size: { readonly width: number; readonly height: number } | null
  readonly data: Buffer
}

/** Length of the payload descriptor (RFC 7741 §4.2). */
function descriptorBytes(payload: Buffer): number {
  const first = payload[0] ?? 0
  if (!(first & 0x80)) return 1
  const extension = payload[1] ?? 0
  let length = 2
  if (extension & 0x80) length += (payload[2] ?? 0) & 0x80 ? 2 : 1
  if (extension & 0x40) length += 1
  if (extension & 0x30) length += 1
  return length
}

/** Bit S with partition 0: here a frame begins. */
const beginsFrame = (payload: Buffer): boolean => ((payload[0] ?? 0) & 0x17) === 0x10

/** Size in the header of a key frame (RFC 6386 §9.1). */
const sizeOf = (data: Buffer): VideoFrame['size'] =>
  data.length < 10 ? null : { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff }

/** Makes frames of packets in order; after a gap nothing until the next key frame. */
export class Vp8Frames {
  readonly #onFrame: (frame: VideoFrame) => void
  readonly #onNeedsKey: () => void
  #parts: Buffer[] = []
  #first: RtpPacket | null = null
  #needsKey = true

  constructor(onFrame: (frame: VideoFrame) => void, onNeedsKey: () => void) {
    this.#onFrame = onFrame
    this.#onNeedsKey = onNeedsKey
  }

  push(packet: RtpPacket): void {
    const { payload } = packet
    if (beginsFrame(payload)) this.#begin(packet)
    if (!this.#first || this.#first.timestamp !== packet.timestamp) return
    this.#parts.push(payload.subarray(descriptorBytes(payload)))
    if (packet.isMarked) this.#finish()
  }

  gap(): void {
    this.#first = null
    this.#parts = []
    this.#needsKey = true
    this.#onNeedsKey()
  }

  #begin(packet: RtpPacket): void {
    this.#first = packet
    this.#parts = []
  }

  #finish(): void {
    const [first, data] = [this.#first, Buffer.concat(this.#parts)]
    this.#first = null
    this.#parts = []
    if (!first || data.length === 0) return
    const isKey = ((data[0] ?? 1) & 1) === 0
    if (this.#needsKey && !isKey) return this.#onNeedsKey()
    this.#needsKey = false
    this.#onFrame({
      timestamp: first.timestamp,
      at: first.at,
      isKey,
      size: isKey ? sizeOf(data) : null,
      data,
    })
  }
}
