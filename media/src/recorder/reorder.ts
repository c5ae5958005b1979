import type { RtpPacket } from './rtp.ts'

/** A repeated packet comes within a round trip or two; nobody waits longer for it. */
const WAIT_MS = 400
const MAX_WAITING = 500
/** Behind by more is not late but another count. */
const FAR = 3_000

const ahead = (sequence: number, of: number): number => ((sequence - of + 0x8000) & 0xffff) - 0x8000

/** Puts packets back into the order they were sent in, and says where some are missing for good. */
export class Reorder {
  readonly #onPacket: (packet: RtpPacket) => void
  readonly #onGap: () => void
  readonly #waiting = new Map<number, RtpPacket>()
  #next: number | null = null

  constructor(onPacket: (packet: RtpPacket) => void, onGap: () => void) {
    this.#onPacket = onPacket
    this.#onGap = onGap
  }

  push(packet: RtpPacket): void {
    this.#next ??= packet.sequence
    const distance = ahead(packet.sequence, this.#next)
    if (Math.abs(distance) > FAR) this.#restart(packet.sequence)
    else if (distance < 0) return
    this.#waiting.set(packet.sequence, packet)
    this.#release()
    if (this.#isTired(packet.at)) this.#skip()
  }

  #release(): void {
    for (let next = this.#next; next !== null; next = this.#next) {
      const packet = this.#waiting.get(next)
      if (!packet) return
      this.#waiting.delete(next)
      this.#next = (next + 1) & 0xffff
      this.#onPacket(packet)
    }
  }

  #isTired(now: number): boolean {
    if (this.#waiting.size === 0) return false
    // The map keeps the order of arrival.
    const oldest = this.#waiting.values().next().value
    return this.#waiting.size > MAX_WAITING || (oldest !== undefined && now - oldest.at > WAIT_MS)
  }

  #skip(): void {
    const from = this.#next ?? 0
    let nearest: number | null = null
    for (const sequence of this.#waiting.keys())
      if (nearest === null || ahead(sequence, from) < ahead(nearest, from)) nearest = sequence
    this.#next = nearest
    this.#onGap()
    this.#release()
  }

  #restart(sequence: number): void {
    this.#waiting.clear()
    this.#next = sequence
    this.#onGap()
  }
}
