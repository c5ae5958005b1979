import { getLesson, listLessons } from '@tongke/contract'
import { ClassClient } from '../support/class-client.ts'
import { closeAll, LessonScene } from '../support/lesson-scene.ts'
import { MediaNodeDouble } from '../support/media-node-double.ts'
import { bootStack, type Stack } from '../support/stack.ts'

/** The same rules with short times: what minutes do in a school, seconds do here. */
const SHORT = {
  'lesson.notHeldAfterMinutes': 4 / 60,
  'lesson.interruptedAfterSeconds': 1,
  'lesson.hardStopAfterMinutes': -10 + 8 / 60,
  'lesson.settleAfterHours': 3 / 3600,
}

let stack: Stack
let scene: LessonScene
let node: MediaNodeDouble

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server', 'jobs'], policies: SHORT })
  scene = await LessonScene.set(stack)
  node = await MediaNodeDouble.start(stack.serverUrl, stack.mediaSecret)
}, 120_000)
afterAll(async () => {
  node?.die()
  await scene?.leave()
  await stack?.stop()
})
afterEach(() => scene.clear())

test('a room in which no lesson began was not held', async () => {
  const { id } = await scene.plan()
  const room = await ClassClient.enter(scene.legs[0].room, id)
  await room.until('not held', (state) => state.status === 'NOT_HELD', 15_000)
  room.close()
}, 30_000)

test('a lesson nobody ever opened was not held', async () => {
  const { id } = await scene.plan({ plannedStart: Date.now() + 1_000 })
  const lecturer = await ClassClient.enter(scene.lecturer, id)
  await lecturer.until('not held', (state) => state.status === 'NOT_HELD', 15_000)
  lecturer.close()
}, 30_000)

test('a lost lecturer interrupts, coming back resumes, the hard stop ends, the next day settles', async () => {
  const lesson = await scene.live(node, { plannedMinutes: 10 })
  const { lecturer } = lesson
  await lecturer.until('live', (state) => state.status === 'LIVE')
  await node.boot()
  await lecturer.until('interrupted', (state) => state.status === 'INTERRUPTED', 6_000)
  await node.join(lesson.id, 'lecturer')
  await lecturer.until('resumed', (state) => state.status === 'LIVE')
  await lecturer.until('ended', (state) => state.status === 'ENDED', 15_000)
  expect(lecturer.events.at(-1)?.body).toEqual({ kind: 'ended', by: 'hard_stop' })
  await lecturer.until('settled', (state) => state.status === 'SETTLED', 10_000)
  const { summary } = await scene.lecturer.call(getLesson, { params: { id: lesson.id } })
  expect(summary.legs.map(({ result }) => result)).toEqual(['ABSENT', 'ABSENT'])
  const past = await scene.lecturer.call(listLessons, { query: { when: 'past' } })
  expect(past.items.some(({ id }) => id === lesson.id)).toBe(true)
  closeAll(lesson)
}, 60_000)
