import type { TicketClaims } from '@tongke/contract'

/** Longer than any ticket lives. */
const REMEMBERED_MS = 10 * 60_000

/** Rooms that were closed and peers that were removed: their old tickets do not open the door again. */
export class ClosedRooms {
  readonly #closedAt = new Map<string, number>()

  /** @param identity of the removed peer; left out for the whole room. @param now ms */
  remember(now: number, room: string, identity?: string): void {
    this.#forget(now)
    this.#closedAt.set(keyOf(room, identity), now)
  }

  /** Whether this ticket was signed before its room was closed or its holder removed. */
  bars(claims: TicketClaims, now: number): boolean {
    this.#forget(now)
    const times = [keyOf(claims.room), keyOf(claims.room, claims.identity)].map((key) =>
      this.#closedAt.get(key),
    )
    return times.some((at) => at !== undefined && (claims.iat === undefined || claims.iat * 1000 < at))
  }

  #forget(now: number): void {
    for (const [key, at] of this.#closedAt) if (now - at > REMEMBERED_MS) this.#closedAt.delete(key)
  }
}

const keyOf = (room: string, identity = ''): string => JSON.stringify([room, identity])
