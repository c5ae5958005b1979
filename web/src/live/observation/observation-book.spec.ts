import type { KeptMark, MarkBody, ObservationSheet, SentMark } from '@tongke/contract'
import { ApiError } from '../../lib/api-error.ts'
import { ObservationBook, type ObservationServer } from './observation-book.ts'
import { sheetKey, type HeldMark, type HeldSheet, type ObservationShelf } from './observation-shelf.ts'

const START = 1_800_000_000_000
const KEY = sheetKey('me', 'session', 'lesson')
const far: MarkBody = { kind: 'count', counter: 'far_question' }
const note = (text: string): MarkBody => ({ kind: 'note', text, tags: [], voiceMs: null })

class MemoryShelf implements ObservationShelf {
  readonly sheets = new Map<string, HeldSheet>()
  readonly held = new Map<string, HeldMark>()
  async sheet(key: string) {
    return this.sheets.get(key)
  }
  async marks(key: string) {
    return [...this.held.values()].filter((mark) => mark.key === key)
  }
  async putSheet(sheet: HeldSheet) {
    this.sheets.set(sheet.key, sheet)
  }
  async putMarks(marks: readonly HeldMark[]) {
    for (const mark of marks) this.held.set(mark.id, mark)
  }
  async removeMarks(ids: readonly string[]) {
    for (const id of ids) this.held.delete(id)
  }
}

/** Keeps a sheet as the server does: marks by id, never an older edit over a newer one, nothing once handed in. */
class Desk implements ObservationServer {
  readonly kept = new Map<string, SentMark>()
  readonly voices: string[] = []
  readonly seen: SentMark[] = []
  away = false
  /** The answer is lost on its way back, once. */
  deaf = false
  sheet: ObservationSheet = {
    id: 'first',
    sessionId: 'session',
    lessonId: 'lesson',
    scaleVersionId: null,
    openedAt: START,
    handedInAt: null,
    takeBackUntil: null,
    marks: [],
    answers: {},
    answersEdit: 0,
  }
  #reach() {
    if (this.away) throw new ApiError('offline', 0)
  }
  #lose() {
    if (!this.deaf) return
    this.deaf = false
    throw new ApiError('offline', 0)
  }
  #marks(): KeptMark[] {
    return [...this.kept.values()]
      .filter(({ deleted }) => !deleted)
      .map(({ id, edit, body }) => ({ id, edit, body, at: START, lessonMs: 1_000, hasVoice: false }))
  }
  #whole(): ObservationSheet {
    return { ...this.sheet, marks: this.#marks() }
  }
  begun = false
  async read() {
    this.#reach()
    return this.begun ? this.#whole() : null
  }
  async put(_: string, { scaleVersionId }: { scaleVersionId: string | null }) {
    this.#reach()
    this.sheet = { ...this.sheet, scaleVersionId }
    return this.#whole()
  }
  async sync(id: string, { marks, answers }: Parameters<ObservationServer['sync']>[1]) {
    this.#reach()
    if (id !== this.sheet.id) throw new ApiError('not_found', 404)
    for (const mark of marks) {
      this.seen.push(mark)
      if ((this.kept.get(mark.id)?.edit ?? 0) < mark.edit) this.kept.set(mark.id, mark)
    }
    if (answers && answers.edit > this.sheet.answersEdit)
      this.sheet = { ...this.sheet, answers: answers.values, answersEdit: answers.edit }
    this.#lose()
    return { marks: this.#marks(), answersEdit: this.sheet.answersEdit }
  }
  async voice(markId: string) {
    this.#reach()
    this.voices.push(markId)
  }
  async handIn(_: string, marks: number) {
    this.#reach()
    if (marks > this.#marks().length) throw new ApiError('observation.unsent', 409)
    this.sheet = { ...this.sheet, handedInAt: START, takeBackUntil: START + 1 }
    return this.#whole()
  }
  async takeBack() {
    this.#reach()
    this.sheet = { ...this.sheet, handedInAt: null, takeBackUntil: null }
    return this.#whole()
  }
}

let now = START
let shelf: MemoryShelf
let desk: Desk
let books: ObservationBook[]

const blank = (): HeldSheet => ({
  key: KEY,
  id: 'mine',
  personId: 'me',
  sessionId: 'session',
  lessonId: 'lesson',
  scaleVersionId: null,
  isPut: false,
  answers: {},
  answersEdit: 0,
  answersSent: 0,
  handedInAt: null,
  takeBackUntil: null,
  wantsHandIn: false,
})
const open = async () => {
  const book = new ObservationBook({ shelf, server: desk, sheet: blank(), now: () => now })
  books.push(book)
  await book.open()
  await book.idle()
  return book
}
const sent = async (book: ObservationBook) => {
  book.flush()
  await book.idle()
}
const kept = () => [...desk.kept.values()].filter(({ deleted }) => !deleted)

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

it('keeps touches without a line over a reload, and sends each once with its age', async () => {
  desk.away = true
  const first = await open()
  first.mark(far)
  now += 60_000
  first.mark(note('远端等了很久'))
  await sent(first)
  expect(first.view.get().unsent).toBe(2)
  first.close()

  now += 6 * 60_000
  const second = await open()
  expect(second.view.get().marks.map(({ body }) => body.kind)).toEqual(['count', 'note'])
  second.mark({ kind: 'activity', activity: 'practice' })
  desk.away = false
  await sent(second)
  await sent(second)
  expect(kept().map(({ moment }) => moment)).toEqual([
    { on: 'live', ageMs: 7 * 60_000 },
    { on: 'live', ageMs: 6 * 60_000 },
    { on: 'live', ageMs: 0 },
  ])
  expect([desk.seen.length, second.view.get().unsent]).toEqual([3, 0])
})

it('sends again what was not answered, and has it once', async () => {
  const book = await open()
  desk.deaf = true
  book.mark(far)
  await sent(book)
  expect(book.view.get().unsent).toBe(1)
  await sent(book)
  expect([desk.seen.length, kept().length, book.view.get().unsent]).toEqual([2, 1, 0])
})

it('takes the newest touch back, also one the server has', async () => {
  const book = await open()
  book.mark(far)
  book.mark({ kind: 'wait', target: 'far', waitMs: 4_000 })
  await sent(book)
  expect(book.undo()).toMatchObject({ kind: 'wait' })
  expect(book.view.get().marks).toHaveLength(1)
  await sent(book)
  expect(kept()).toHaveLength(1)
  book.undo()
  expect([book.undo(), book.view.get().canUndo]).toEqual([null, false])
})

it('goes on with a sheet that was begun on another device', async () => {
  const book = await open()
  book.chooseScale('scale')
  book.mark(far)
  await sent(book)
  expect(book.view.get().sheet).toMatchObject({ id: 'first', scaleVersionId: 'scale', isPut: true })
  expect(kept()).toHaveLength(1)
})

it('sends answers as they are by now, and takes newer ones in', async () => {
  const book = await open()
  book.answer('a', { value: 4, text: '' })
  book.answer('a', { value: 5, text: '好' })
  await sent(book)
  expect(desk.sheet).toMatchObject({ answers: { a: { value: 5, text: '好' } }, answersEdit: 2 })
  book.close()
  desk.begun = true
  desk.sheet = { ...desk.sheet, answers: { a: { value: 3, text: '' } }, answersEdit: 3 }
  expect((await open()).view.get().sheet.answers['a']?.value).toBe(3)
})

it('hands in when the line is back, after everything else, and can take it back', async () => {
  desk.away = true
  const book = await open()
  const id = book.mark({ ...note(''), voiceMs: 900 } as MarkBody, null, new Blob(['sound']))
  book.handIn()
  await book.idle()
  expect(book.view.get().sheet).toMatchObject({ handedInAt: null, wantsHandIn: true })
  desk.away = false
  await sent(book)
  expect(desk.voices).toEqual([id])
  expect(book.view.get().sheet).toMatchObject({ handedInAt: START, wantsHandIn: false })
  await book.takeBack()
  expect(book.view.get().sheet.handedInAt).toBeNull()
})

it('says why the server does not take it, and keeps it', async () => {
  const book = await open()
  desk.sync = async () => {
    throw new ApiError('observation.full', 409)
  }
  book.mark(far)
  await sent(book)
  expect(book.view.get()).toMatchObject({ problem: 'observation.full', unsent: 1 })
})
