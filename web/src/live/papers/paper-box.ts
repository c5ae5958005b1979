import type { EvaluationPaper, IncidentPaper, RollPaper } from '@tongke/contract'
import { ApiError, type ApiErrorCode } from '../../lib/api-error.ts'
import { Store, type ReadStore } from '../store.ts'

export type Sheet =
  | { kind: 'roll'; body: RollPaper }
  | { kind: 'evaluation'; body: EvaluationPaper }
  | { kind: 'incident'; body: IncidentPaper }

/** `draft`: only here. `waiting`: handed in, on its way. `sent`: the server has it. `refused`: it never will. */
export type BoxState = 'draft' | 'waiting' | 'sent' | 'refused'

/** One paper as this browser keeps it; there is one of each slot, the newest. */
export interface Boxed {
  readonly slot: string
  /** Who wrote it: nobody else's session sends it. */
  readonly personId: string
  readonly lessonId: string
  readonly sheet: Sheet
  readonly state: BoxState
  readonly at: number
  readonly code?: ApiErrorCode | undefined
}

/** Where papers are kept; survives a reload and a power cut. */
export interface Shelf {
  all(): Promise<Boxed[]>
  put(paper: Boxed): Promise<void>
  remove(slot: string): Promise<void>
}

export interface BoxPorts {
  readonly shelf: Shelf
  /** @throws ApiError */
  readonly send: (lessonId: string, sheet: Sheet) => Promise<void>
  /** Who is signed in; null when nobody is, or nobody can tell. */
  readonly whoAmI: () => Promise<string | null>
  readonly now: () => number
}

export const slotOf = (lessonId: string, kind: Sheet['kind'], legId: string | null): string =>
  `${lessonId}/${kind}/${legId ?? 'lesson'}`

/** What has been sent is of use here for as long as it can be changed. ms */
const KEPT_MS = 8 * 24 * 3_600_000

/** The line is down or the server is: to be tried again. Everything else is an answer. */
const mayHeal = (error: unknown): boolean =>
  !(error instanceof ApiError) ||
  error.status === 0 ||
  error.status === 401 ||
  error.status === 429 ||
  error.status >= 500

/**
 * Papers of lessons, kept in this browser from the first touch and sent when there is a line, in the order they were
 * handed in. A paper keeps its key, so that however often it is sent it counts once.
 */
export class PaperBox {
  readonly #ports: BoxPorts
  readonly #view = new Store<Readonly<Record<string, Boxed>>>({})
  readonly #loaded: Promise<void>
  #sending: Promise<void> | null = null

  constructor(ports: BoxPorts) {
    this.#ports = ports
    this.#loaded = this.#load()
  }

  get view(): ReadStore<Readonly<Record<string, Boxed>>> {
    return this.#view
  }

  /** Resolves when what was kept is known. */
  get loaded(): Promise<void> {
    return this.#loaded
  }

  /** Keeps what is written so far. */
  async draft(paper: Omit<Boxed, 'state' | 'at' | 'code'>): Promise<void> {
    await this.#loaded
    await this.#keep({ ...paper, state: 'draft', at: this.#ports.now() })
  }

  /** Keeps it and sends it as soon as that is possible. Resolves when it is kept. */
  async handIn(paper: Omit<Boxed, 'state' | 'at' | 'code'>): Promise<void> {
    await this.#loaded
    await this.#keep({ ...paper, state: 'waiting', at: this.#ports.now() })
    void this.flush()
  }

  async discard(slot: string): Promise<void> {
    await this.#loaded
    const { [slot]: _, ...rest } = this.#view.get()
    this.#view.set(rest)
    await this.#ports.shelf.remove(slot).catch(() => undefined)
  }

  get hasWaiting(): boolean {
    return Object.values(this.#view.get()).some(({ state }) => state === 'waiting')
  }

  /** Sends what waits; a second call while one runs is the same one. */
  flush(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null
    })
    return this.#sending
  }

  async #sendAll(): Promise<void> {
    await this.#loaded
    for (let next = this.#next(); next; next = this.#next()) {
      const me = await this.#ports.whoAmI().catch(() => null)
      next = this.#next(me)
      if (!next || !(await this.#sendOne(next))) return
    }
  }

  #next(personId?: string | null): Boxed | undefined {
    return Object.values(this.#view.get())
      .filter((paper) => paper.state === 'waiting' && (personId === undefined || paper.personId === personId))
      .toSorted((a, b) => a.at - b.at)[0]
  }

  /** @returns false when the line is down: the rest would fail too */
  async #sendOne(paper: Boxed): Promise<boolean> {
    try {
      await this.#ports.send(paper.lessonId, paper.sheet)
      await this.#settle(paper, 'sent')
    } catch (error) {
      if (mayHeal(error)) return false
      await this.#settle(paper, 'refused', (error as ApiError).code)
    }
    return true
  }

  /** What was written over meanwhile is another paper. */
  async #settle(paper: Boxed, state: BoxState, code?: ApiErrorCode): Promise<void> {
    if (this.#view.get()[paper.slot]?.sheet.body.key !== paper.sheet.body.key) return
    await this.#keep({ ...paper, state, code })
  }

  async #keep(paper: Boxed): Promise<void> {
    this.#view.set({ ...this.#view.get(), [paper.slot]: paper })
    // A full or forbidden store costs the survival of a reload, not the paper.
    await this.#ports.shelf.put(paper).catch(() => undefined)
  }

  async #load(): Promise<void> {
    const all = await this.#ports.shelf.all().catch(() => [])
    const fresh = all.filter(({ state, at }) => state === 'waiting' || this.#ports.now() - at < KEPT_MS)
    for (const { slot } of all.filter((paper) => !fresh.includes(paper)))
      await this.#ports.shelf.remove(slot).catch(() => undefined)
    this.#view.set(Object.fromEntries(fresh.map((paper) => [paper.slot, paper])))
  }
}
