import type { Visit, VisitPhoto, VisitRecord } from '@tongke/contract'
import type { ApiErrorCode } from '../../lib/api-error.ts'
import { uuid7 } from '../id.ts'
import { codeOf } from '../live-error.ts'
import { Store, type ReadStore } from '../store.ts'
import type { HeldPhoto, HeldVisit, SentSave, VisitFrame, VisitShelf } from './visit-shelf.ts'

/** What a book needs of the server. Each of them throws what `codeOf` understands. */
export interface VisitServer {
  frame(): Promise<VisitFrame>
  /** All of mine, or the newest of them. */
  list(): Promise<{ items: readonly Visit[]; total: number }>
  save(id: string, save: SentSave): Promise<Visit>
  remove(id: string): Promise<void>
  addPhoto(visitId: string, id: string, picture: Blob): Promise<VisitPhoto>
}

export interface VisitBookView {
  isOpen: boolean
  visits: readonly HeldVisit[]
  /** Photos that have not reached the server. */
  photos: readonly HeldPhoto[]
  frame: VisitFrame | null
  /** The last try to reach the server failed. */
  isAway: boolean
  /** Why the server does not take something, by visit; it stays here. */
  problems: Readonly<Record<string, ApiErrorCode>>
}

interface Options {
  personId: string
  shelf: VisitShelf
  server: VisitServer
  now?: () => number
  /** Typing is sent after a pause of this length, ms. */
  pauseMs?: number
}

const AGAIN_MS = [2_000, 5_000, 10_000, 30_000]
const AWAY: readonly ApiErrorCode[] = ['offline', 'unavailable', 'request.rate', 'internal', 'auth.required']

export const waits = ({ dirty, sent, removed }: HeldVisit): boolean => dirty || sent !== null || removed
/** Whatever the order in which fields were written down. */
const plain = (value: object): string =>
  JSON.stringify(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
const same = ({ lessons: mine, ...one }: VisitRecord, { lessons: theirs, ...other }: VisitRecord): boolean =>
  plain(one) === plain(other) && plain(mine.map(plain)) === plain(theirs.map(plain))

/**
 * One visitor's visits. Every change is on the device's shelf before anything else happens and reaches the server when there is a
 * line. A save keeps its key until the server has said that it has it, so that none counts twice; what others wrote meanwhile the
 * server puts beside it.
 */
export class VisitBook {
  readonly view: ReadStore<VisitBookView>
  readonly #view = new Store<VisitBookView>({
    isOpen: false,
    visits: [],
    photos: [],
    frame: null,
    isAway: false,
    problems: {},
  })
  readonly #options: Required<Options>
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #work: Promise<void> = Promise.resolve()
  #isClosed = false

  constructor(options: Options) {
    this.#options = { now: Date.now, pauseMs: 1_200, ...options }
    this.view = this.#view
  }

  /** Shows what this device holds at once, then what the server has. */
  async open(): Promise<void> {
    const { shelf, personId } = this.#options
    const [visits, photos, frame] = await Promise.all([
      shelf.visits(personId).catch(() => []),
      shelf.photos(personId).catch(() => []),
      shelf.frame(personId).catch(() => null),
    ])
    this.#view.patch({ isOpen: true, visits, photos, frame })
    addEventListener('online', this.flush)
    this.flush()
    await this.idle()
  }

  close(): void {
    this.#isClosed = true
    removeEventListener('online', this.flush)
    clearTimeout(this.#timer)
    void this.#sync()
  }

  /** @returns the id of the new visit */
  plan(record: VisitRecord): string {
    const { personId, now } = this.#options
    const id = uuid7(now())
    this.#keep({ id, personId, visit: null, record, base: 0, dirty: true, sent: null, removed: false })
    return id
  }

  change(id: string, change: Partial<VisitRecord>): void {
    const held = this.#find(id)
    if (held) this.#keep({ ...held, record: { ...held.record, ...change }, dirty: true })
  }

  remove(id: string): void {
    const held = this.#find(id)
    if (!held) return
    if (held.visit === null && held.sent === null) this.#forget(id)
    else this.#keep({ ...held, removed: true, dirty: false })
  }

  /** The picture is kept here until the server has it. */
  addPhoto(visitId: string, picture: Blob): void {
    const { personId, now, shelf } = this.#options
    const photo: HeldPhoto = { id: uuid7(now()), visitId, personId, picture, at: now() }
    this.#view.patch({ photos: [...this.#view.get().photos, photo] })
    void shelf.putPhoto(photo).catch(() => undefined)
    this.#soon(0)
  }

  dropPhoto(id: string): void {
    this.#view.patch({ photos: this.#view.get().photos.filter((photo) => photo.id !== id) })
    void this.#options.shelf.removePhoto(id).catch(() => undefined)
  }

  /** Tries to reach the server now. */
  readonly flush = (): void => {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#work = this.#work.then(() => this.#sync())
  }

  /** Resolves when nothing is being sent. */
  async idle(): Promise<void> {
    await this.#work
  }

  #find(id: string): HeldVisit | undefined {
    return this.#view.get().visits.find((held) => held.id === id)
  }

  #keep(held: HeldVisit, quietly = false): void {
    const { visits, problems } = this.#view.get()
    const { [held.id]: _gone, ...others } = problems
    this.#view.patch({
      visits: [...visits.filter(({ id }) => id !== held.id), held],
      ...(quietly || !_gone ? {} : { problems: others }),
    })
    void this.#options.shelf.put(held).catch(() => undefined)
    if (!quietly) this.#soon(this.#options.pauseMs)
  }

  #forget(id: string): void {
    this.#view.patch({ visits: this.#view.get().visits.filter((held) => held.id !== id) })
    void this.#options.shelf.remove(id).catch(() => undefined)
  }

  #soon(ms: number): void {
    clearTimeout(this.#timer)
    if (!this.#isClosed) this.#timer = setTimeout(this.flush, ms)
  }

  async #sync(): Promise<void> {
    try {
      for (const { id } of this.#view.get().visits) await this.#sendVisit(id)
      for (const photo of this.#view.get().photos) await this.#sendPhoto(photo)
      if (!this.#isClosed) await this.#fetch()
      this.#failures = 0
      this.#view.patch({ isAway: false })
    } catch (error) {
      if (!AWAY.includes(codeOf(error))) throw error
      this.#view.patch({ isAway: true })
      this.#soon(AGAIN_MS[Math.min(this.#failures++, AGAIN_MS.length - 1)] ?? 30_000)
    }
  }

  async #sendVisit(id: string): Promise<void> {
    for (
      let held = this.#find(id);
      held && waits(held) && !this.#view.get().problems[id];
      held = this.#find(id)
    ) {
      try {
        if (held.removed && held.sent === null) {
          await this.#options.server.remove(id)
          this.#forget(id)
          return
        }
        await this.#sendSave(held)
      } catch (error) {
        const code = codeOf(error)
        if (AWAY.includes(code)) throw error
        if (held.removed && code === 'not_found') return this.#forget(id)
        // Refused as it is: it stays here, to be put right, and goes out as another save.
        const now = this.#find(id) ?? held
        this.#keep({ ...now, sent: null, dirty: !now.removed, removed: false }, true)
        this.#view.patch({ problems: { ...this.#view.get().problems, [id]: code } })
        return
      }
    }
  }

  async #sendSave(held: HeldVisit): Promise<void> {
    const { server, now } = this.#options
    const sent = held.sent ?? { key: uuid7(now()), base: held.base, record: held.record }
    if (held.sent === null) this.#keep({ ...held, sent, dirty: false }, true)
    const visit = await server.save(held.id, sent)
    const after = this.#find(held.id) ?? held
    // What was typed meanwhile was typed on what was sent.
    const record = after.dirty ? after.record : visit.record
    const base = !after.dirty || same(visit.record, sent.record) ? visit.revision : sent.base
    this.#keep({ ...after, visit, record, base, sent: null }, true)
  }

  async #sendPhoto(photo: HeldPhoto): Promise<void> {
    const held = this.#find(photo.visitId)
    if (!held?.visit) return
    try {
      const kept = await this.#options.server.addPhoto(photo.visitId, photo.id, photo.picture)
      const now = this.#find(photo.visitId) ?? held
      if (now.visit) {
        const photos = [...now.visit.photos.filter(({ id }) => id !== kept.id), kept]
        this.#keep({ ...now, visit: { ...now.visit, photos } }, true)
      }
      this.dropPhoto(photo.id)
    } catch (error) {
      const code = codeOf(error)
      if (AWAY.includes(code)) throw error
      // Taken away on another device.
      if (code === 'not_found') return this.dropPhoto(photo.id)
      this.#view.patch({ problems: { ...this.#view.get().problems, [photo.visitId]: code } })
    }
  }

  async #fetch(): Promise<void> {
    const { server, shelf, personId } = this.#options
    const [frame, { items, total }] = await Promise.all([server.frame(), server.list()])
    void shelf.putFrame(personId, frame).catch(() => undefined)
    this.#view.patch({ frame })
    for (const visit of items) {
      const held = this.#find(visit.id)
      if (held && waits(held)) this.#keep({ ...held, visit }, true)
      else
        this.#keep(
          {
            id: visit.id,
            personId,
            visit,
            record: visit.record,
            base: visit.revision,
            dirty: false,
            sent: null,
            removed: false,
          },
          true,
        )
    }
    if (total > items.length) return
    const known = new Set(items.map(({ id }) => id))
    for (const held of this.#view.get().visits) if (!known.has(held.id) && !waits(held)) this.#forget(held.id)
  }
}
