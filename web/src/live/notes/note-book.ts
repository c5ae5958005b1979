import { MAX_NOTE_AGE_MS, type LessonNote, type NoteTag } from '@tongke/contract'
import type { ApiErrorCode } from '../../lib/api-error.ts'
import { uuid7 } from '../id.ts'
import { codeOf } from '../live-error.ts'
import { Store, type ReadStore } from '../store.ts'
import type { HeldNote, NoteShelf } from './note-shelf.ts'

/** What a book needs of the server. Each of them throws what `codeOf` understands. */
export interface NoteServer {
  list(): Promise<readonly LessonNote[]>
  put(
    id: string,
    note: { text: string; tags: NoteTag[]; edit: number; ageMs: number; lessonMs: number | null },
  ): Promise<LessonNote>
  remove(id: string): Promise<void>
}

export interface NoteBookView {
  /** In the order in which they were begun. */
  notes: readonly HeldNote[]
  /** Not all of it has reached the server. */
  unsent: number
  /** Why the server does not take a note; it stays here. */
  problem: ApiErrorCode | null
}

interface Options {
  lessonId: string
  personId: string
  shelf: NoteShelf
  server: NoteServer
  now?: () => number
  /** Typing is sent after a pause of this length, ms. */
  pauseMs?: number
}

const AGAIN_MS = [2_000, 5_000, 10_000, 30_000]
const AWAY: readonly ApiErrorCode[] = ['offline', 'unavailable', 'request.rate', 'internal']

/**
 * One teacher's notes of one lesson. Every change is on the device's shelf before anything else happens and reaches the server
 * when there is a line: each note under its own id with a counter, so that neither a repetition nor an old copy does harm.
 */
export class NoteBook {
  readonly view: ReadStore<NoteBookView>
  readonly #view = new Store<NoteBookView>({ notes: [], unsent: 0, problem: null })
  readonly #options: Required<Options>
  readonly #refused = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #work: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(options: Options) {
    this.#options = { now: Date.now, pauseMs: 1_000, ...options }
    this.view = this.#view
  }

  /** Shows what this device holds at once, then what the server has. */
  async open(): Promise<void> {
    const { shelf, personId, lessonId } = this.#options
    this.#show(await shelf.of(personId, lessonId).catch(() => []))
    addEventListener('online', this.flush)
    await this.#fetch()
    this.flush()
  }

  close(): void {
    this.#isClosed = true
    removeEventListener('online', this.flush)
    clearTimeout(this.#timer)
    // What was typed last goes out without waiting for the pause.
    void this.#send()
  }

  /**
   * @param lessonMs the moment it is about, beside a replay; null: now
   * @returns the id of the new note
   */
  begin(text: string, tags: readonly NoteTag[], lessonMs: number | null = null): string {
    const { lessonId, personId, now } = this.#options
    const id = uuid7(now())
    this.#keep({
      id,
      lessonId,
      personId,
      text,
      tags,
      edit: 1,
      begunAt: now(),
      lessonMs,
      pending: 'put',
    })
    return id
  }

  change(id: string, change: Partial<Pick<HeldNote, 'text' | 'tags'>>): void {
    const note = this.#find(id)
    if (note) this.#keep({ ...note, ...change, edit: note.edit + 1, pending: 'put' })
  }

  remove(id: string): void {
    const note = this.#find(id)
    if (note) this.#keep({ ...note, pending: 'delete' })
  }

  /** Tries to send now what has not been sent. */
  readonly flush = (): void => {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#work = this.#work.then(() => this.#send())
  }

  /** Resolves when nothing is being sent; for tests. */
  async idle(): Promise<void> {
    await this.#work
  }

  #find(id: string): HeldNote | undefined {
    return this.#all.find((note) => note.id === id)
  }

  #all: readonly HeldNote[] = []

  #keep(note: HeldNote): void {
    this.#refused.delete(note.id)
    this.#show([...this.#all.filter(({ id }) => id !== note.id), note])
    void this.#options.shelf.put(note).catch(() => undefined)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.flush, this.#options.pauseMs)
  }

  #forget(id: string): void {
    this.#show(this.#all.filter((note) => note.id !== id))
    void this.#options.shelf.remove(id).catch(() => undefined)
  }

  #show(notes: readonly HeldNote[]): void {
    this.#all = notes
    this.#view.patch({
      notes: notes
        .filter(({ pending }) => pending !== 'delete')
        .sort((a, b) => a.begunAt - b.begunAt || (a.id < b.id ? -1 : 1)),
      unsent: notes.filter(
        ({ pending, text }) => pending === 'delete' || (pending === 'put' && text.trim() !== ''),
      ).length,
    })
  }

  async #fetch(): Promise<void> {
    try {
      const kept = await this.#options.server.list()
      const ids = new Set(kept.map(({ id }) => id))
      const mine = this.#all.filter((note) => note.pending !== null)
      const waiting = new Set(mine.map(({ id }) => id))
      for (const note of this.#all)
        if (note.pending === null && !ids.has(note.id))
          void this.#options.shelf.remove(note.id).catch(() => undefined)
      this.#show([...mine, ...kept.filter(({ id }) => !waiting.has(id)).map((note) => this.#heldOf(note))])
    } catch {
      // What this device holds is shown; it is asked again with the next flush that succeeds.
    }
  }

  /** `begunAt` of a note from the server, on this device's clock. */
  #heldOf({ id, at, text, tags, edit, lessonMs }: LessonNote): HeldNote {
    const { lessonId, personId } = this.#options
    return { id, lessonId, personId, text, tags, edit, begunAt: at, lessonMs, pending: null }
  }

  async #send(): Promise<void> {
    for (const note of this.#all.filter(({ pending, id }) => pending !== null && !this.#refused.has(id))) {
      if (note.pending === 'put' && note.text.trim() === '') continue
      try {
        await this.#sendOne(note)
        this.#failures = 0
        this.#view.patch({ problem: null })
      } catch (error) {
        const code = codeOf(error)
        if (AWAY.includes(code)) return this.#later()
        if (code === 'not_found') this.#forget(note.id)
        this.#refused.add(note.id)
        this.#view.patch({ problem: code })
      }
    }
  }

  async #sendOne(note: HeldNote): Promise<void> {
    const { server, now, shelf } = this.#options
    if (note.pending === 'delete') {
      await server.remove(note.id)
      this.#forget(note.id)
      return
    }
    const ageMs = Math.min(MAX_NOTE_AGE_MS, Math.max(0, now() - note.begunAt))
    const { text, edit, lessonMs } = note
    const kept = await server.put(note.id, { text, tags: [...note.tags], edit, ageMs, lessonMs })
    const current = this.#find(note.id)
    // Written on meanwhile: that is still to be sent.
    if (!current || current.edit !== note.edit || current.pending !== 'put') return
    const sent: HeldNote = { ...current, lessonMs: kept.lessonMs, pending: null }
    this.#show([...this.#all.filter(({ id }) => id !== note.id), sent])
    await shelf.put(sent).catch(() => undefined)
  }

  #later(): void {
    if (this.#isClosed) return
    const wait = AGAIN_MS[Math.min(this.#failures, AGAIN_MS.length - 1)]
    this.#failures += 1
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.flush, wait)
  }
}
