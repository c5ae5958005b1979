import type { DebriefState } from '@tongke/contract'
import { ServerClock } from '../clock.ts'
import { ReconnectPolicy } from '../reconnect-policy.ts'
import { ResilientSocket } from '../resilient-socket.ts'
import { Store, type ReadStore } from '../store.ts'
import { DEBRIEF_WIRE, type DebriefWire } from '../wire.ts'
import { newerOf } from './debrief.rules.ts'

export interface DebriefView {
  readonly isLive: boolean
  readonly state: DebriefState | null
  readonly canSteer: boolean
  /** Add to `Date.now()` for the server's time, ms. */
  readonly clockOffset: number
}

export interface Steering {
  readonly lessonId: string
  readonly at: number
  readonly playing: boolean
  readonly leading: boolean
}

/** The moment all look at, as the server tells it; who comes late or comes back is told the newest one. */
export class DebriefClient {
  readonly view: ReadStore<DebriefView>
  readonly #view = new Store<DebriefView>({ isLive: false, state: null, canSteer: false, clockOffset: 0 })
  readonly #socket: ResilientSocket<DebriefWire>
  readonly #clock = new ServerClock()
  readonly #sessionId: string

  constructor(url: string, sessionId: string) {
    this.view = this.#view
    this.#sessionId = sessionId
    this.#socket = new ResilientSocket({ url, wire: DEBRIEF_WIRE, policy: new ReconnectPolicy() })
    this.#socket.events.on('live', () => void this.#join())
    this.#socket.events.on('lost', () => this.#view.patch({ isLive: false }))
    this.#socket.events.on('beat', ({ sentAt, receivedAt, answer }) => {
      this.#clock.add(sentAt, receivedAt, (answer as { now: number }).now)
      this.#view.patch({ clockOffset: this.#clock.offset })
    })
    this.#socket.notices.on('debrief', ({ state }) => this.#take(state))
  }

  open(): void {
    this.#socket.open()
  }

  close(): void {
    this.#socket.close()
  }

  /** @throws LiveError */
  async steer(steering: Steering): Promise<void> {
    const { state } = await this.#socket.request('steer', { sessionId: this.#sessionId, ...steering })
    this.#take(state)
  }

  async #join(): Promise<void> {
    const sentAt = Date.now()
    try {
      const { state, now, canSteer } = await this.#socket.request('join', { sessionId: this.#sessionId })
      this.#clock.add(sentAt, Date.now(), now)
      this.#view.patch({ isLive: true, canSteer, clockOffset: this.#clock.offset })
      this.#take(state)
    } catch {
      // The line is lost or the session is not ours: the page shows the evidence all the same.
      this.#view.patch({ isLive: false })
    }
  }

  #take(state: DebriefState): void {
    this.#view.patch({ state: newerOf(this.#view.get().state, state) })
  }
}
