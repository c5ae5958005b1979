import { boardSurface, LessonCommand, SendSketch, type Sketch } from '@tongke/contract'
import { Emitter } from '../emitter.ts'
import type { LessonStream } from '../lesson-client.ts'
import { InkBook } from './ink-book.ts'
import { Pen } from './pen.ts'

const HERE = boardSurface(1)
const LESSON = '00000000-0000-7000-8000-000000000009'
const ink = { tool: 'pen', colour: 'red', width: 40 } as const

function penOf(isDone = true) {
  const book = new InkBook({
    stream: new Emitter<LessonStream>(),
    readStrokes: async () => ({ strokes: [], more: false }),
  })
  const sketches: Sketch[] = []
  const commands: LessonCommand[] = []
  const pen = new Pen(HERE, {
    book,
    sketch: (sketch) => sketches.push(sketch),
    send: async (command) => {
      // What the server takes, in messages that it takes.
      commands.push(LessonCommand.parse(command))
      expect(JSON.stringify({ lessonId: LESSON, commandId: LESSON, command }).length).toBeLessThan(8_192)
      await Promise.resolve()
      return isDone
    },
  })
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0))
  const strokes = () =>
    commands.flatMap((command) => (command.type === 'draw_strokes' ? command.strokes : []))
  return { book, pen, sketches, commands, settled, strokes }
}
const along = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ x: (from + i) / 1_200, y: 0.5 + (i % 2) / 100, pressure: 0.5 }))

test('a line is shown as it grows and written down once', async () => {
  const { pen, sketches, settled, strokes, book } = penOf()
  pen.begin(ink, { x: 0.1, y: 0.1, pressure: 0.2 })
  pen.move(along(200, 50))
  pen.end()
  await settled()
  expect(strokes()).toHaveLength(1)
  expect(strokes()[0]?.points).toHaveLength(3 * 51)
  for (const sketch of sketches) SendSketch.parse({ lessonId: LESSON, sketch })
  // Until its event comes the own line stays.
  expect(book.live(HERE)).toHaveLength(1)
})

test('a line longer than a stroke goes on as the next one, and finished lines travel together', async () => {
  const { pen, commands, settled, strokes } = penOf()
  pen.begin(ink, { x: 0, y: 0.5, pressure: 0.5 })
  pen.move(along(1, 1_000))
  pen.end()
  for (let i = 0; i < 30; i += 1) {
    pen.begin(ink, { x: 0.3, y: 0.3, pressure: 0.5 })
    pen.move(along(400 + i, 10))
    pen.end()
  }
  await settled()
  expect(strokes().length).toBe(33)
  expect(commands.length).toBeLessThan(10)
  expect(new Set(strokes().map(({ id }) => id)).size).toBe(33)
})

test('a line that was refused or taken back leaves nothing', async () => {
  const refused = penOf(false)
  refused.pen.begin(ink, { x: 0, y: 0, pressure: 1 })
  refused.pen.end()
  await refused.settled()
  expect(refused.book.live(HERE)).toEqual([])
  const palm = penOf()
  palm.pen.begin(ink, { x: 0, y: 0, pressure: 1 })
  palm.pen.cancel()
  expect([palm.book.live(HERE), palm.sketches.at(-1)?.kind]).toEqual([[], 'stroke_off'])
})
