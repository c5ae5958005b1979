import type { TicketClaims } from '@tongke/contract'

/** Longer than any ticket lives. */
const REMEMBERED_MS = 10 * 60_000

interface Closing {
  /** Tickets signed before this instant (ms) open nothing. */
  before: number
  learntAt: number
}

/** Rooms that were closed and devices or sessions that ended: their old tickets do not open the door again. */
export class ClosedDoors {
  readonly #closings = new Map<string, Closing>()

  /** @param now ms */
  closeRoom(room: string, now: number): void {
    this.#remember(`room ${room}`, now, now)
  }

  /** @param at when it ended, by the clock that signs tickets, ms */
  endInstance(instance: string, at: number, now: number): void {
    this.#remember(`instance ${instance}`, at, now)
  }

  /** Whether this ticket was signed before its room was closed or its holder's device or session ended. */
  bars({ room, instance, iat }: TicketClaims, now: number): boolean {
    this.#forget(now)
    const signedAt = iat === undefined ? -Infinity : Math.round(iat * 1000)
    return [`room ${room}`, `instance ${instance}`].some(
      (door) => signedAt < (this.#closings.get(door)?.before ?? -Infinity),
    )
  }

  #remember(door: string, before: number, learntAt: number): void {
    this.#forget(learntAt)
    // An order that was repeated late must not take back a newer one.
    this.#closings.set(door, { before: Math.max(before, this.#closings.get(door)?.before ?? 0), learntAt })
  }

  #forget(now: number): void {
    for (const [door, { learntAt }] of this.#closings)
      if (now - learntAt > REMEMBERED_MS) this.#closings.delete(door)
  }
}
