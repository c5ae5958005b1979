import type { LegMode, MediaEvent } from '@tongke/contract'
import { kindOf } from './identity.ts'
import { newId } from './ids.ts'
import { type ModeState, modeSeen, nextMode, noMode } from './mode-policy.ts'
import type { Peer, PeerLine } from './peer.ts'

type EventBody<E = MediaEvent> = E extends MediaEvent
  ? Omit<E, 'eventId' | 'room' | 'lessonId' | 'identity' | 'connectionId' | 'sequence' | 'at'>
  : never

/**
 * How long the media of a lost line is kept, ms. Chromium tries the path that it had for 15 s: when the line comes back by
 * then, the picture does so without anybody's help, and signalling only has to find it again.
 */
const KEPT_MS = 15_000

/** A peer in its room, and what the server learns about it. */
export class Seat {
  readonly peer: Peer
  readonly #send: (event: MediaEvent) => void
  #sequence = 0
  #mode: ModeState = noMode
  #isPresent = true
  #expiry: NodeJS.Timeout | undefined

  constructor(peer: Peer, send: (event: MediaEvent) => void) {
    this.peer = peer
    this.#send = send
    this.report({ kind: 'joined', instance: peer.claims.instance })
  }

  /** False: the line is lost and the place free, only the media is kept in case its owner comes back. */
  get isPresent(): boolean {
    return this.#isPresent
  }

  /** Reports the end of the connection. @returns whether it was still present */
  end(reason: string): boolean {
    clearTimeout(this.#expiry)
    const wasPresent = this.#isPresent
    this.#isPresent = false
    if (wasPresent) this.report({ kind: 'left', reason })
    return wasPresent
  }

  /** The line is lost: for the server this connection is over. */
  lose(reason: string, onExpired: () => void): void {
    this.end(reason)
    this.#expiry = setTimeout(onExpired, KEPT_MS).unref()
  }

  /** The owner is back over a new line; for the server it is a new connection if the old one was noticed to be lost. */
  return(line: PeerLine): void {
    clearTimeout(this.#expiry)
    this.peer.moveTo(line)
    if (this.#isPresent) return
    this.peer.renew()
    this.#sequence = 0
    this.#mode = noMode
    this.#isPresent = true
    this.report({ kind: 'joined', instance: this.peer.claims.instance })
  }

  /** Rooms without a lesson report nothing. */
  report(body: EventBody): void {
    const { claims, id } = this.peer
    if (claims.lessonId === null) return
    this.#send({
      ...body,
      eventId: newId(),
      room: claims.room,
      lessonId: claims.lessonId,
      identity: claims.identity,
      connectionId: id,
      sequence: this.#sequence,
      at: Date.now(),
    })
    this.#sequence += 1
  }

  /** Once a second: reports a class whose picture of the lecturer has become better or worse. */
  watchMode(): void {
    if (kindOf(this.peer.identity) !== 'leg') return
    const camera = this.peer.subscriptionTo('lecturer', 'camera')
    const before = this.#mode.mode
    this.#mode = nextMode(this.#mode, camera ? modeSeen(camera.sight) : null, Date.now())
    const mode: LegMode | null = this.#mode.mode
    if (mode !== null && mode !== before) this.report({ kind: 'mode', mode })
  }
}
