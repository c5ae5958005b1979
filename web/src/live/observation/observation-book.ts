import {
  MAX_MARKS_AT_ONCE,
  MAX_NOTE_AGE_MS,
  type ItemAnswer,
  type KeptMark,
  type MarkBody,
  type ObservationSheet,
  type SentMark,
} from '@tongke/contract'
import type { ApiErrorCode } from '../../lib/api-error.ts'
import { uuid7 } from '../id.ts'
import { codeOf } from '../live-error.ts'
import { Store, type ReadStore } from '../store.ts'
import type { HeldMark, HeldSheet, ObservationShelf } from './observation-shelf.ts'

/** What a book needs of the server. Each of them throws what `codeOf` understands. */
export interface ObservationServer {
  /** What the server has of this lesson by me; null: nothing yet. */
  read(): Promise<ObservationSheet | null>
  put(id: string, sheet: { lessonId: string; scaleVersionId: string | null }): Promise<ObservationSheet>
  sync(
    id: string,
    request: {
      marks: SentMark[]
      answers: { edit: number; values: Record<string, ItemAnswer> } | null
    },
  ): Promise<{ marks: KeptMark[]; answersEdit: number }>
  voice(markId: string, sound: Blob): Promise<void>
  handIn(id: string, marks: number): Promise<ObservationSheet>
  takeBack(id: string): Promise<ObservationSheet>
}

export interface ObservationView {
  readonly sheet: HeldSheet
  /** In the order in which they were made, those taken back left out. */
  readonly marks: readonly HeldMark[]
  /** So much has not reached the server. */
  readonly unsent: number
  /** Why the server does not take something; it stays here. */
  readonly problem: ApiErrorCode | null
  /** There is something the last touch made that can be undone. */
  readonly canUndo: boolean
}

interface Options {
  shelf: ObservationShelf
  server: ObservationServer
  sheet: HeldSheet
  now?: () => number
  /** Touches are sent together after a pause of this length, ms. */
  pauseMs?: number
}

const AGAIN_MS = [2_000, 5_000, 10_000, 30_000]
/** The line is down, the server is, or the session has ended: to be tried again. */
const AWAY: readonly ApiErrorCode[] = [
  'offline',
  'unavailable',
  'request.rate',
  'internal',
  'auth.required',
  'unreadable',
]

/** Does not jump while the page is open, whatever becomes of the device's clock. ms since the epoch. */
export const steadyNow = (): number => Math.round(performance.timeOrigin + performance.now())

const byTime = (a: HeldMark, b: HeldMark): number =>
  (a.place ?? a.madeAt) - (b.place ?? b.madeAt) || (a.id < b.id ? -1 : 1)

/**
 * One observer's sheet. Every touch is on the device's shelf before anything else happens and reaches the server when there is a
 * line: each mark under its own id with a counter, so that neither a repetition nor an old copy does harm.
 */
export class ObservationBook {
  readonly view: ReadStore<ObservationView>
  readonly #view: Store<ObservationView>
  readonly #options: Required<Options>
  #sheet: HeldSheet
  #marks: readonly HeldMark[] = []
  /** Made here, newest last. */
  #done: string[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #work: Promise<void> = Promise.resolve()
  #writes: Promise<void> = Promise.resolve()
  #isClosed = false
  #problem: ApiErrorCode | null = null

  constructor(options: Options) {
    this.#options = { now: steadyNow, pauseMs: 800, ...options }
    this.#sheet = options.sheet
    this.#view = new Store<ObservationView>(this.#seen())
    this.view = this.#view
  }

  /** Shows what this device holds at once, then takes in what the server has, before anything is sent. */
  async open(): Promise<void> {
    const { shelf } = this.#options
    this.#sheet = (await shelf.sheet(this.#sheet.key).catch(() => undefined)) ?? this.#sheet
    this.#marks = [...(await shelf.marks(this.#sheet.key).catch(() => [])), ...this.#marks]
    this.#show()
    addEventListener('online', this.flush)
    this.#work = this.#work.then(() => this.#fetch())
    this.flush()
  }

  close(): void {
    this.#isClosed = true
    removeEventListener('online', this.flush)
    clearTimeout(this.#timer)
    // What was touched last goes out without waiting for the pause.
    this.#work = this.#work.then(() => this.#send())
  }

  /** What the server has of this sheet, also from another device; what waits here goes before it. */
  takeIn(kept: ObservationSheet): void {
    const waiting = this.#marks.filter(({ pending, voice }) => pending || voice)
    const waits = new Set(waiting.map(({ id }) => id))
    const known = new Set(kept.marks.map(({ id }) => id))
    const gone = this.#marks.filter(({ id }) => !waits.has(id) && !known.has(id)).map(({ id }) => id)
    const fresh = kept.marks.filter(({ id }) => !waits.has(id)).map((mark) => this.#heldOf(mark))
    this.#marks = [...waiting, ...fresh]
    const hasAnswers = kept.answersEdit > this.#sheet.answersEdit
    this.#sheet = {
      ...this.#sheet,
      id: kept.id,
      isPut: this.#sheet.isPut || kept.scaleVersionId === this.#sheet.scaleVersionId,
      ...(this.#sheet.isPut || this.#sheet.scaleVersionId === null
        ? { scaleVersionId: kept.scaleVersionId, isPut: true }
        : {}),
      ...(hasAnswers
        ? { answers: kept.answers, answersEdit: kept.answersEdit, answersSent: kept.answersEdit }
        : {}),
      handedInAt: kept.handedInAt,
      takeBackUntil: kept.takeBackUntil,
    }
    this.#write(async (shelf) => {
      await shelf.removeMarks(gone)
      await shelf.putMarks(fresh)
      await shelf.putSheet(this.#sheet)
    })
    this.#show()
  }

  /** @param place on the replay, ms; null: now, in the lesson @returns the id of the mark */
  mark(body: MarkBody, place: number | null = null, voice: Blob | null = null): string {
    const madeAt = this.#options.now()
    const id = uuid7(madeAt)
    const { key } = this.#sheet
    this.#keep({
      id,
      key,
      body,
      edit: 1,
      deleted: false,
      madeAt,
      place,
      lessonMs: null,
      pending: true,
      voice,
    })
    this.#done.push(id)
    this.#show()
    return id
  }

  /** A note that began at this moment and is written now. */
  change(id: string, body: MarkBody): void {
    const mark = this.#find(id)
    if (mark) this.#keep({ ...mark, body, edit: mark.edit + 1, pending: true })
  }

  remove(id: string): void {
    const mark = this.#find(id)
    if (mark) this.#keep({ ...mark, deleted: true, edit: mark.edit + 1, pending: true, voice: null })
    this.#done = this.#done.filter((one) => one !== id)
    this.#show()
  }

  /** Takes back the newest touch. @returns what it was */
  undo(): MarkBody | null {
    const id = this.#done.at(-1)
    const mark = id === undefined ? undefined : this.#find(id)
    if (!mark) return null
    this.remove(mark.id)
    return mark.body
  }

  answer(itemId: string, answer: ItemAnswer): void {
    const { answers, answersEdit } = this.#sheet
    this.#set({ answers: { ...answers, [itemId]: answer }, answersEdit: answersEdit + 1 })
  }

  chooseScale(scaleVersionId: string | null): void {
    if (scaleVersionId !== this.#sheet.scaleVersionId) this.#set({ scaleVersionId, isPut: false })
  }

  /** Hands it in as soon as everything has been sent: at once, or when the line is back. */
  handIn(): void {
    this.#problem = null
    this.#set({ wantsHandIn: true })
    this.flush()
  }

  keepWriting(): void {
    this.#set({ wantsHandIn: false })
  }

  /** @throws what the server refuses */
  async takeBack(): Promise<void> {
    this.takeIn(await this.#options.server.takeBack(this.#sheet.id))
  }

  /** Tries to send now what has not been sent. */
  readonly flush = (): void => {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#work = this.#work.then(() => this.#send())
  }

  /** Resolves when nothing is being sent or written; for tests. */
  async idle(): Promise<void> {
    await this.#work
    await this.#writes
  }

  async #fetch(): Promise<void> {
    try {
      const kept = await this.#options.server.read()
      if (kept) this.takeIn(kept)
    } catch {
      // What this device holds is shown and goes on; the server tells the rest when there is a line.
    }
  }

  #find(id: string): HeldMark | undefined {
    return this.#marks.find((mark) => mark.id === id)
  }

  #keep(mark: HeldMark): void {
    this.#marks = [...this.#marks.filter(({ id }) => id !== mark.id), mark]
    this.#write((shelf) => shelf.putMarks([mark]))
    this.#show()
    this.#soon()
  }

  #set(change: Partial<HeldSheet>): void {
    this.#sheet = { ...this.#sheet, ...change }
    this.#write((shelf) => shelf.putSheet(this.#sheet))
    this.#show()
    this.#soon()
  }

  #soon(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.flush, this.#options.pauseMs)
  }

  /** One after the other: the last state of a thing is what stays. */
  #write(work: (shelf: ObservationShelf) => Promise<void>): void {
    this.#writes = this.#writes.then(() => work(this.#options.shelf)).catch(() => undefined)
  }

  #seen(): ObservationView {
    const { isPut, scaleVersionId, answersEdit, answersSent } = this.#sheet
    const waiting = this.#marks.filter(({ pending, voice }) => pending || voice !== null).length
    const settings = (!isPut && scaleVersionId !== null ? 1 : 0) + (answersEdit > answersSent ? 1 : 0)
    return {
      sheet: this.#sheet,
      marks: this.#marks.filter(({ deleted }) => !deleted).sort(byTime),
      unsent: waiting + settings,
      problem: this.#problem,
      canUndo: this.#done.length > 0,
    }
  }

  #show(): void {
    this.#view.set(this.#seen())
  }

  /** `madeAt` of a mark from another device: the server's moment. */
  #heldOf({ id, at, edit, body, lessonMs }: KeptMark): HeldMark {
    const mine = this.#find(id)
    const { key } = this.#sheet
    const madeAt = mine?.madeAt ?? at
    const place = mine?.place ?? null
    return { id, key, body, edit, deleted: false, madeAt, place, lessonMs, pending: false, voice: null }
  }

  async #send(): Promise<void> {
    const { wantsHandIn, handedInAt } = this.#sheet
    if (this.#seen().unsent === 0 && !(wantsHandIn && handedInAt === null)) return
    try {
      await this.#sendSheet()
      await this.#sendMarks()
      await this.#sendVoices()
      await this.#sendHandIn()
      this.#failures = 0
      this.#problem = null
    } catch (error) {
      const code = codeOf(error)
      if (AWAY.includes(code)) this.#later()
      else this.#problem = code
      if (!AWAY.includes(code) && this.#sheet.wantsHandIn)
        this.#sheet = { ...this.#sheet, wantsHandIn: false }
    }
    this.#show()
  }

  async #sendSheet(): Promise<void> {
    if (this.#sheet.isPut) return
    const { id, lessonId, scaleVersionId } = this.#sheet
    const kept = await this.#options.server.put(id, { lessonId, scaleVersionId })
    // Begun on another device before: this is the same sheet.
    if (this.#sheet.scaleVersionId === scaleVersionId) this.#sheet = { ...this.#sheet, isPut: true }
    this.takeIn(kept)
  }

  async #sendMarks(): Promise<void> {
    for (;;) {
      const batch = this.#marks.filter(({ pending }) => pending).slice(0, MAX_MARKS_AT_ONCE)
      const { id, answers, answersEdit, answersSent } = this.#sheet
      if (batch.length === 0 && answersEdit === answersSent) return
      const sent = answersEdit > answersSent ? { edit: answersEdit, values: { ...answers } } : null
      const kept = await this.#options.server.sync(id, {
        marks: batch.map((mark) => this.#sentOf(mark)),
        answers: sent,
      })
      this.#settle(batch, kept.marks)
      if (sent) this.#sheet = { ...this.#sheet, answersSent: answersEdit }
      this.#write((shelf) => shelf.putSheet(this.#sheet))
      this.#show()
    }
  }

  #sentOf({ id, edit, deleted, madeAt, place, body }: HeldMark): SentMark {
    const ageMs = Math.round(Math.min(MAX_NOTE_AGE_MS, Math.max(0, this.#options.now() - madeAt)))
    return {
      id,
      edit,
      deleted,
      body,
      moment: place === null ? { on: 'live', ageMs } : { on: 'replay', at: place },
    }
  }

  /** What was changed again while it was on its way stays to be sent. */
  #settle(batch: readonly HeldMark[], kept: readonly KeptMark[]): void {
    const lessonMs = new Map(kept.map((mark) => [mark.id, mark.lessonMs]))
    const edits = new Map(batch.map(({ id, edit }) => [id, edit]))
    const isSent = (mark: HeldMark) => mark.pending && edits.get(mark.id) === mark.edit
    const gone = this.#marks.filter((mark) => isSent(mark) && mark.deleted).map(({ id }) => id)
    const settled = this.#marks
      .filter((mark) => isSent(mark) && !mark.deleted)
      .map((mark) => ({ ...mark, pending: false, lessonMs: lessonMs.get(mark.id) ?? mark.lessonMs }))
    const replaced = new Map(settled.map((mark) => [mark.id, mark]))
    this.#marks = this.#marks
      .filter(({ id }) => !gone.includes(id))
      .map((mark) => replaced.get(mark.id) ?? mark)
    this.#write(async (shelf) => {
      await shelf.removeMarks(gone)
      await shelf.putMarks(settled)
    })
  }

  async #sendVoices(): Promise<void> {
    for (const { id, voice } of this.#marks.filter((mark) => mark.voice !== null && !mark.deleted)) {
      if (!voice) continue
      await this.#options.server.voice(id, voice)
      const mark = this.#find(id)
      if (!mark) continue
      const sent = { ...mark, voice: null }
      this.#marks = this.#marks.map((one) => (one.id === id ? sent : one))
      this.#write((shelf) => shelf.putMarks([sent]))
    }
  }

  async #sendHandIn(): Promise<void> {
    const { id, wantsHandIn, handedInAt } = this.#sheet
    if (!wantsHandIn || handedInAt !== null || this.#seen().unsent > 0) return
    const kept = await this.#options.server.handIn(id, this.#marks.filter(({ deleted }) => !deleted).length)
    this.#sheet = { ...this.#sheet, wantsHandIn: false }
    this.takeIn(kept)
  }

  #later(): void {
    if (this.#isClosed) return
    const wait = AGAIN_MS[Math.min(this.#failures, AGAIN_MS.length - 1)]
    this.#failures += 1
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.flush, wait)
  }
}
