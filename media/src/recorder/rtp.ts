/** A packet of RTP (RFC 3550 §5.1) without what recording does not need. */
export interface RtpPacket {
  readonly sequence: number
  readonly timestamp: number
  readonly isMarked: boolean
  readonly payload: Buffer
  /** Wall time it came at, ms. */
  readonly at: number
}

const HEADER_BYTES = 12

const extensionBytes = (packet: Buffer, at: number): number =>
  at + 4 <= packet.length ? 4 + packet.readUInt16BE(at + 2) * 4 : 0

/** @returns null for what is no packet or holds nothing */
export function readRtp(packet: Buffer, at: number): RtpPacket | null {
  const first = packet[0] ?? 0
  if (packet.length < HEADER_BYTES || first >> 6 !== 2) return null
  const afterSources = HEADER_BYTES + (first & 0x0f) * 4
  const start = afterSources + (first & 0x10 ? extensionBytes(packet, afterSources) : 0)
  const end = packet.length - (first & 0x20 ? (packet.at(-1) ?? 0) : 0)
  if (start >= end) return null
  return {
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    isMarked: ((packet[1] ?? 0) & 0x80) !== 0,
    payload: packet.subarray(start, end),
    at,
  }
}
