import {
  beginEnrolment,
  closeEdition,
  closeNode,
  confirmEnrolment,
  curriculumTemplate,
  getNode,
  getOutline,
  getVolume,
  importCurriculum,
  listAudit,
  listClasses,
  listEditions,
  listOrganizations,
  listTextbooks,
  pollEnrolment,
  searchNodes,
  setTextbooks,
  type Outline,
  type OutlineVolume,
  type Subject,
} from '@tongke/contract'
import Excel from 'exceljs'
import { ApiClient, Refused } from '../support/api-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'

let stack: Stack
let researcher: ApiClient
let officer: ApiClient
let coordinator: ApiClient
let teacher: ApiClient
let outline: Outline

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  const names = ['沈研秋', '顾知行', '陆云舒', '石小满']
  const clients = await Promise.all(names.map((name) => ApiClient.as(stack.serverUrl, name)))
  ;[researcher, officer, coordinator, teacher] = clients as [ApiClient, ApiClient, ApiClient, ApiClient]
  outline = await teacher.call(getOutline, {})
}, 120_000)
afterAll(() => stack?.stop())

const TODAY = new Date().toISOString().slice(0, 10)
const json = (content: unknown) => new TextEncoder().encode(JSON.stringify(content))
const blank = (count: number) => json({ nodes: Array.from({ length: count }, () => ({})) })
const save = { dryRun: 'false' }
const editionsOf = (subject: Subject, from: Outline = outline) =>
  from.stages
    .flatMap(({ subjects }) => subjects.filter((one) => one.subject === subject))
    .flatMap(({ editions }) => editions)
const volumeOf = (edition: string, title: string): OutlineVolume => {
  const found = outline.stages
    .flatMap(({ subjects }) => subjects.flatMap(({ editions }) => editions))
    .filter(({ name }) => name === edition)
    .flatMap(({ volumes }) => volumes)
    .find((volume) => volume.title === title)
  if (!found) throw new Error(`no ${title} of ${edition}`)
  return found
}
const organization = async (search: string) =>
  (await officer.call(listOrganizations, { query: { search } })).items[0]?.id ?? ''
const problemsOf = async (client: ApiClient, file: Uint8Array, query = {}) => {
  const report = await client.upload(importCurriculum, file, query)
  expect(report.imported).toBe(false)
  return report.problems.map(({ table, line, column, code }) => `${table} ${line} ${column} ${code}`)
}
const refusalOf = (upload: Promise<unknown>) =>
  upload.then(
    () => Promise.reject(new Error('was not refused')),
    (error: unknown) => (error instanceof Refused ? error.body : Promise.reject(error)),
  )

async function workbook(
  sheets: Readonly<Record<string, readonly (readonly unknown[])[]>>,
): Promise<Uint8Array> {
  const book = new Excel.Workbook()
  for (const [name, rows] of Object.entries(sheets))
    book.addWorksheet(name).addRows(rows.map((row) => [...row]))
  return new Uint8Array(await book.xlsx.writeBuffer())
}
const NODE_HEADINGS = [
  '编码*',
  '类型*',
  '上级编码',
  '名称*',
  '序号',
  '版本编码',
  '年级',
  '至年级',
  '册次',
  '停用日期',
]
const EDITION_HEADINGS = [
  '版本编码*',
  '学科*',
  '版本名称*',
  '出版社*',
  '起点年级',
  '主编',
  '学制',
  '新教材',
  '审定年份*',
]
const EDITION_ROW = ['t-yw', '语文', '试验版', '试验出版社', '一', '', '六三', '是', '2024']
const NODE_ROWS = [
  ['t-yw-3a', '册', '', '三年级上册', '', 't-yw', '三', '', '上册', ''],
  ['t-yw-3a-01', '单元', 't-yw-3a', '第一单元 校园', '', '', '', '', '', ''],
  ['t-yw-3a-01-01', '课', 't-yw-3a-01', '第一朵云', '', '', '', '', '', ''],
  ['t-yw-3a-01-02', '课', 't-yw-3a-01', '第二朵云', '', '', '', '', '', ''],
]
const file = (nodes: readonly (readonly unknown[])[] = NODE_ROWS) =>
  workbook({ 目录: [NODE_HEADINGS, ...nodes], 版本: [EDITION_HEADINGS, EDITION_ROW] })

describe('the curriculum tree', () => {
  it('answers stages, subjects, editions and volumes at once, and is not sent twice', async () => {
    expect(outline.stages.map(({ stage }) => stage)).toEqual(['primary', 'junior'])
    const [primary, junior] = outline.stages
    expect(primary?.subjects.map(({ subject }) => subject).slice(0, 4)).toEqual([
      'morality',
      'chinese',
      'mathematics',
      'english',
    ])
    expect(junior?.subjects.map(({ subject }) => subject)).toContain('physics')
    expect(editionsOf('mathematics').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['人教版', '北师大版']),
    )
    const pe = editionsOf('pe')[0]
    expect(pe?.volumes.map(({ title, gradeFrom, gradeTo }) => `${title} ${gradeFrom}-${gradeTo}`)).toEqual([
      '水平一 1-2',
      '水平二 3-4',
      '水平三 5-6',
    ])
    const first = await teacher.request('GET', getOutline.path)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).not.toBe('')
    const again = await teacher.request('GET', getOutline.path, { headers: { 'if-none-match': etag } })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('opens a volume, and knows the way to each of its lessons', async () => {
    const { id } = volumeOf('人教版（PEP）', '三年级上册')
    const tree = await teacher.call(getVolume, { params: { id } })
    expect(tree.volume).toMatchObject({ kind: 'volume', subject: 'english', gradeFrom: 3, stage: 'primary' })
    expect(tree.children.map(({ title }) => title)[0]).toBe('Unit 1 Hello!')
    const lesson = tree.children[1]?.lessons[1]
    const node = await teacher.call(getNode, { params: { id: lesson?.id ?? '' } })
    expect(node.trail.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'volume 三年级上册',
      'unit Unit 2 My school bag',
      'lesson Part B 读与写',
    ])
    expect(await teacher.refusal(getVolume, { params: { id: lesson?.id ?? '' } })).toMatchObject({
      code: 'not_found',
    })
  })

  it('finds nodes by title and by pinyin initials, where they begin so first', async () => {
    const find = async (search: string, more = {}) =>
      (await teacher.call(searchNodes, { query: { search, ...more } })).items
    const byTitle = await find('圆', { subject: 'mathematics', editionId: editionsOf('mathematics')[0]?.id })
    expect(byTitle[0]?.title.startsWith('圆')).toBe(true)
    expect(byTitle.length).toBeGreaterThan(3)
    const [poem] = await find('jys', { subject: 'chinese', grade: 1, kind: 'lesson' })
    expect(poem).toMatchObject({ title: '静夜思', gradeFrom: 1 })
    expect(poem?.trail).toHaveLength(3)
    expect(await find('100%')).toEqual([])
    expect(await find('水平', { grade: 4 })).toMatchObject([{ title: '水平二', subject: 'pe' }])
  })

  it('is read by a room device too, which changes nothing', async () => {
    const room = new ApiClient(stack.serverUrl)
    const { code } = await room.call(beginEnrolment, {})
    const orgId = await organization('石桥村小学')
    const { items } = await coordinator.call(listClasses, { query: { orgId } })
    const body = { code, name: '教室', kind: 'listen' as const, orgId, classId: items[0]?.id ?? '' }
    await coordinator.call(confirmEnrolment, { body })
    await room.call(pollEnrolment, {})
    expect(await room.call(getOutline, {})).toEqual(outline)
    const query = { orgId, schoolYear: 2026 }
    expect(await room.call(listTextbooks, { query })).toMatchObject({ maySet: false })
    expect(
      await room.refusal(setTextbooks, {
        body: { ...query, items: [{ subject: 'chinese', grade: 1, editionId: null }] },
      }),
    ).toMatchObject({ code: 'auth.forbidden' })
  })
})

describe('the import of the tree', () => {
  it('names every bad cell with its line, and imports nothing', async () => {
    const rows = [
      ...NODE_ROWS,
      ['t-yw-3a-02', '章', 't-yw-3a', '', '', '', '', '', '', '2026-02-30'],
      ['t-yw-3a-01', '单元', 't-yw-3a', '又一次', '', '', '', '', '', ''],
      ['t-yw-6q', '册', '', '六至七年级', '', 't-yw', '六', '七', '全一册', ''],
      ['t-yw-x-01', '单元', 't-yw-x', '无处可挂', '', '', '', '', '', ''],
    ]
    const shape = ['nodes 6 kind unknown', 'nodes 6 title missing', 'nodes 6 closedOn format']
    const rules = ['nodes 7 code repeated', 'nodes 8 gradeTo stages', 'nodes 9 parent unknown']
    for (const dryRun of ['true', 'false'])
      expect(await problemsOf(researcher, await file(rows), { dryRun })).toEqual([...shape, ...rules])
    expect((await researcher.call(searchNodes, { query: { search: '朵云' } })).items).toEqual([])
    expect(
      editionsOf('chinese', await researcher.call(getOutline, {})).map(({ name }) => name),
    ).not.toContain('试验版')
  })

  it('only reports on a dry run, and then brings in everything at once', async () => {
    const counts = {
      editions: 1,
      nodes: 4,
      creates: 5,
      updates: 0,
      unchanged: 0,
      closes: 0,
      problems: [],
      problemCount: 0,
    }
    expect(await researcher.upload(importCurriculum, await file())).toEqual({ ...counts, imported: false })
    expect((await researcher.call(searchNodes, { query: { search: '朵云' } })).total).toBe(0)
    expect(await researcher.upload(importCurriculum, await file(), save)).toEqual({
      ...counts,
      imported: true,
    })
    const { items } = await teacher.call(searchNodes, { query: { search: 'dydy', kind: 'lesson' } })
    expect(items).toMatchObject([{ code: 't-yw-3a-01-01', editionName: '试验版', gradeFrom: 3 }])
    expect(editionsOf('chinese', await teacher.call(getOutline, {})).map(({ name }) => name)).toContain(
      '试验版',
    )
  })

  it('changes nothing when repeated, and leaves alone what it does not name', async () => {
    const before = await volumeTree('t-yw-3a')
    expect(await researcher.upload(importCurriculum, await file(), save)).toMatchObject({
      creates: 0,
      updates: 0,
      unchanged: 5,
      imported: true,
    })
    const renamed = json({
      nodes: [{ code: 't-yw-3a-01-02', kind: 'lesson', title: '最后一朵云', parent: 't-yw-3a-01' }],
    })
    expect(await researcher.upload(importCurriculum, renamed, save)).toMatchObject({ creates: 0, updates: 1 })
    const [unit] = before.children
    const expected = { ...unit, lessons: [unit?.lessons[0], { ...unit?.lessons[1], title: '最后一朵云' }] }
    expect((await volumeTree('t-yw-3a')).children).toEqual([expected])
    const { items } = await officer.call(searchNodes, { query: { search: 'zhydy' } })
    expect(items).toMatchObject([{ code: 't-yw-3a-01-02' }])
  })

  it('takes its own template, and an edition as it gave it out changes nothing', async () => {
    const download = async (path: string) => {
      const response = await researcher.request('GET', path)
      expect(response.status).toBe(200)
      return new Uint8Array(await response.arrayBuffer())
    }
    expect(await researcher.upload(importCurriculum, await download(curriculumTemplate.path))).toMatchObject({
      problems: [],
      creates: 4,
    })
    for (const { id } of [editionsOf('pe')[0], editionsOf('chinese').at(-1)].filter(
      (one) => one !== undefined,
    )) {
      const filled = await download(`${curriculumTemplate.path}?editionId=${id}`)
      const report = await researcher.upload(importCurriculum, filled, save)
      expect(report).toMatchObject({ problems: [], creates: 0, updates: 0, closes: 0 })
      expect(report.unchanged).toBe(report.nodes + report.editions)
      expect(report.nodes).toBeGreaterThan(30)
    }
  })

  it('closes only where a date is given, with all that is below', async () => {
    const closing = json({
      nodes: [
        { code: 't-yw-3a-01', kind: 'unit', title: '第一单元 校园', parent: 't-yw-3a', closedOn: TODAY },
      ],
    })
    expect(await researcher.upload(importCurriculum, closing, save)).toMatchObject({ updates: 1, closes: 3 })
    expect((await teacher.call(searchNodes, { query: { search: '朵云' } })).total).toBe(0)
    expect(await researcher.upload(importCurriculum, await file(), save)).toMatchObject({ closes: 0 })
    const [unit] = (await volumeTree('t-yw-3a')).children
    expect(unit).toMatchObject({ closedOn: TODAY, lessons: [{ closedOn: TODAY }, { closedOn: TODAY }] })
    const lesson = { params: { id: unit?.lessons[0]?.id ?? '' }, body: { on: null } }
    expect(await officer.refusal(closeNode, lesson)).toMatchObject({ code: 'node.parent_closed' })
    await officer.call(closeNode, { params: { id: unit?.id ?? '' }, body: { on: null } })
    expect((await teacher.call(searchNodes, { query: { search: '朵云' } })).total).toBe(2)
  })

  it.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    ['text', () => new TextEncoder().encode('nodes')],
    ['JSON without lists', () => json({ nodes: {} })],
    ['more nodes than are read at once', () => blank(20_001)],
    ['a workbook without its sheets', () => workbook({ 人员: [NODE_HEADINGS] })],
    ['a sheet without its columns', () => workbook({ 目录: [['a', 'b']] })],
    ['a damaged archive', async () => (await file()).slice(0, -400)],
  ])('refuses %s', async (_, content) => {
    expect(await refusalOf(researcher.upload(importCurriculum, await content()))).toMatchObject({
      code: 'import.unreadable',
    })
  })

  it('names at most 200 problems and counts the others', async () => {
    const report = await researcher.upload(importCurriculum, blank(300))
    expect(report.problems).toHaveLength(200)
    expect(report.problemCount).toBe(900)
  })

  it('is for those who manage the tree, and in the audit log', async () => {
    for (const client of [teacher, coordinator]) {
      expect(await refusalOf(client.upload(importCurriculum, await file()))).toMatchObject({
        code: 'auth.forbidden',
      })
      const params = { id: volumeOf('人教版（PEP）', '三年级上册').id }
      expect(await client.refusal(closeNode, { params, body: { on: TODAY } })).toMatchObject({
        code: 'auth.forbidden',
      })
    }
    const administrator = await ApiClient.as(stack.serverUrl, '安佑宁')
    const { items } = await administrator.call(listAudit, { query: { search: 'curriculum.' } })
    expect(new Set(items.map(({ action, actor }) => `${actor} ${action}`))).toEqual(
      new Set(['沈研秋 curriculum.imported', '顾知行 curriculum.node_opened']),
    )
  })

  const volumeTree = async (code: string) => {
    const id = await idOfVolume(code)
    return teacher.call(getVolume, { params: { id } })
  }
  const idOfVolume = async (code: string) => {
    const { items } = await teacher.call(searchNodes, {
      query: { search: '三年级上册', kind: 'volume', pageSize: 100 },
    })
    return items.find((node) => node.code === code)?.id ?? ''
  }
})

describe('textbooks of a school', () => {
  const schoolYear = 2031
  const edition = (subject: Subject, name: string) =>
    editionsOf(subject).find((one) => one.name === name)?.id ?? ''

  it('are there for the demo schools, other ones in town', async () => {
    const year = new Date().getUTCMonth() >= 8 ? new Date().getUTCFullYear() : new Date().getUTCFullYear() - 1
    const of = async (school: string) => {
      const query = { orgId: await organization(school), schoolYear: year }
      const { items } = await teacher.call(listTextbooks, { query })
      return items.filter(({ grade }) => grade === 3)
    }
    const [town, village] = [await of('示例市第一实验小学'), await of('石桥村小学')]
    const named = (items: typeof town, subject: Subject) =>
      items.find((one) => one.subject === subject)?.editionName
    expect([named(town, 'chinese'), named(village, 'chinese')]).toEqual(['统编版', '统编版'])
    expect([named(town, 'mathematics'), named(village, 'mathematics')]).toEqual(['北师大版', '人教版'])
  })

  it('are set by its coordinator, changed and taken back', async () => {
    const orgId = await organization('石桥村小学')
    const chinese = { subject: 'chinese' as const, grade: 3, editionId: edition('chinese', '统编版') }
    const maths = { subject: 'mathematics' as const, grade: 3, editionId: edition('mathematics', '人教版') }
    const set = (items: { subject: Subject; grade: number; editionId: string | null }[]) =>
      coordinator.call(setTextbooks, { body: { orgId, schoolYear, items } })
    expect(await set([chinese, maths])).toMatchObject({
      maySet: true,
      items: [{ editionName: '统编版' }, { editionName: '人教版' }],
    })
    const other = edition('mathematics', '北师大版')
    expect(
      await set([
        { ...maths, editionId: other },
        { ...chinese, editionId: null },
      ]),
    ).toMatchObject({
      items: [{ subject: 'mathematics', editionName: '北师大版' }],
    })
    const query = { orgId, schoolYear }
    expect(await teacher.call(listTextbooks, { query })).toMatchObject({ maySet: false })
  })

  it('fit their subject and grade', async () => {
    const orgId = await organization('石桥村小学')
    const items = [
      { subject: 'chinese' as const, grade: 3, editionId: edition('chinese', '统编版') },
      { subject: 'chinese' as const, grade: 3, editionId: edition('mathematics', '人教版') },
      { subject: 'english' as const, grade: 1, editionId: edition('english', '人教版（PEP）') },
    ]
    const refusal = await coordinator.refusal(setTextbooks, { body: { orgId, schoolYear, items } })
    expect(refusal).toMatchObject({ code: 'textbook.edition', status: 422 })
    expect(refusal.details?.map(({ path }) => path)).toEqual([
      'body.items.1.editionId',
      'body.items.2.editionId',
    ])
  })

  it('are the business of the own schools only', async () => {
    const items = [{ subject: 'chinese' as const, grade: 3, editionId: edition('chinese', '统编版') }]
    const of = async (school: string) => ({ body: { orgId: await organization(school), schoolYear, items } })
    for (const client of [coordinator, researcher, teacher])
      expect(await client.refusal(setTextbooks, await of('柳湾村小学'))).toMatchObject({
        code: 'auth.forbidden',
      })
    expect(await officer.call(setTextbooks, await of('柳湾村小学'))).toMatchObject({ items: [{ grade: 3 }] })
  })

  it('are not chosen from a closed edition, whose nodes stay', async () => {
    const id = edition('chinese', '统编版（2016）')
    expect(await researcher.call(closeEdition, { params: { id }, body: { on: TODAY } })).toMatchObject({
      closedOn: TODAY,
    })
    expect(editionsOf('chinese', await teacher.call(getOutline, {})).map((one) => one.id)).not.toContain(id)
    const all = await teacher.call(getOutline, { query: { closed: 'true' } })
    expect(editionsOf('chinese', all).find((one) => one.id === id)).toMatchObject({ closedOn: TODAY })
    const orgId = await organization('石桥村小学')
    const body = { orgId, schoolYear, items: [{ subject: 'chinese' as const, grade: 3, editionId: id }] }
    expect(await coordinator.refusal(setTextbooks, { body })).toMatchObject({ code: 'textbook.edition' })
    const closed = await teacher.call(listEditions, { query: { subject: 'chinese', closed: 'true' } })
    expect(closed).toMatchObject([{ id, volumes: 18 }])
    await researcher.call(closeEdition, { params: { id }, body: { on: null } })
    expect(await coordinator.call(setTextbooks, { body })).toMatchObject({ maySet: true })
  })
})
