/** Hand-made RTP (RFC 3550): enough for a media node to forward, count and switch layers. */
export interface RtpStream {
  readonly ssrc: number
  readonly payloadType: number
  readonly clockRate: number
}

export interface RtpHeader {
  readonly ssrc: number
  readonly payloadType: number
  readonly sequence: number
  readonly timestamp: number
}

export const OPUS_PAYLOAD_TYPE = 100
export const VP8_PAYLOAD_TYPE = 101

/** RTCP has 192 to 223 where RTP has marker and payload type (RFC 5761 §4). */
export const isRtcp = (packet: Buffer): boolean => (packet[1] ?? 0) >= 192 && (packet[1] ?? 0) <= 223

export const isRtp = (packet: Buffer): boolean =>
  packet.length >= 12 && (packet[0] ?? 0) >> 6 === 2 && !isRtcp(packet)

export const readHeader = (packet: Buffer): RtpHeader => ({
  payloadType: packet.readUInt8(1) & 0x7f,
  sequence: packet.readUInt16BE(2),
  timestamp: packet.readUInt32BE(4),
  ssrc: packet.readUInt32BE(8),
})

/** @param timestamp in units of the stream's clock */
export function rtpPacket(
  stream: RtpStream,
  sequence: number,
  timestamp: number,
  payload: Buffer,
  marker = true,
  extension: Buffer = Buffer.alloc(0),
): Buffer {
  const header = Buffer.alloc(12)
  header.writeUInt8(extension.length > 0 ? 0x90 : 0x80, 0)
  header.writeUInt8((marker ? 0x80 : 0) | stream.payloadType, 1)
  header.writeUInt16BE(sequence & 0xffff, 2)
  header.writeUInt32BE(timestamp >>> 0, 4)
  header.writeUInt32BE(stream.ssrc, 8)
  return Buffer.concat([header, extension, payload])
}

export const AUDIO_LEVEL = { uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1 } as const

/** How loud a packet says it is: a voice of −20 dBov (RFC 6464, in the one-byte form of RFC 8285). */
export const voiceExtension = (): Buffer =>
  Buffer.from([0xbe, 0xde, 0x00, 0x01, (AUDIO_LEVEL.id << 4) | 0, 0x80 | 20, 0, 0])

/** One VP8 frame in one packet, a key frame, so that any layer can be entered at any time (RFC 7741 §4.2). */
export function vp8Payload(pictureId: number, bytes: number): Buffer {
  const payload = Buffer.alloc(Math.max(bytes, 14))
  payload.writeUInt8(0x90, 0)
  payload.writeUInt8(0x80, 1)
  payload.writeUInt16BE(0x8000 | (pictureId & 0x7fff), 2)
  // Frame tag of a key frame, start code, 320 × 180.
  payload.set([0x10, 0x00, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xb4, 0x00], 4)
  return payload
}

/** Twenty milliseconds in one frame (RFC 6716 §3.1); what is in it is noise. */
export const opusPayload = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from([0xfc]), Buffer.alloc(bytes - 1, 1)])

/** Sender report, without which simulcast layers cannot be lined up. @param at ms since the epoch */
export function senderReport(
  ssrc: number,
  timestamp: number,
  packets: number,
  bytes: number,
  at: number,
): Buffer {
  const report = Buffer.alloc(28)
  report.writeUInt8(0x80, 0)
  report.writeUInt8(200, 1)
  report.writeUInt16BE(6, 2)
  report.writeUInt32BE(ssrc, 4)
  report.writeUInt32BE(Math.floor(at / 1000) + 2_208_988_800, 8)
  report.writeUInt32BE(Math.floor(((at % 1000) / 1000) * 2 ** 32), 12)
  report.writeUInt32BE(timestamp >>> 0, 16)
  report.writeUInt32BE(packets, 20)
  report.writeUInt32BE(bytes >>> 0, 24)
  return report
}
