import { randomUUID } from 'node:crypto'
import { getLessonTalk, MEDIA_HEARTBEAT_PATH, type AnswerCount } from '@tongke/contract'
import { closeAll, LessonScene, type LiveLesson } from '../support/lesson-scene.ts'
import { MediaNodeDouble } from '../support/media-node-double.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { waitFor } from '../support/wait-for.ts'

let stack: Stack
let scene: LessonScene
let node: MediaNodeDouble
let lesson: LiveLesson

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await LessonScene.set(stack)
  node = await MediaNodeDouble.start(stack.serverUrl, stack.mediaSecret)
  lesson = await scene.live(node)
}, 120_000)
afterAll(async () => {
  if (lesson) closeAll(lesson)
  node?.die()
  await scene?.leave()
  await stack?.stop()
})

const counts = (...of: [string, number][]): AnswerCount[] => of.map(([answer, count]) => ({ answer, count }))
const everybody = () => [lesson.lecturer, ...lesson.assistants, ...lesson.rooms]
const present = async (leg: 0 | 1, pupils: number) =>
  lesson.assistants[leg]!.send({
    type: 'take_headcount',
    legId: lesson.legIds[leg]!,
    headcount: { expected: pupils, present: pupils, leave: 0, absent: 0 },
  })

test('what few pupils answered, and the right answer before the end, reach nobody in any form', async () => {
  await Promise.all([present(0, 12), present(1, 4)])
  const quizId = randomUUID()
  await lesson.lecturer.send(
    { type: 'start_quiz', quizKind: 'choice', options: 4, seconds: 60, answer: 'C' },
    quizId,
  )
  const [large = '', small = ''] = lesson.legIds
  const [first, second] = lesson.assistants
  await first!.until('the question', (state) => state.interaction.quiz?.id === quizId)
  const answer = (legId: string | null, given: AnswerCount[]) =>
    ({ type: 'answer_quiz', quizId, legId, counts: given }) as const
  await first!.send(answer(large, counts(['A', 2], ['C', 9])))
  await second!.send(answer(small, counts(['B', 1], ['C', 2])))
  await lesson.lecturer.send(answer(null, counts(['C', 30], ['D', 8])))
  expect(await second!.refused(answer(small, counts(['C', 5])))).toBe('lesson.quiz_counts')
  expect(await second!.refused(answer(large, counts(['C', 1])))).toBe('lesson.not_your_leg')

  for (const client of everybody()) {
    await client.until(
      'all answers',
      (state) => Object.keys(state.interaction.quiz?.classes ?? {}).length === 3,
    )
    const { quiz } = client.state.interaction
    expect(quiz?.classes[large]?.counts).toEqual(counts(['A', 2], ['C', 9]))
    expect(quiz?.classes[small]).toEqual({ answered: 3, present: 4, counts: null })
    expect(quiz?.result).toBeNull()
    expect(quiz?.sealed).toEqual({ answer: null, counts: {} })
    expect(client.events.map(({ body }) => body.kind)).not.toContain('quiz_counted')
    // Whoever comes anew is told no more.
    const snapshot = (await client.join()).snapshot
    expect(snapshot?.interaction.quiz).toEqual(quiz)
  }

  await lesson.lecturer.send({ type: 'close_quiz', quizId })
  for (const client of everybody()) {
    await client.until('the result', (state) => state.interaction.quiz?.result?.answer === 'C')
    expect(client.state.interaction.quiz).toMatchObject({ result: { small: null } })
    expect(client.state.interaction.quiz?.classes[small]?.counts).toBeNull()
  }
})

test('a discussion opens all classes at the media node, lecturing closes them', async () => {
  const legs = lesson.legIds.map((id) => `leg:${id}`)
  const heard = () => (node.directive?.audible ?? []).filter((one) => one.startsWith('leg:'))
  await lesson.lecturer.send({ type: 'set_teaching', mode: 'discussion' })
  await waitFor('all are open', () => heard().length === legs.length)
  await lesson.lecturer.send({ type: 'set_teaching', mode: 'lecture' })
  await waitFor('nobody is', () => heard().length === 0)
})

test('of two classes that buzz at once exactly one is first, the same for everybody', async () => {
  await lesson.lecturer.send({ type: 'open_buzzer' })
  const outcomes = await Promise.all(
    lesson.assistants.map((assistant, index) =>
      assistant.send({ type: 'buzz', legId: lesson.legIds[index]! }).then(
        () => 'first',
        (error: Error) => error.message,
      ),
    ),
  )
  expect(outcomes.toSorted()).toEqual(['first', 'lesson.buzzer_over'])
  const winner = lesson.legIds[outcomes.indexOf('first')]
  for (const client of everybody())
    await client.until('the winner', (state) => state.interaction.buzzer?.winner?.legId === winner)
})

test('the server draws class and seat, also of the lecture class, and a listening class comes on stage', async () => {
  const { plan, legs } = lesson.lecturer.state
  const drawn = new Set<string>()
  for (let turn = 0; turn < 60; turn += 1) {
    await lesson.lecturer.send({ type: 'pick_seat', legId: null })
    const { pick } = lesson.lecturer.state.interaction
    drawn.add(`${pick?.legId}`)
    const pupils = pick?.legId ? legs[pick.legId]?.headcount?.expected : plan.lectureClass.headcount
    expect(pick?.seat).toBeLessThanOrEqual(pupils ?? 0)
  }
  expect([...drawn].sort()).toEqual([...lesson.legIds, 'null'].sort())
  const [legId = ''] = lesson.legIds
  await lesson.lecturer.send({ type: 'pick_seat', legId })
  const { pick } = lesson.lecturer.state.interaction
  await lesson.lecturer.send({ type: 'call_on_stage', legId, handId: null, seat: pick!.seat })
  for (const room of lesson.rooms) {
    await room.until('the stage', (state) => state.stage?.seat === pick!.seat)
    expect(room.state.interaction).toMatchObject({ pick: null, teaching: 'interaction' })
  }
})

test('talk is what media nodes say: repeated, late and smaller sums take nothing back', async () => {
  const [first = ''] = lesson.legIds
  const beat = (spoken: Record<string, number>, secret?: string) => {
    const talk = Object.entries(spoken).map(([identity, spokenMs]) => ({
      lessonId: lesson.id,
      identity,
      spokenMs,
    }))
    return node.post(MEDIA_HEARTBEAT_PATH, node.heartbeat({ talk }), secret)
  }
  await beat({ lecturer: 60_000, [`leg:${first}`]: 8_000, [`assistant:${first}`]: 1_000 })
  await beat({ lecturer: 40_000, [`observer:${randomUUID()}`]: 5_000 })
  expect((await beat({ lecturer: 900_000 }, 'invented')).status).toBe(401)
  const read = (who: typeof scene.lecturer) => who.call(getLessonTalk, { params: { id: lesson.id } })
  const talk = await read(scene.lecturer)
  expect(talk.lecturerMs).toBe(60_000)
  // It was opened to all and called on stage before.
  expect(Math.min(...Object.values(talk.teachingMs))).toBeGreaterThan(0)
  expect(talk.classes.find(({ legId }) => legId === first)?.spokenMs).toBe(9_000)
  await node.boot()
  await beat({ lecturer: 5_000 })
  expect((await read(scene.lecturer)).lecturerMs).toBe(65_000)
})
