import {
  PRESENCE_EVERY_MS,
  UPDATE_PART_BYTES,
  type DesignCursor,
  type DesignPerson,
  type DesignPresence,
} from '@tongke/contract'
import * as Y from 'yjs'
import type { ApiErrorCode } from '../../lib/api-error.ts'
import { Emitter } from '../emitter.ts'
import { codeOf } from '../live-error.ts'
import { ReconnectPolicy } from '../reconnect-policy.ts'
import { ResilientSocket } from '../resilient-socket.ts'
import { Store, type ReadStore } from '../store.ts'
import { DESIGN_WIRE, type DesignWire } from '../wire.ts'
import { fromBase64, toBase64 } from './bytes.ts'
import { emptyDoc } from './design-items.ts'
import { shelfKey, type DesignShelf } from './design-shelf.ts'
import { TYPED } from './text-binding.ts'

export interface DesignView {
  /** The text is here, from this device or from the server. */
  readonly isLoaded: boolean
  readonly isLive: boolean
  readonly canWrite: boolean
  /** Something was typed that the server does not have yet. */
  readonly isUnsaved: boolean
  /** Everything typed is on this device: the browser may be closed. */
  readonly isKept: boolean
  /** Why what was typed will not be taken; it stays on this device. */
  readonly problem: ApiErrorCode | null
  /** Others who have it open. */
  readonly people: readonly DesignPerson[]
}

interface Options {
  readonly url: string
  readonly designId: string
  readonly personId: string
  readonly shelf: DesignShelf
  readonly policy?: ReconnectPolicy
  /** May write as far as is known before the server says it. */
  readonly canWrite: boolean
}

export interface DesignStream {
  news: 'versions' | 'comments' | 'rights'
}

const FROM_SHELF = Symbol('shelf')
const FROM_SERVER = Symbol('server')
/** Answers that say nothing about the update: it is sent again. */
const REPEATABLE: readonly ApiErrorCode[] = [
  'offline',
  'unavailable',
  'internal',
  'request.rate',
  'unreadable',
]
/** The server has another idea of what is there: both tell each other anew. */
const REJOIN: readonly ApiErrorCode[] = ['design.gap', 'design.not_joined']
/** Refusals that end when a session goes on or somebody comes into it. */
const OF_RIGHTS: readonly ApiErrorCode[] = ['auth.forbidden', 'design.closed']
const AGAIN_MS = 1_000
const CURSOR_EVERY_MS = 120
const GONE_AFTER_MS = 3 * PRESENCE_EVERY_MS
/** Small updates on the shelf are put together when there are more than this. */
const MANY_UPDATES = 200

/**
 * One person's copy of a design: typed into at once, kept on this device before it goes anywhere, and merged with everybody else's
 * whenever there is a line. One update is on its way at a time; what is typed meanwhile goes together with the next.
 */
export class DesignClient {
  readonly doc: Y.Doc = emptyDoc()
  readonly undo: Y.UndoManager
  readonly view: ReadStore<DesignView>
  readonly stream = new Emitter<DesignStream>()
  readonly #view: Store<DesignView>
  readonly #options: Options
  readonly #key: string
  readonly #socket: ResilientSocket<DesignWire>
  readonly #seenAt = new Map<string, number>()
  #pending: Uint8Array[] = []
  #isJoined = false
  #isSending = false
  #isClosed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #presenceTimer: ReturnType<typeof setInterval> | undefined
  #cursorTimer: ReturnType<typeof setTimeout> | undefined
  #cursor: DesignCursor | null = null
  #connectionId = ''
  #work: Promise<void> = Promise.resolve()
  #kept = 0

  constructor(options: Options) {
    this.#options = options
    this.#key = shelfKey(options.personId, options.designId)
    this.#view = new Store<DesignView>({
      isLoaded: false,
      isLive: false,
      canWrite: options.canWrite,
      isUnsaved: false,
      isKept: true,
      problem: null,
      people: [],
    })
    this.view = this.#view
    this.undo = new Y.UndoManager([...this.doc.share.values()], {
      trackedOrigins: new Set([TYPED]),
      captureTimeout: 600,
    })
    const policy = options.policy ?? new ReconnectPolicy()
    this.#socket = new ResilientSocket({ url: options.url, wire: DESIGN_WIRE, policy })
    this.#socket.events.on('live', () => void this.#join())
    this.#socket.events.on('lost', () => this.#handleLost())
    this.#socket.events.on('refused', ({ code }) => this.#refuse(code))
    this.#socket.notices.on('update', ({ designId, update }) => {
      if (designId === options.designId) this.#receive(update)
    })
    this.#socket.notices.on('presence', (presence) => this.#handlePresence(presence))
    this.#socket.notices.on('news', ({ designId, about }) => {
      if (designId !== options.designId) return
      this.stream.emit('news', about)
      // The session may be over, or I may have come into it: the server says what I may do now.
      if (about === 'rights') void this.#join()
    })
    this.#socket.notices.on('goodbye', ({ reason }) => {
      if (reason === 'signed_out') this.#refuse('auth.required')
    })
    this.doc.on('update', this.#handleUpdate)
  }

  /** Shows what this device holds at once, then what the server has. */
  async open(): Promise<void> {
    const { shelf } = this.#options
    const kept = await shelf.updates(this.#key).catch(() => [])
    if (this.#isClosed) return
    this.doc.transact(() => kept.forEach((update) => Y.applyUpdate(this.doc, update)), FROM_SHELF)
    if (kept.length > 0) this.#view.patch({ isLoaded: true })
    this.#kept = kept.length
    if (kept.length > MANY_UPDATES) this.#putTogether()
    this.#presenceTimer = setInterval(() => this.#renewPresence(), PRESENCE_EVERY_MS)
    this.#socket.open()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    clearTimeout(this.#cursorTimer)
    clearInterval(this.#presenceTimer)
    this.doc.off('update', this.#handleUpdate)
    this.undo.destroy()
    this.#socket.close()
    this.stream.clear()
  }

  setCursor(cursor: DesignCursor | null): void {
    this.#cursor = cursor
    this.#cursorTimer ??= setTimeout(() => {
      this.#cursorTimer = undefined
      this.#tellCursor()
    }, CURSOR_EVERY_MS)
  }

  readonly #handleUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === FROM_SHELF) return
    this.#keep(update)
    if (origin === FROM_SERVER) return
    this.#pending.push(update)
    this.#view.patch({ isUnsaved: true })
    void this.#flush()
  }

  #keep(update: Uint8Array): void {
    this.#kept += 1
    this.#view.patch({ isKept: false })
    // One after another: what is on the shelf is always a beginning of what was typed.
    const work = this.#work.then(() => this.#options.shelf.add(this.#key, update))
    const kept = work.then(
      () => {
        if (this.#work === kept) this.#view.patch({ isKept: true })
      },
      () => undefined,
    )
    this.#work = kept
    if (this.#kept > 5 * MANY_UPDATES) this.#putTogether()
  }

  #putTogether(): void {
    this.#kept = 1
    this.#work = this.#work
      .then(() => this.#options.shelf.replace(this.#key, Y.encodeStateAsUpdate(this.doc)))
      .catch(() => undefined)
  }

  async #join(): Promise<void> {
    const { designId } = this.#options
    this.#isJoined = false
    try {
      const vector = toBase64(Y.encodeStateVector(this.doc))
      const joined = await this.#socket.request('join', { designId, vector })
      this.#connectionId = joined.connectionId
      this.#receive(joined.missing)
      this.#isJoined = true
      const { canWrite } = joined
      for (const person of joined.people) this.#seenAt.set(person.connectionId, Date.now())
      this.#view.patch({ isLive: true, isLoaded: true, canWrite, people: joined.people })
      if (canWrite && OF_RIGHTS.includes(this.#view.get().problem ?? 'internal'))
        this.#view.patch({ problem: null })
      // Whatever the server lacks, also from an earlier visit; what it has already it passes over.
      if (canWrite) this.#pending = [Y.encodeStateAsUpdate(this.doc, fromBase64(joined.vector))]
      this.#tellCursor()
      void this.#flush()
    } catch (error) {
      const code = codeOf(error)
      if (REPEATABLE.includes(code)) this.#later(() => void this.#join())
      else this.#refuse(code)
    }
  }

  async #flush(): Promise<void> {
    if (this.#isSending || !this.#isJoined || this.#view.get().problem) return
    const batch = this.#pending.splice(0)
    if (batch.length === 0) return
    this.#isSending = true
    try {
      const update = batch.length === 1 ? batch[0]! : Y.mergeUpdates(batch)
      await this.#push(update)
      this.#view.patch({ isUnsaved: this.#pending.length > 0 })
    } catch (error) {
      this.#pending.unshift(...batch)
      this.#handleRefusal(codeOf(error))
    } finally {
      this.#isSending = false
    }
    if (this.#pending.length > 0 && !this.#timer) void this.#flush()
  }

  /** A large one in parts: an ordinary village line carries each of them between two signs of life. */
  async #push(update: Uint8Array): Promise<void> {
    const { designId } = this.#options
    const parts = Math.max(1, Math.ceil(update.length / UPDATE_PART_BYTES))
    for (let part = 0; part < parts; part += 1) {
      const bytes = update.subarray(part * UPDATE_PART_BYTES, (part + 1) * UPDATE_PART_BYTES)
      await this.#socket.request('push', { designId, update: toBase64(bytes), part, parts })
    }
  }

  #handleRefusal(code: ApiErrorCode): void {
    if (REPEATABLE.includes(code)) this.#later(() => void this.#flush())
    else if (REJOIN.includes(code)) this.#later(() => void this.#join())
    else this.#view.patch({ problem: code, canWrite: false })
  }

  #later(work: () => void): void {
    if (this.#isClosed) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      // A line that was lost joins by itself when it is back.
      if (this.#socket.state === 'live') work()
    }, AGAIN_MS)
  }

  #receive(update: string): void {
    Y.applyUpdate(this.doc, fromBase64(update), FROM_SERVER)
    // Something before it did not come: the whole difference does.
    if (this.doc.store.pendingStructs && this.#isJoined) void this.#join()
  }

  #handleLost(): void {
    this.#isJoined = false
    this.#seenAt.clear()
    this.#view.patch({ isLive: false, people: [] })
  }

  #refuse(code: ApiErrorCode): void {
    this.#isJoined = false
    this.#socket.close()
    this.#view.patch({ isLive: false, canWrite: false, problem: code, people: [] })
  }

  #handlePresence({ designId, connectionId, person }: DesignPresence): void {
    if (designId !== this.#options.designId || connectionId === this.#connectionId) return
    const others = this.#view.get().people.filter((one) => one.connectionId !== connectionId)
    if (person) this.#seenAt.set(connectionId, Date.now())
    else this.#seenAt.delete(connectionId)
    const people = person ? [...others, person] : others
    people.sort((a, b) => (a.connectionId < b.connectionId ? -1 : 1))
    this.#view.patch({ people })
  }

  #renewPresence(): void {
    this.#tellCursor()
    const oldest = Date.now() - GONE_AFTER_MS
    const { people } = this.#view.get()
    const here = people.filter(({ connectionId }) => (this.#seenAt.get(connectionId) ?? 0) >= oldest)
    if (here.length < people.length) this.#view.patch({ people: here })
  }

  #tellCursor(): void {
    if (this.#isJoined)
      this.#socket.tell('presence', { designId: this.#options.designId, cursor: this.#cursor })
  }
}
