import {
  addMaterial,
  arrangeMaterials,
  getLesson,
  listLessonsForResource,
  listMaterials,
  planLesson,
  removeMaterial,
  rescheduleLesson,
  restoreResource,
  takeDownResource,
} from '@tongke/contract'
import { ApiClient } from '../support/api-client.ts'
import { LessonScene } from '../support/lesson-scene.ts'
import { publish, type Published } from '../support/published.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'

const HOUR = 3_600_000
let stack: Stack
let lessons: LessonScene
let library: ReviewScene
let song: Published
let score: Published
let schoolOnly: Published

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  lessons = await LessonScene.set(stack)
  library = await ReviewScene.set(stack)
  song = await publish(library, { title: '茉莉花', subject: 'music' })
  score = await publish(library, { title: '茉莉花歌谱', subject: 'music' })
  schoolOnly = await publish(library, { title: '校本教案', subject: 'music' }, { scope: 'school' })
}, 120_000)
afterAll(async () => {
  await lessons?.leave()
  await library?.end()
  await stack?.stop()
})
afterEach(() => lessons.clear())

const inHours = (hours: number) => Date.now() + hours * HOUR
const of = (id: string) => ({ params: { id } })
const titles = async (who: ApiClient, id: string) =>
  (await who.call(listMaterials, of(id))).items.map(({ card }) => card.title)
const planWith = (hours: number, materialIds: string[], nodeId: string | null = null) =>
  lessons.lecturer.call(planLesson, {
    body: { ...lessons.input({ plannedStart: inHours(hours), nodeId }), materialIds },
  })

it('gives lecturer, assistants and classrooms the materials in their order, and takes them along to another time', async () => {
  const [nodeId = ''] = await library.lessons('music', 3)
  const { id } = await planWith(48, [song.id], nodeId)
  await lessons.lecturer.call(addMaterial, { params: { id, resourceId: score.id } })
  await lessons.lecturer.call(addMaterial, { params: { id, resourceId: score.id } })
  await lessons.lecturer.call(arrangeMaterials, { ...of(id), body: { resourceIds: [score.id, song.id] } })
  const [leg] = lessons.legs
  for (const who of [lessons.lecturer, leg.assistant, leg.room])
    expect(await titles(who, id)).toEqual(['茉莉花歌谱', '茉莉花'])
  expect((await leg.room.call(listMaterials, of(id))).canEdit).toBe(false)
  expect((await leg.room.call(getLesson, of(id))).node?.id).toBe(nodeId)
  const moved = await lessons.lecturer.call(rescheduleLesson, {
    ...of(id),
    body: { plannedStart: inHours(50), reason: 'other' },
  })
  expect(await titles(leg.assistant, moved.id)).toEqual(['茉莉花歌谱', '茉莉花'])
  expect((await lessons.lecturer.call(getLesson, of(moved.id))).node?.id).toBe(nodeId)
  expect(
    await lessons.lecturer.refusal(addMaterial, { params: { id, resourceId: schoolOnly.id } }),
  ).toMatchObject({ status: 409, code: 'lesson.transition' })
})

it('lets nobody add what they may not see, and nobody but lecturer and planners add at all', async () => {
  const { id } = await planWith(48, [])
  const params = { id, resourceId: song.id }
  expect(
    await lessons.lecturer.refusal(addMaterial, { params: { id, resourceId: schoolOnly.id } }),
  ).toMatchObject({ status: 404 })
  const hidden = { ...lessons.input({ plannedStart: inHours(60) }), materialIds: [schoolOnly.id] }
  expect(await lessons.lecturer.refusal(planLesson, { body: hidden })).toMatchObject({ status: 404 })
  expect(await lessons.legs[0].assistant.refusal(addMaterial, { params })).toMatchObject({
    status: 403,
    code: 'auth.forbidden',
  })
  const stranger = await library.as('石小满')
  expect(await stranger.refusal(listMaterials, of(id))).toMatchObject({ status: 404 })
  expect(await stranger.refusal(addMaterial, { params })).toMatchObject({ status: 404 })
  const [chinese = ''] = await library.lessons('chinese', 3)
  const foreign = { ...lessons.input({ plannedStart: inHours(60) }), nodeId: chinese }
  expect(await lessons.lecturer.refusal(planLesson, { body: foreign })).toMatchObject({
    status: 422,
    code: 'node.unknown',
  })
})

it('shows what of the list is there for each reader, and says to the lecturer how much is not', async () => {
  const officer = await library.as('顾知行')
  const { id } = await planWith(48, [song.id, score.id])
  await officer.call(addMaterial, { params: { id, resourceId: schoolOnly.id } })
  const forOfficer = await officer.call(listMaterials, of(id))
  expect(forOfficer.items.map((one) => one.schoolOnly)).toEqual([false, false, true])
  await officer.call(takeDownResource, { ...of(song.id), body: { reason: '内容有误' } })
  expect(await lessons.lecturer.call(listMaterials, of(id))).toMatchObject({
    items: [{ card: { id: score.id } }],
    hidden: 2,
    canEdit: true,
  })
  expect((await lessons.legs[0].room.call(listMaterials, of(id))).hidden).toBe(0)
  await officer.call(restoreResource, { ...of(song.id), body: { reason: '内容已改正' } })
  expect(await titles(lessons.lecturer, id)).toEqual(['茉莉花', '茉莉花歌谱'])
})

it('offers a lecturer the own lessons to come, and says which has the resource already', async () => {
  const { id } = await planWith(48, [song.id])
  const other = await planWith(72, [])
  const choices = async () =>
    (await lessons.lecturer.call(listLessonsForResource, of(song.id))).items
      .filter((one) => [id, other.id].includes(one.id))
      .map(({ has }) => has)
  expect(await choices()).toEqual([true, false])
  await lessons.lecturer.call(removeMaterial, { params: { id, resourceId: song.id } })
  await lessons.lecturer.call(removeMaterial, { params: { id, resourceId: song.id } })
  expect(await choices()).toEqual([false, false])
  expect(await lessons.lecturer.refusal(listLessonsForResource, of(schoolOnly.id))).toMatchObject({
    status: 404,
  })
})
