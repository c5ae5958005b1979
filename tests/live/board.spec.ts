import { createHash, randomUUID } from 'node:crypto'
import {
  addDeck,
  boardSurface,
  CLASS_NOTICES,
  listDecks,
  reportDeckCopy,
  slideSurface,
  type LessonDeck,
  type SketchNotice,
  type StoredStroke,
  type Stroke,
  type StrokesRead,
  type Surface,
} from '@tongke/contract'
import { ApiClient } from '../support/api-client.ts'
import { ClassClient } from '../support/class-client.ts'
import { closeAll, LessonScene, type LiveLesson } from '../support/lesson-scene.ts'
import { document } from '../support/library/media.ts'
import { MediaNodeDouble } from '../support/media-node-double.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { waitFor } from '../support/wait-for.ts'
import { waitFor as waitUntil } from '../../scripts/lib/wait-for.mjs'

let stack: Stack
let scene: LessonScene
let library: ReviewScene
let node: MediaNodeDouble
let lesson: LiveLesson

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server', 'jobs'] })
  scene = await LessonScene.set(stack)
  library = await ReviewScene.set(stack)
  node = await MediaNodeDouble.start(stack.serverUrl, stack.mediaSecret)
  lesson = await scene.live(node)
}, 120_000)
afterAll(async () => {
  if (lesson) closeAll(lesson)
  node?.die()
  await scene?.leave()
  await library?.end()
  await stack?.stop()
})

const HERE = boardSurface(1)
const strokeOf = (seed: number, id: string = randomUUID()): Stroke => ({
  id,
  tool: seed % 7 === 0 ? 'marker' : 'pen',
  colour: seed % 2 === 0 ? 'red' : 'blue',
  width: 20 + (seed % 60),
  points: Array.from({ length: 3 * (4 + (seed % 20)) }, (_, i) =>
    i % 3 === 2 ? (seed * 3 + i) % 256 : (seed * 37 + i * 91) % 10_001,
  ),
})

/** Everything that is on a surface, by pages as a client reads it. */
async function read(client: ClassClient, surface: Surface): Promise<StoredStroke[]> {
  const all: StoredStroke[] = []
  for (;;) {
    const after = all.at(-1)?.revision ?? 0
    const ack = await client.ask('read_strokes', { lessonId: client.lessonId, surface, after })
    if (!ack.ok) throw new Error(ack.error.code)
    const { strokes, more } = ack.result as StrokesRead
    all.push(...strokes)
    if (!more) return all
  }
}

/** What the events that a client was told make of a surface. */
function drawn(client: ClassClient, surface: Surface): StoredStroke[] {
  const there = new Map<string, StoredStroke>()
  const erased = new Set<string>()
  const cleared = new Map<number, Map<string, StoredStroke>>()
  for (const { revision, body } of client.events) {
    if (body.kind === 'stroke_drawn' && body.surface === surface)
      there.set(body.stroke.id, { ...body.stroke, revision, legId: body.legId })
    if (body.kind === 'strokes_erased' && body.surface === surface)
      for (const id of body.strokeIds) {
        there.delete(id)
        erased.add(id)
      }
    if (body.kind === 'surface_cleared' && body.surface === surface) {
      cleared.set(revision, new Map(there))
      there.clear()
    }
    if (body.kind === 'clear_undone' && body.surface === surface)
      for (const [id, stroke] of cleared.get(body.cleared) ?? []) if (!erased.has(id)) there.set(id, stroke)
  }
  return [...there.values()].toSorted((a, b) => a.revision - b.revision)
}

/** Of thousands of strokes; Jest's own comparison takes seconds. */
const same = (one: StoredStroke[], other: StoredStroke[]) => JSON.stringify(one) === JSON.stringify(other)

const sketchesOf = (client: ClassClient): SketchNotice[] => {
  const heard: SketchNotice[] = []
  client.socket.on('sketch', (raw: unknown) => heard.push(CLASS_NOTICES.sketch.parse(raw)))
  return heard
}

describe('slides', () => {
  let deck: LessonDeck
  const params = () => ({ id: lesson.id })
  const decks = async () => (await scene.lecturer.call(listDecks, { params: params() })).items

  beforeAll(async () => {
    const name = '荷花.pdf'
    const uploadId = await library.upload('周乐山', document(3), name)
    await scene.lecturer.call(addDeck, { params: params(), body: { uploadId, name } })
    await waitUntil('the pages are drawn', async () => (await decks())[0]?.state === 'ready', {
      timeoutMs: 60_000,
    })
    deck = (await decks())[0]!
  }, 90_000)

  it('reach the classes before they are shown, as the pictures they are said to be, and nobody else', async () => {
    const [leg] = scene.legs
    const { items } = await leg.room.call(listDecks, { params: params() })
    expect(items.map(({ title, own, pages }) => [title, own, pages.length])).toEqual([['荷花.pdf', true, 3]])
    const page = items[0]!.pages[1]!
    const address = (file: string) => `/api/lessons/${lesson.id}/decks/${deck.fileId}/${file}`
    for (const picture of [page.large, page.medium, page.small]) {
      const answer = await leg.room.request('GET', address(picture.name))
      const bytes = Buffer.from(await answer.arrayBuffer())
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(picture.sha256)
      expect(bytes).toHaveLength(picture.bytes)
    }
    expect(page.large.bytes).toBeGreaterThan(page.medium.bytes)
    expect((await leg.room.request('GET', `/api/files/${deck.fileId}/renditions/page-1.webp`)).status).toBe(
      404,
    )
    const stranger = await ApiClient.as(stack.serverUrl, '石小满')
    expect(await stranger.refusal(listDecks, { params: params() })).toMatchObject({ code: 'not_found' })
    expect((await stranger.request('GET', address('page-1.webp'))).status).toBe(404)
    expect((await leg.room.request('GET', address('document.pdf'))).status).toBe(400)
  })

  it('are counted in each class, never more than there are', async () => {
    const [leg, other] = scene.legs
    const copy = { id: lesson.id, fileId: deck.fileId }
    await leg.room.call(reportDeckCopy, { params: copy, body: { pages: 300 } })
    await other.assistant.call(reportDeckCopy, { params: copy, body: { pages: 2 } })
    expect((await decks())[0]!.copies.map(({ part, pages }) => [part, pages]).sort()).toEqual([
      ['assistant', 2],
      ['room', 3],
    ])
    expect(await scene.lecturer.refusal(reportDeckCopy, { params: copy, body: { pages: 1 } })).toMatchObject({
      code: 'auth.forbidden',
    })
  })

  it('turn for everybody, and whoever comes later or again is on the same page', async () => {
    const { lecturer, rooms } = lesson
    await lecturer.send({ type: 'choose_deck', fileId: deck.fileId })
    await lecturer.send({ type: 'show_surface', surface: slideSurface(deck.fileId, 3) })
    for (const client of [lecturer, ...rooms])
      await client.until('page 3', ({ board }) => board.surface === slideSurface(deck.fileId, 3))
    const late = await ClassClient.enter(scene.legs[1].room, lesson.id)
    expect(late.state.board).toMatchObject({ surface: slideSurface(deck.fileId, 3), decks: [{ pages: 3 }] })
    late.close()
    expect(await lecturer.refused({ type: 'show_surface', surface: slideSurface(deck.fileId, 4) })).toBe(
      'lesson.surface_unknown',
    )
    expect(await lecturer.refused({ type: 'choose_deck', fileId: randomUUID() })).toBe('lesson.deck_unknown')
    expect(await rooms[0]!.refused({ type: 'show_surface', surface: null })).toBe('lesson.not_lecturer')
  })
})

describe('the board', () => {
  it('of four who write two thousand strokes, wipe and take back is the same for all, then and after a restart', async () => {
    const { lecturer, rooms, assistants, legIds } = lesson
    await lecturer.send({ type: 'add_board' })
    await lecturer.send({ type: 'allow_writing', allowed: true })
    await lecturer.send({ type: 'call_on_stage', legId: legIds[0]!, handId: null })
    const second = await ClassClient.enter(scene.lecturer, lesson.id)
    const writers = [lecturer, second, rooms[0]!, assistants[0]!]
    const began = performance.now()
    await Promise.all(
      writers.map(async (writer, who) => {
        const mine: string[] = []
        for (let batch = 0; batch < 25; batch += 1) {
          const strokes = Array.from({ length: 20 }, (_, i) => strokeOf(who * 1_000 + batch * 20 + i))
          await writer.send({ type: 'draw_strokes', surface: HERE, strokes })
          mine.push(...strokes.map(({ id }) => id))
          if (batch % 5 === 4)
            await writer.send({ type: 'erase_strokes', surface: HERE, strokeIds: mine.splice(3, 7) })
          if (batch % 10 === 9) await writer.send({ type: 'undo_stroke', surface: HERE })
        }
      }),
    )
    const seconds = (performance.now() - began) / 1000
    // Everything is cleared while a class goes on writing, one writes on, and the clearing is taken back.
    const more = [3_001, 3_002, 3_003].map((seed) => strokeOf(seed))
    await Promise.all([
      lecturer.send({ type: 'clear_surface', surface: HERE }),
      rooms[0]!.send({ type: 'draw_strokes', surface: HERE, strokes: more }),
    ])
    await lecturer.send({ type: 'undo_stroke', surface: HERE })
    const { revision } = await lecturer.send({ type: 'turn_page', page: 7 })
    for (const client of [...writers, rooms[1]!])
      await client.until('everything', (state) => state.revision >= revision)
    expect(lecturer.state.board.strokes).toBe(2_003)
    const truth = await read(lecturer, HERE)
    // Each of four wiped five times seven and took two back.
    expect(truth).toHaveLength(2_003 - 4 * (5 * 7 + 2))
    for (const client of [lecturer, rooms[0]!, rooms[1]!, assistants[0]!])
      expect(same(drawn(client, HERE), truth)).toBe(true)
    console.info(`2,000 strokes by four in ${seconds.toFixed(1)} s`)

    stack.processes.kill9('server')
    await stack.ready()
    const again = await ClassClient.enter(scene.legs[1].room, lesson.id)
    expect(same(await read(again, HERE), truth)).toBe(true)
    // A snapshot stays small, however much was written.
    expect(JSON.stringify(again.state).length).toBeLessThan(20_000)
    for (const client of [...writers, ...rooms, again]) client.close()
    closeAll(lesson)
    const [one, two] = scene.legs
    Object.assign(lesson, {
      lecturer: await ClassClient.enter(scene.lecturer, lesson.id),
      rooms: [await ClassClient.enter(one.room, lesson.id), await ClassClient.enter(two.room, lesson.id)],
      assistants: [await ClassClient.enter(one.assistant, lesson.id)],
    })
  }, 120_000)

  it('shows pens and the pointer to the others at once, keeps none of it, and hears only who may write', async () => {
    const { lecturer, rooms } = lesson
    const [here, there] = [sketchesOf(rooms[0]!), sketchesOf(rooms[1]!)]
    const own = sketchesOf(lecturer)
    const before = lecturer.state.board.strokes
    const laser = { kind: 'laser', surface: HERE, x: 5_000, y: 2_500 } as const
    lecturer.socket.emit('sketch', { lessonId: lesson.id, sketch: laser })
    for (const heard of [here, there])
      await waitFor('the pointer', () => heard.some(({ sketch }) => sketch.kind === 'laser'))
    expect(own).toEqual([])
    const pen = {
      kind: 'stroke',
      surface: HERE,
      ink: { tool: 'pen', colour: 'red', width: 40 },
      strokeId: randomUUID(),
      from: 0,
      points: [1, 2, 3],
    } as const
    const ask = async (client: ClassClient, sketch: unknown) => {
      const ack = await client.ask('sketch', { lessonId: lesson.id, sketch })
      return ack.ok ? 'ok' : ack.error.code
    }
    expect(await ask(rooms[1]!, pen)).toBe('lesson.not_writer')
    expect(await ask(rooms[0]!, pen)).toBe('ok')
    await waitFor('the pen', () =>
      there.some(({ sketch, legId }) => sketch.kind === 'stroke' && legId === lesson.legIds[0]),
    )
    expect(await ask(lecturer, { ...laser, surface: boardSurface(9) })).toBe('lesson.surface_unknown')
    await lecturer.send({ type: 'allow_writing', allowed: false })
    await rooms[0]!.until('no more', ({ board }) => !board.stageMayWrite)
    expect(await ask(rooms[0]!, pen)).toBe('lesson.not_writer')
    expect(await rooms[0]!.refused({ type: 'draw_strokes', surface: HERE, strokes: [strokeOf(1)] })).toBe(
      'lesson.not_writer',
    )
    expect(lecturer.state.board.strokes).toBe(before)
    const flood = await Promise.all(Array.from({ length: 200 }, () => ask(lecturer, laser)))
    expect(flood.filter((code) => code === 'request.rate').length).toBeGreaterThan(50)
    // Whoever waves too fast can still teach.
    await lecturer.send({ type: 'turn_page', page: 8 })
  })

  it.each<[string, unknown]>([
    ['half a point', { ...strokeOf(1), points: [1, 2, 3, 4] }],
    ['outside of the board', { ...strokeOf(1), points: [1, 10_001, 3] }],
    ['a pressure there is not', { ...strokeOf(1), points: [1, 2, 256] }],
    ['a line without end', { ...strokeOf(1), points: Array.from({ length: 1_203 }, () => 1) }],
    ['an unknown colour', { ...strokeOf(1), colour: 'url(#x)' }],
  ])('takes no stroke with %s', async (_, stroke) => {
    expect(await lesson.lecturer.refused({ type: 'draw_strokes', surface: HERE, strokes: [stroke] })).toBe(
      'request.invalid',
    )
  })

  it('takes a stroke that comes twice once, and clears what it is told to clear', async () => {
    const { lecturer, rooms } = lesson
    await lecturer.send({ type: 'add_board' })
    const surface = boardSurface(2)
    const stroke = strokeOf(3)
    for (const strokes of [[stroke], [stroke, strokeOf(4)]])
      await lecturer.send({ type: 'draw_strokes', surface, strokes })
    expect(await read(rooms[0]!, surface)).toHaveLength(2)
    await lecturer.send({ type: 'clear_surface', surface })
    expect(await read(rooms[0]!, surface)).toEqual([])
    // Nothing is there: that is no second clearing to be taken back.
    await lecturer.send({ type: 'clear_surface', surface })
    const after = strokeOf(5)
    await lecturer.send({ type: 'draw_strokes', surface, strokes: [after] })
    const undo = { type: 'undo_stroke', surface } as const
    await lecturer.send(undo)
    expect(await read(rooms[0]!, surface)).toEqual([])
    await lecturer.send(undo)
    expect((await read(rooms[0]!, surface)).map(({ id }) => id)).toContain(stroke.id)
    await lecturer.send(undo)
    expect((await read(rooms[0]!, surface)).map(({ id }) => id)).toEqual([stroke.id])
    await lecturer.send(undo)
    expect(await lecturer.refused(undo)).toBe('lesson.stroke_unknown')
    expect((await read(rooms[0]!, HERE)).length).toBeGreaterThan(1_000)
  })
})
