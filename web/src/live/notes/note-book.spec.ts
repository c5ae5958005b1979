import type { LessonNote } from '@tongke/contract'
import { ApiError } from '../../lib/api-error.ts'
import { NoteBook, type NoteServer } from './note-book.ts'
import type { HeldNote, NoteShelf } from './note-shelf.ts'

const START = 1_800_000_000_000

class MemoryShelf implements NoteShelf {
  readonly notes = new Map<string, HeldNote>()
  async of(personId: string, lessonId: string) {
    return [...this.notes.values()].filter((note) => note.personId === personId && note.lessonId === lessonId)
  }
  async put(note: HeldNote) {
    this.notes.set(note.id, note)
  }
  async remove(id: string) {
    this.notes.delete(id)
  }
}

/** Keeps notes as the server does: by id, never an older edit over a newer one. */
class Desk implements NoteServer {
  readonly notes = new Map<string, LessonNote>()
  readonly ages: number[] = []
  away = false
  #reach() {
    if (this.away) throw new ApiError('offline', 0)
  }
  async list() {
    this.#reach()
    return [...this.notes.values()]
  }
  async put(id: string, note: { text: string; tags: LessonNote['tags']; edit: number; ageMs: number }) {
    this.#reach()
    this.ages.push(note.ageMs)
    const known = this.notes.get(id)
    const { text, tags, edit } = note
    const kept = { id, at: START, lessonMs: 5_000, text, tags, edit, updatedAt: START }
    if (!known || known.edit < edit) this.notes.set(id, kept)
    return this.notes.get(id) as LessonNote
  }
  async remove(id: string) {
    this.#reach()
    this.notes.delete(id)
  }
}

let now = START
let shelf: MemoryShelf
let desk: Desk
let books: NoteBook[]

const open = async (personId = 'me') => {
  const book = new NoteBook({ lessonId: 'lesson', personId, shelf, server: desk, now: () => now })
  books.push(book)
  await book.open()
  await book.idle()
  return book
}
const sent = async (book: NoteBook) => {
  book.flush()
  await book.idle()
}
const texts = (book: NoteBook) => book.view.get().notes.map(({ text }) => text)

beforeAll(() => {
  Object.assign(globalThis, { addEventListener: () => undefined, removeEventListener: () => undefined })
})
beforeEach(() => {
  now = START
  shelf = new MemoryShelf()
  desk = new Desk()
  books = []
})
afterEach(() => {
  for (const book of books) book.close()
})

it('keeps a note without a line over a reload, and sends it once with its age', async () => {
  desk.away = true
  const first = await open()
  first.begin('导入很巧', ['highlight'])
  await sent(first)
  expect(first.view.get().unsent).toBe(1)
  first.close()

  now += 7 * 60_000
  const second = await open()
  expect(texts(second)).toEqual(['导入很巧'])
  desk.away = false
  await sent(second)
  await sent(second)
  expect([...desk.notes.values()]).toMatchObject([{ text: '导入很巧', tags: ['highlight'], edit: 1 }])
  expect(desk.ages).toEqual([7 * 60_000])
  expect(second.view.get()).toMatchObject({ unsent: 0, notes: [{ pending: null, lessonMs: 5_000 }] })
})

it('sends what was written on while the line was busy', async () => {
  const book = await open()
  const id = book.begin('提', [])
  book.flush()
  book.change(id, { text: '提问' })
  await sent(book)
  expect(desk.notes.get(id)).toMatchObject({ text: '提问', edit: 2 })
  expect(book.view.get().unsent).toBe(0)
})

it('takes a note away for good, even one the server never had', async () => {
  const book = await open()
  const id = book.begin('写错了', [])
  await sent(book)
  desk.away = true
  book.remove(id)
  await sent(book)
  expect([texts(book), desk.notes.size]).toEqual([[], 1])
  desk.away = false
  await sent(book)
  expect([desk.notes.size, shelf.notes.size]).toEqual([0, 0])
})

it('shows what another device wrote, and lets go of what was taken away there', async () => {
  const book = await open()
  const id = book.begin('甲', [])
  await sent(book)
  book.close()
  desk.notes.delete(id)
  await desk.put('other', { text: '乙', tags: [], edit: 1, ageMs: 0 })
  expect(texts(await open())).toEqual(['乙'])
  expect(shelf.notes.size).toBe(0)
})

it('is nobody else’s on the same computer', async () => {
  desk.away = true
  const mine = await open()
  mine.begin('我的', [])
  expect(texts(await open('another'))).toEqual([])
})

it('does not send an empty note, and says why one is not taken', async () => {
  const book = await open()
  book.begin('  ', [])
  await sent(book)
  expect([desk.notes.size, book.view.get().unsent]).toEqual([0, 0])
  desk.put = async () => {
    throw new ApiError('observing.notes_full', 409)
  }
  book.begin('太多了', [])
  await sent(book)
  expect(book.view.get()).toMatchObject({ problem: 'observing.notes_full', unsent: 1 })
})
