import {
  addComment,
  createCollection,
  findResources,
  getCollection,
  getMyUse,
  listCollections,
  listComments,
  listFavourites,
  listReportedComments,
  moderateComment,
  openPlay,
  rateResource,
  removeCollection,
  removeComment,
  reportComment,
  setFavourite,
  updateCollection,
  usageBySchool,
} from '@tongke/contract'
import { publish, type Published } from '../support/published.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'

const AUTHOR = '林晓雯'
const READER = '周乐山'
let stack: Stack
let scene: ReviewScene
let lesson: Published
let own: Published

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
  lesson = await publish(scene, { title: '观潮' })
  own = await publish(scene, { title: '本校资料' }, { scope: 'school' })
}, 120_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

const page = { page: 1, pageSize: 20 }

it('keeps favourites and ratings by person, and nobody rates their own', async () => {
  const [author, reader] = [await scene.as(AUTHOR), await scene.as(READER)]
  const params = { id: lesson.id }
  await reader.call(setFavourite, { params, body: { favourite: true } })
  await reader.call(setFavourite, { params, body: { favourite: true } })
  expect(await reader.call(rateResource, { params, body: { rating: 4 } })).toEqual({
    favourite: true,
    rating: 4,
    collections: [],
  })
  expect(await author.call(getMyUse, { params })).toMatchObject({ favourite: false, rating: null })
  expect(await author.refusal(rateResource, { params, body: { rating: 5 } })).toMatchObject({
    status: 403,
    code: 'use.own',
  })
  expect((await reader.call(listFavourites, { query: page })).items.map(({ id }) => id)).toEqual([lesson.id])
  for (const name of ['顾知行', '沈研秋'])
    await (await scene.as(name)).call(rateResource, { params, body: { rating: 5 } })
  const { items } = await reader.call(findResources, { query: { q: '观潮' } })
  expect(items[0]?.rating).toBeCloseTo(4.7)
  expect(
    await reader.refusal(setFavourite, { params: { id: own.id }, body: { favourite: true } }),
  ).toMatchObject({ status: 404 })
})

it('shares collections within the school only, in the order of their owner', async () => {
  const [author, reader] = [await scene.as(AUTHOR), await scene.as(READER)]
  const mine = await author.call(createCollection, { body: { name: '四年级上册', shared: true } })
  const params = { id: mine.id }
  const change = { name: '四年级上册', description: '', shared: true, resourceIds: [own.id, lesson.id] }
  expect(await author.call(updateCollection, { params, body: change })).toMatchObject({
    count: 2,
    isMine: true,
  })
  expect((await author.call(getCollection, { params })).items.map(({ id }) => id)).toEqual([
    own.id,
    lesson.id,
  ])
  const colleague = await scene.as('程远舟')
  expect((await colleague.call(listCollections, {})).items).toEqual([
    expect.objectContaining({ id: mine.id, isMine: false }),
  ])
  expect(await colleague.refusal(updateCollection, { params, body: change })).toMatchObject({ status: 403 })
  expect(await reader.refusal(getCollection, { params })).toMatchObject({ status: 404 })
  const foreign = await reader.call(createCollection, { body: { name: '音乐' } })
  const hidden = { name: '音乐', resourceIds: [own.id] }
  expect(await reader.refusal(updateCollection, { params: { id: foreign.id }, body: hidden })).toMatchObject({
    status: 404,
  })
  await author.call(removeCollection, { params })
  expect(await author.refusal(getCollection, { params })).toMatchObject({ status: 404 })
})

it('hides a comment that three people report until a moderator decides', async () => {
  const reader = await scene.as(READER)
  const params = { id: lesson.id }
  const { id } = await reader.call(addComment, { params, body: { text: '朗读可以再慢一点' } })
  const officer = await scene.as('顾知行')
  const seen = async (name: string) =>
    (await (await scene.as(name)).call(listComments, { params, query: page })).items.map(({ state }) => state)
  const reporters = [AUTHOR, '程远舟', '石小满']
  for (const name of [reporters[0]!, ...reporters])
    await (
      await scene.as(name)
    )
      .call(reportComment, { params: { id }, body: { reason: '与课程无关' } })
      .catch((error: unknown) => {
        // The third report hid it: whoever comes later finds nothing.
        if (name !== '石小满') throw error
      })
  expect(await seen(AUTHOR)).toEqual([])
  expect(await seen(READER)).toEqual(['REPORTED'])
  const waiting = await officer.call(listReportedComments, { query: page })
  expect(waiting.items).toEqual([
    expect.objectContaining({ id, reasons: ['与课程无关', '与课程无关', '与课程无关'] }),
  ])
  expect(waiting.items[0]!.reportedAt).toBeGreaterThanOrEqual(waiting.items[0]!.at)
  expect(await reader.refusal(moderateComment, { params: { id }, body: { decision: 'SHOW' } })).toMatchObject(
    { status: 403 },
  )
  await officer.call(moderateComment, { params: { id }, body: { decision: 'SHOW' } })
  expect(await seen(AUTHOR)).toEqual(['SHOWN'])
  expect((await officer.call(listReportedComments, { query: page })).total).toBe(0)
  expect(await (await scene.as(AUTHOR)).refusal(removeComment, { params: { id } })).toMatchObject({
    status: 403,
  })
  await reader.call(removeComment, { params: { id } })
  expect(await seen(READER)).toEqual([])
})

it('counts use by rural school, for those who look after schools', async () => {
  const teacher = await scene.as('石小满')
  await teacher.call(openPlay, { params: { id: lesson.fileId }, body: { inClass: true } })
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7)
  const { schools } = await (await scene.as('顾知行')).call(usageBySchool, { query: { month } })
  expect(schools.length).toBeGreaterThan(5)
  expect(schools.filter(({ views }) => views > 0)).toEqual([
    expect.objectContaining({ orgName: '石桥村小学', views: 1, classPlays: 1, downloads: 0 }),
  ])
  expect(await teacher.refusal(usageBySchool, { query: { month } })).toMatchObject({ status: 403 })
})

it('draws the address for the classroom’s screen', async () => {
  const reader = await scene.as(READER)
  const code = (origin: string) =>
    reader.request('GET', `/api/resources/${lesson.id}/qr?origin=${encodeURIComponent(origin)}`)
  const response = await code('http://portal.example:8080')
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    expect.stringContaining('image/svg+xml'),
  ])
  expect(await response.text()).toMatch(/^<svg [\s\S]*<\/svg>\s*$/)
  expect((await code('javascript:alert(1)')).status).toBe(400)
  expect((await code('http://portal.example/elsewhere?x=')).status).toBe(400)
})
