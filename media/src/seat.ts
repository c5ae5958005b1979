import type { LegMode, MediaEvent } from '@tongke/contract'
import { kindOf } from './identity.ts'
import { newId } from './ids.ts'
import { type ModeState, modeSeen, nextMode, noMode } from './mode-policy.ts'
import type { Peer } from './peer.ts'

type EventBody<E = MediaEvent> = E extends MediaEvent
  ? Omit<E, 'eventId' | 'room' | 'lessonId' | 'identity' | 'connectionId' | 'sequence' | 'at'>
  : never

/** A peer in its room, and what the server learns about it. */
export class Seat {
  readonly peer: Peer
  readonly #send: (event: MediaEvent) => void
  #sequence = 0
  #mode: ModeState = noMode

  constructor(peer: Peer, send: (event: MediaEvent) => void) {
    this.peer = peer
    this.#send = send
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
