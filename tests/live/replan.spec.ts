import { updateLesson, type LessonSummary } from '@tongke/contract'
import { ApiClient } from '../support/api-client.ts'
import { ClassClient } from '../support/class-client.ts'
import { LessonScene } from '../support/lesson-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { waitFor } from '../support/wait-for.ts'

const SOON = 5 * 60_000
let stack: Stack
let scene: LessonScene

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'], env: { server: { SOCKET_RECHECK_MS: '2000' } } })
  scene = await LessonScene.set(stack)
}, 120_000)
afterAll(async () => {
  await scene?.leave()
  await stack?.stop()
})
afterEach(() => scene.clear())

const change = (lesson: LessonSummary, body: Parameters<LessonScene['input']>[0]) =>
  scene.lecturer.call(updateLesson, {
    params: { id: lesson.id },
    body: { ...scene.input({ plannedStart: lesson.plannedStart, ...body }), version: 1 },
  })

const plannedLegs = () => scene.legs.map(({ classId, assistantId }) => ({ classId, assistantId }))

test('who is there stays there when something else of the plan changes', async () => {
  const lesson = await scene.plan({ plannedStart: Date.now() + SOON })
  const lecturer = await ClassClient.enter(scene.lecturer, lesson.id)
  const assistants = await Promise.all(
    scene.legs.map(({ assistant }) => ClassClient.enter(assistant, lesson.id)),
  )
  await change(lesson, { title: '秋天在哪里' })
  await lecturer.until('the new title', (state) => state.plan.title === '秋天在哪里')
  await lecturer.send({ type: 'open' })
  await lecturer.until('both are there', (state) =>
    Object.values(state.legs).every((leg) => leg.assistantPresent),
  )
  for (const client of [lecturer, ...assistants]) {
    expect(client.socket.connected).toBe(true)
    client.close()
  }
})

test('an assistant whom a new plan took off neither commands nor counts', async () => {
  const lesson = await scene.plan({ plannedStart: Date.now() + SOON })
  const [legId = ''] = lesson.legs.map((leg) => leg.id)
  const lecturer = await ClassClient.enter(scene.lecturer, lesson.id)
  const gone = await ClassClient.enter(scene.legs[0].assistant, lesson.id)
  const stays = await ClassClient.enter(scene.legs[1].assistant, lesson.id)
  const { rows } = await scene.database.query<{ id: string; name: string }>(
    `select p.id, p.name from post t join person p on p.id = t.person_id
      where t.org_id = $1 and t.role = 'teacher' and p.id <> $2 order by p.county_no limit 1`,
    [scene.legs[0].orgId, scene.legs[0].assistantId],
  )
  const [second] = rows
  const [first, other] = plannedLegs()
  await change(lesson, { legs: [{ ...first!, assistantId: second?.id ?? '' }, other!] })
  await waitFor('the old assistant must join anew', () => gone.socket.disconnected)
  await expect(ClassClient.enter(scene.legs[0].assistant, lesson.id)).rejects.toThrow(
    'lesson.not_participant',
  )

  const replacement = await ClassClient.enter(
    await ApiClient.as(stack.serverUrl, second?.name ?? ''),
    lesson.id,
  )
  expect(replacement.me).toMatchObject({ part: 'assistant', legId })
  await lecturer.send({ type: 'open' })
  await lecturer.until('the new one is there', (state) => state.legs[legId]?.assistantPresent)
  expect(stays.socket.connected).toBe(true)
  for (const client of [lecturer, stays, replacement]) client.close()
})

test('somebody who counts as away although the socket is open is back with the next renewal', async () => {
  const early = await scene.plan({ plannedStart: Date.now() + 48 * 3_600_000 })
  const waiting = await ClassClient.enter(scene.legs[0].assistant, early.id)
  const lesson = await scene.plan()
  const legId = lesson.legs[1]?.id ?? ''
  const lecturer = await ClassClient.enter(scene.lecturer, lesson.id)
  const assistant = await ClassClient.enter(scene.legs[1].assistant, lesson.id)
  await lecturer.until('the assistant', (state) => state.legs[legId]?.assistantPresent)

  // A lease whose class is no longer there must not hold up the others.
  await scene.database.query('delete from lesson_leg where id = $1', [early.legs[0]?.id])
  await scene.database.query('delete from lesson_presence')
  const inspector = await ClassClient.enter(await ApiClient.as(stack.serverUrl, '严正则'), lesson.id)
  await lecturer.until('taken for gone', (state) => !state.legs[legId]?.assistantPresent)
  await lecturer.until('back', (state) => state.legs[legId]?.assistantPresent, 15_000)
  for (const client of [waiting, lecturer, assistant, inspector]) client.close()
}, 30_000)

test('an observer whose post ended is shown the door at the next look', async () => {
  const lesson = await scene.plan()
  const inspector = await ApiClient.as(stack.serverUrl, '严正则')
  const visit = await ClassClient.enter(inspector, lesson.id)
  await scene.database.query(
    `update post set to_day = current_date - 1, from_day = current_date - 2
      where person_id = (select id from person where name = '严正则')`,
  )
  await waitFor('the line is closed', () => visit.socket.disconnected, 15_000)
  await expect(ClassClient.enter(inspector, lesson.id)).rejects.toThrow('lesson.not_participant')
})
