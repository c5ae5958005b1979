import { boardSurface, type LessonEvent, type StoredStroke, type StrokesRead } from '@tongke/contract'
import { Emitter } from '../emitter.ts'
import type { LessonStream } from '../lesson-client.ts'
import { InkBook } from './ink-book.ts'

const HERE = boardSurface(1)
const ink = { tool: 'pen', colour: 'red', width: 40 } as const
const id = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const stored = (n: number): StoredStroke => ({
  ...ink,
  id: id(n),
  points: [n, n, 1],
  revision: n,
  legId: null,
})
const drawn = (n: number): LessonEvent => ({
  revision: n,
  at: 0,
  body: {
    kind: 'stroke_drawn',
    surface: HERE,
    legId: null,
    stroke: { ...ink, id: id(n), points: [n, n, 1] },
  },
})
const erased = (revision: number, ...ns: number[]): LessonEvent => ({
  revision,
  at: 0,
  body: { kind: 'strokes_erased', surface: HERE, strokeIds: ns.map(id) },
})
const cleared = (revision: number): LessonEvent => ({
  revision,
  at: 0,
  body: { kind: 'surface_cleared', surface: HERE },
})

const undone = (revision: number, clearing: number): LessonEvent => ({
  revision,
  at: 0,
  body: { kind: 'clear_undone', surface: HERE, cleared: clearing },
})

/** A book whose answers come when the test says. */
function bookOf() {
  const stream = new Emitter<LessonStream>()
  const asked: { after: number; answer: (read: StrokesRead) => void }[] = []
  const book = new InkBook({
    stream,
    readStrokes: (_, after) => new Promise((resolve) => asked.push({ after, answer: resolve })),
  })
  book.look(HERE)
  const answer = async (read: StrokesRead) => {
    asked.shift()?.answer(read)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return { book, stream, asked, answer, there: () => book.strokes(HERE).map(({ revision }) => revision) }
}

test('what was wiped while a page was on its way does not come back with it', async () => {
  const { stream, answer, there } = bookOf()
  stream.emit('applied', [drawn(5), erased(6, 1)])
  await answer({ strokes: [stored(1), stored(2)], more: true })
  stream.emit('applied', [erased(7, 3)])
  await answer({ strokes: [stored(3), stored(4), stored(5)], more: false })
  expect(there()).toEqual([2, 4, 5])
})

test('a cleared page keeps only what was drawn after', async () => {
  const { stream, answer, there } = bookOf()
  stream.emit('applied', [cleared(3), drawn(4)])
  await answer({ strokes: [stored(1), stored(2)], more: false })
  expect(there()).toEqual([4])
})

test('a clearing that is taken back brings everything back but what was erased, below what was drawn after it', async () => {
  const { book, stream, asked, answer, there } = bookOf()
  await answer({ strokes: [stored(1), stored(2), stored(3)], more: false })
  stream.emit('applied', [erased(4, 2), cleared(5), drawn(6), undone(7, 5)])
  expect([there(), book.isRead(HERE)]).toEqual([[6], false])
  expect(asked).toHaveLength(1)
  await answer({ strokes: [stored(1), stored(3), stored(6)], more: false })
  expect([there(), book.isRead(HERE)]).toEqual([[1, 3, 6], true])
})

test('of two clearings the older one stands when the newer is taken back, whatever is on its way', async () => {
  const { stream, answer, there } = bookOf()
  // The answer to the first question was read before either of them.
  stream.emit('applied', [cleared(3), drawn(4), cleared(5), undone(6, 5)])
  await answer({ strokes: [stored(1), stored(2)], more: false })
  expect(there()).toEqual([])
  await answer({ strokes: [stored(4)], more: false })
  expect(there()).toEqual([4])
})

test('after a snapshot everything is read anew, and an answer of before counts no more', async () => {
  const { stream, asked, answer, there, book } = bookOf()
  stream.emit('reset', null)
  expect(asked).toHaveLength(2)
  await answer({ strokes: [stored(1)], more: false })
  expect([there(), book.isRead(HERE)]).toEqual([[], false])
  await answer({ strokes: [stored(2)], more: false })
  expect([there(), book.isRead(HERE)]).toEqual([[2], true])
})

test('a pen on its way grows by its batches, and ends with the finished stroke', async () => {
  const { stream, answer, book } = bookOf()
  await answer({ strokes: [], more: false })
  const sketch = (from: number, points: number[]) =>
    stream.emit('sketch', {
      lessonId: id(9),
      legId: null,
      sketch: { kind: 'stroke', surface: HERE, ink, strokeId: id(1), from, points },
    })
  sketch(0, [1, 1, 1])
  sketch(1, [2, 2, 2])
  expect(book.live(HERE)[0]?.points).toEqual([1, 1, 1, 2, 2, 2])
  stream.emit('applied', [drawn(1)])
  expect([book.live(HERE).length, book.strokes(HERE).length]).toEqual([0, 1])
  // A late batch of it is no new pen.
  sketch(2, [3, 3, 3])
  expect(book.live(HERE)).toEqual([])
})
