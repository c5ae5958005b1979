import type { Visit, VisitRecord } from '@tongke/contract'
import { ApiError } from '../../lib/api-error.ts'
import { VisitBook, waits, type VisitServer } from './visit-book.ts'
import type { HeldPhoto, HeldVisit, SentSave, VisitFrame, VisitShelf } from './visit-shelf.ts'

const RECORD: VisitRecord = {
  orgId: 'school',
  day: '2026-03-02',
  purpose: 'guidance',
  note: '',
  companions: '',
  isDone: false,
  lessons: [],
  advice: '',
  followUp: '',
  followUpDue: null,
}
const FRAME: VisitFrame = { mayVisit: true, hasSchool: false, seesAll: true, schools: [] }

class Shelf implements VisitShelf {
  readonly held = new Map<string, HeldVisit>()
  readonly pictures = new Map<string, HeldPhoto>()
  kept: VisitFrame | null = null
  visits = async (personId: string) => [...this.held.values()].filter((one) => one.personId === personId)
  photos = async (personId: string) => [...this.pictures.values()].filter((one) => one.personId === personId)
  frame = async () => this.kept
  put = async (visit: HeldVisit) => void this.held.set(visit.id, visit)
  remove = async (id: string) => void this.held.delete(id)
  putPhoto = async (photo: HeldPhoto) => void this.pictures.set(photo.id, photo)
  removePhoto = async (id: string) => void this.pictures.delete(id)
  putFrame = async (_: string, frame: VisitFrame) => void (this.kept = frame)
}

/** Keeps visits as the server does: a key once, one more revision for each other save. */
class Desk implements VisitServer {
  readonly visits = new Map<string, Visit>()
  readonly keys: string[] = []
  readonly bases: number[] = []
  readonly pictures: string[] = []
  away = false
  /** The answer gets lost on its way back. */
  isDeaf = false
  refuses: ApiError | null = null
  #reach() {
    if (this.away) throw new ApiError('offline', 0)
  }
  async frame() {
    this.#reach()
    return FRAME
  }
  async list() {
    this.#reach()
    return { items: [...this.visits.values()], total: this.visits.size }
  }
  async save(id: string, { key, base, record }: SentSave) {
    this.#reach()
    if (this.refuses) throw this.refuses
    const before = this.visits.get(id)
    if (!this.keys.includes(key)) {
      this.keys.push(key)
      this.bases.push(base)
      const revision = (before?.revision ?? 0) + 1
      // As from another end: the same record, its fields in another order.
      const turned = Object.fromEntries(Object.entries(record).toReversed()) as VisitRecord
      const lessons = record.lessons.map(
        (lesson) =>
          Object.fromEntries(Object.entries(lesson).toReversed()) as (typeof record.lessons)[number],
      )
      this.visits.set(id, { id, record: { ...turned, lessons }, revision, photos: [] } as unknown as Visit)
    }
    if (this.isDeaf) {
      this.isDeaf = false
      throw new ApiError('offline', 0)
    }
    return this.visits.get(id) as Visit
  }
  async remove(id: string) {
    this.#reach()
    this.visits.delete(id)
  }
  async addPhoto(_: string, id: string) {
    this.#reach()
    this.pictures.push(id)
    return { id, caption: '', width: 1, height: 1, sizeBytes: 1, addedAt: 1 }
  }
}

let shelf: Shelf
let desk: Desk
let books: VisitBook[]
beforeAll(() => {
  Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined })
})
beforeEach(() => {
  shelf = new Shelf()
  desk = new Desk()
  books = []
})
afterEach(() => {
  for (const book of books) book.close()
})

const open = async (personId = 'me') => {
  const book = new VisitBook({ personId, shelf, server: desk, pauseMs: 3_600_000 })
  books.push(book)
  await book.open()
  return book
}
const sent = async (book: VisitBook) => {
  book.flush()
  await book.idle()
}
const first = (book: VisitBook) => book.view.get().visits[0]!

it('keeps what is written without a line over a closed page, and sends it and its photos once', async () => {
  desk.away = true
  const village = await open()
  const id = village.plan(RECORD)
  village.change(id, { advice: '多读' })
  village.addPhoto(id, new Blob(['x']))
  await sent(village)
  expect(village.view.get()).toMatchObject({ isAway: true, visits: [{ visit: null, dirty: false }] })
  village.close()

  const home = await open()
  expect(first(home).record.advice).toBe('多读')
  desk.away = false
  await sent(home)
  await sent(home)
  expect(desk.visits.get(id)?.record.advice).toBe('多读')
  expect([desk.keys.length, desk.pictures.length, shelf.pictures.size]).toEqual([1, 1, 0])
  expect(home.view.get()).toMatchObject({ isAway: false, photos: [] })
  expect(waits(first(home))).toBe(false)
})

it('sends a save again under its key when the answer got lost, before what was typed since', async () => {
  const book = await open()
  const lesson = {
    id: 'l',
    className: '三',
    subject: null,
    teacherName: '',
    topic: '',
    scores: '',
    remark: '',
  }
  const id = book.plan({ ...RECORD, advice: '甲', lessons: [lesson] })
  desk.isDeaf = true
  await sent(book)
  book.change(id, { advice: '甲乙' })
  await sent(book)
  expect(desk.keys).toHaveLength(2)
  // The second was written on what the first has become: nothing is there to be merged.
  expect(desk.bases).toEqual([0, 1])
  expect(desk.visits.get(id)).toMatchObject({ revision: 2, record: { advice: '甲乙' } })
  expect(first(book)).toMatchObject({ base: 2, sent: null, dirty: false })
})

it('keeps what the server refuses, says why, and sends it once it was put right', async () => {
  const book = await open()
  desk.refuses = new ApiError('visit.day', 422)
  const id = book.plan({ ...RECORD, isDone: true })
  await sent(book)
  expect(book.view.get().problems).toEqual({ [id]: 'visit.day' })
  expect(first(book).record.isDone).toBe(true)
  desk.refuses = null
  book.change(id, { day: '2026-03-01' })
  await sent(book)
  expect([book.view.get().problems, desk.visits.size]).toEqual([{}, 1])
})

it('takes a visit away that the server has, and one that it never had', async () => {
  const book = await open()
  const known = book.plan(RECORD)
  await sent(book)
  desk.away = true
  book.remove(known)
  book.remove(book.plan(RECORD))
  await sent(book)
  expect(book.view.get().visits.map(({ removed }) => removed)).toEqual([true])
  desk.away = false
  await sent(book)
  expect([desk.visits.size, shelf.held.size]).toEqual([0, 0])
})

it('is nobody else’s on the same device', async () => {
  desk.away = true
  const mine = await open()
  mine.plan(RECORD)
  expect((await open('another')).view.get().visits).toEqual([])
})
