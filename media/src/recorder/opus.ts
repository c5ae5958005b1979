/** Twenty milliseconds of silence: one CELT frame with nothing in it. */
export const SILENCE = Buffer.from([0xf8, 0xff, 0xfe])
export const SILENCE_MS = 20

const SILK_MS = [10, 20, 40, 60]
const HYBRID_MS = [10, 20]
const CELT_MS = [2.5, 5, 10, 20]

const frameMs = (config: number): number => {
  if (config < 12) return SILK_MS[config & 3] ?? 20
  if (config < 16) return HYBRID_MS[config & 1] ?? 20
  return CELT_MS[config & 3] ?? 20
}

/** How long a packet sounds, ms, by its first bytes (RFC 6716 §3.1). */
export function opusMs(packet: Buffer): number {
  const toc = packet[0] ?? 0
  const code = toc & 3
  const count = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 1) & 0x3f
  return frameMs(toc >> 3) * count
}
