import {
  findResources,
  getLibraryProfile,
  libraryHome,
  setLibraryProfile,
  similarResources,
  suggestQueries,
  takeDownResource,
  type FindQuery,
  type Marked,
} from '@tongke/contract'
import type { z } from 'zod'
import { publish } from '../support/published.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { eventually } from '../support/barcode/witness.ts'

const READER = '周乐山'
let stack: Stack
let scene: ReviewScene
const ids: Record<string, string> = {}

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
  const mathematics = { subject: 'mathematics', gradeFrom: 5, gradeTo: 5 } as const
  const [node] = await scene.lessons('mathematics', 5)
  ids.fractions = (
    await publish(scene, {
      ...mathematics,
      title: '分数乘法的初步认识',
      keywords: ['图示法'],
      nodeIds: [node!],
    })
  ).id
  ids.circle = (
    await publish(
      scene,
      { ...mathematics, gradeFrom: 6, gradeTo: 6, title: '圆周率的故事', description: '从割圆术说起' },
      { text: '祖冲之把圆周率算到小数点后第七位。' },
    )
  ).id
  ids.tide = (await publish(scene, { title: '观潮', subject: 'chinese', gradeFrom: 4, gradeTo: 4 })).id
  ids.song = (
    await publish(
      scene,
      { title: '春天的歌', subject: 'music', gradeFrom: 1, gradeTo: 3 },
      { durationMs: 240_000 },
    )
  ).id
  ids.secret = (
    await publish(
      scene,
      { title: '本校英语晨读', subject: 'english', gradeFrom: 3, gradeTo: 3 },
      { scope: 'school' },
    )
  ).id
}, 180_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

type Query = z.input<typeof FindQuery>
const find = async (query: Query, name = READER) => (await scene.as(name)).call(findResources, { query })
const titles = async (query: Query, name = READER) =>
  (await find(query, name)).items.map(({ title }) => title)
const marked = (pieces: Marked | null) => pieces?.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')

describe('a search', () => {
  it.each([
    ['a word of the title', '分数', '分数乘法的初步认识'],
    ['words in another order', '乘法 分数', '分数乘法的初步认识'],
    ['a keyword', '图示法', '分数乘法的初步认识'],
    ['a word of the description', '割圆术', '圆周率的故事'],
    ['a word in its pages', '祖冲之', '圆周率的故事'],
    ['a part that the title is not parted at', '数乘', '分数乘法的初步认识'],
    ['pinyin', 'guanchao', '观潮'],
    ['initials', 'yzl', '圆周率的故事'],
    ['a homophone', '圆周律', '圆周率的故事'],
    ['misspelt pinyin', 'yuanzhoulv', '圆周率的故事'],
    ['full-width and upper-case letters', 'ＧＵＡＮＣＨＡＯ', '观潮'],
  ])('finds by %s', async (_, q, title) => {
    expect(await titles({ q })).toContain(title)
  })

  it('says how it read what was typed, and marks what it found', async () => {
    const { readAs, items } = await find({ q: '圆周律' })
    expect(readAs).toBe('圆周率')
    expect(marked(items[0]!.marked.title)).toBe('[圆周率]的故事')
    const inPages = (await find({ q: '祖冲之' })).items[0]!
    expect(marked(inPages.marked.title)).toBe('圆周率的故事')
    expect(marked(inPages.marked.excerpt)).toContain('[祖冲之]把圆周率')
    expect((await find({ q: '观潮' })).readAs).toBeNull()
  })

  it.each(["'", '& |', '!', '\\', "' or 1=1 --", '<->', ':*', '%', '的', '😀'])(
    'is not upset by %s',
    async (q) => {
      const { items, total } = await find({ q })
      expect(items).toHaveLength(total)
    },
  )

  it('narrows by every facet and counts each without itself', async () => {
    const { total, facets } = await find({ subject: 'mathematics', grade: 5 })
    expect(total).toBe(1)
    expect(facets.grade).toMatchObject({ '5': 1, '6': 1 })
    expect(facets.subject).toEqual({ mathematics: 1 })
    expect((await find({ grade: 2 })).facets.subject).toEqual({ music: 1 })
    expect((await find({ duration: 'short' })).items.map(({ title }) => title)).toEqual(['春天的歌'])
    const { facets: all } = await find({})
    expect(all.org).toEqual([expect.objectContaining({ name: '示例市第一实验小学', count: 4 })])
    expect(all.edition[0]?.count).toBeGreaterThan(0)
  })

  it('goes down the curriculum tree', async () => {
    const [node, other] = await scene.lessons('mathematics', 5)
    expect(await titles({ node: node! })).toEqual(['分数乘法的初步认识'])
    expect(await titles({ node: other! })).toEqual([])
    expect(await titles({ node: node!, q: '观潮' })).toEqual([])
  })

  it('shows what a school keeps for itself to that school only', async () => {
    expect(await titles({ q: '晨读' })).toEqual([])
    expect((await find({})).total).toBe(4)
    expect(await titles({ q: '晨读' }, '程远舟')).toEqual(['本校英语晨读'])
  })

  it('puts what I teach first', async () => {
    const me = await scene.as('林晓雯')
    const { subjects } = await me.call(getLibraryProfile, {})
    expect(subjects).toContain('english')
    expect(await me.call(setLibraryProfile, { body: { grades: [3, 3, 1] } })).toMatchObject({
      grades: [1, 3],
    })
    expect((await titles({}, '林晓雯'))[0]).toBe('本校英语晨读')
    expect((await titles({}))[0]).toBe('春天的歌')
  })

  it('pages, sorts by day and refuses what is no query', async () => {
    const first = await find({ sort: 'recent', pageSize: 3 })
    const second = await find({ sort: 'recent', pageSize: 3, page: 2 })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual([
      ids.song,
      ids.tide,
      ids.circle,
      ids.fractions,
    ])
    const who = await scene.as(READER)
    expect(await who.refusal(findResources, { query: { grade: 12 } })).toMatchObject({
      code: 'request.invalid',
    })
  })
})

it('suggests titles and nodes by their beginning, in characters and pinyin', async () => {
  const who = await scene.as(READER)
  const suggested = async (q: string) =>
    (await who.call(suggestQueries, { query: { q } })).items.map(({ text }) => text)
  expect(await suggested('分数')).toContain('分数乘法的初步认识')
  expect(await suggested('chuntian')).toContain('春天的歌')
  expect(await suggested('本校英')).toEqual([])
  expect(await suggested('%')).toEqual([])
})

it('knows what is like a resource, and a home for everybody', async () => {
  const who = await scene.as(READER)
  const [node] = await scene.lessons('mathematics', 5)
  const twin = await publish(scene, {
    title: '分数乘法练习课',
    subject: 'mathematics',
    gradeFrom: 5,
    gradeTo: 5,
    nodeIds: [node!],
  })
  await eventually(
    async () => (await titles({ q: '练习课' })).length === 1,
    5_000,
    () => 'not found',
  )
  const { items } = await who.call(similarResources, { params: { id: ids.fractions! } })
  expect(items.map(({ id }) => id)).toEqual([twin.id])
  const home = await who.call(libraryHome, {})
  expect(home.forMe[0]?.title).toBe('春天的歌')
  expect(home.recent[0]?.id).toBe(twin.id)
  expect(home.subjects).toContainEqual({ subject: 'mathematics', count: 3 })
})

it('forgets at once what is taken down', async () => {
  const officer = await scene.as('顾知行')
  await officer.call(takeDownResource, { params: { id: ids.tide! }, body: { reason: '图片没有授权' } })
  await eventually(
    async () => (await find({ q: '观潮' })).total === 0,
    5_000,
    () => 'still found',
  )
})
