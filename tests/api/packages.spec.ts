import {
  checkPackage,
  discardDraft,
  getResource,
  importPackageItem,
  listMyResources,
  type PackageDefaults,
  type PackageItem,
  type PackageReport,
} from '@tongke/contract'
import Excel from 'exceljs'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { zipOf } from '../support/zip.ts'

const AUTHOR = '林晓雯'
let stack: Stack
let scene: ReviewScene
let orgId: string
let serial = 0

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
  orgId = await scene.homeOf(AUTHOR)
}, 120_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

const PDF = (text: string) => Buffer.from(`%PDF-1.7 ${text}`)
const manifestOf = (items: string, resources: string) =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
    <manifest identifier="m${serial}" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_v1p2">
    <metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>
    <organizations default="o"><organization identifier="o"><title>潮</title>${items}</organization></organizations>
    <resources>${resources}</resources></manifest>`)

const upload = (files: Record<string, Buffer>, name = AUTHOR) => {
  serial += 1
  // Every package is another one.
  return scene.upload(name, zipOf({ ...files, [`${serial}.txt`]: Buffer.from(`${serial}`) }), '资源包.zip')
}
const DEFAULTS: Partial<PackageDefaults> = { subject: 'chinese', gradeFrom: 4, gradeTo: 4, licence: 'county' }
const bodyOf = (uploadId: string, defaults: Partial<PackageDefaults> = DEFAULTS) =>
  ({ uploadId, orgId, defaults }) as { uploadId: string; orgId: string; defaults: PackageDefaults }
const check = async (uploadId: string, defaults = DEFAULTS, name = AUTHOR): Promise<PackageReport> =>
  (await scene.as(name)).call(checkPackage, { body: bodyOf(uploadId, defaults) })
const take = async (uploadId: string, key: string, defaults = DEFAULTS) =>
  (await scene.as(AUTHOR)).call(importPackageItem, { body: { ...bodyOf(uploadId, defaults), key } })
const refusal = async (uploadId: string, key: string, defaults = DEFAULTS) =>
  (await scene.as(AUTHOR)).refusal(importPackageItem, { body: { ...bodyOf(uploadId, defaults), key } })
const unreadable = async (uploadId: string) => {
  const refused = await (await scene.as(AUTHOR)).refusal(checkPackage, { body: bodyOf(uploadId) })
  expect(refused.code).toBe('package.unreadable')
  return refused.details?.[0]?.code
}
const mine = async () =>
  (await (await scene.as(AUTHOR)).call(listMyResources, { query: { pageSize: 100 } })).total
const problems = ({ problems: all }: PackageItem) => all.map(({ path, code }) => `${path} ${code}`)

describe('a Content Package', () => {
  const files = {
    'imsmanifest.xml': manifestOf(
      `<item identifier="a" identifierref="ra"><title>观潮课件</title></item>
       <item identifier="b" identifierref="rb"><title>网页</title></item>
       <item identifier="c" identifierref="rc"><title>外面的网站</title></item>`,
      `<resource identifier="ra" type="webcontent" href="docs/%E8%AF%BE.pdf">
         <metadata><imsmd:lom><imsmd:general><imsmd:description><imsmd:langstring xml:lang="zh">看图</imsmd:langstring></imsmd:description></imsmd:general></imsmd:lom></metadata>
         <file href="docs/%E8%AF%BE.pdf"/><file href="docs/style.css"/></resource>
       <resource identifier="rb" type="webcontent" href="page.html"/>
       <resource identifier="rc" type="webcontent" href="https://example.edu.cn/"/>`,
    ),
    'docs/课.pdf': PDF('tide'),
    'docs/style.css': Buffer.from('/* only a style, which is text */ body { color: red }\0'),
    'page.html': Buffer.from('<!doctype html><html><script>alert(1)</script></html>'),
  }

  it('is looked at without changing anything', async () => {
    const before = await mine()
    const report = await check(await upload(files))
    expect(report).toMatchObject({ format: 'ims_content_package', version: '1.1.3', title: '潮', ready: 2 })
    const [slides, page, link] = report.items
    expect(slides).toMatchObject({
      title: '观潮课件',
      description: '看图',
      type: 'material',
      subject: 'chinese',
      files: [{ role: 'main', name: '课.pdf', kind: 'document', sizeBytes: PDF('tide').length }],
      leftOut: ['style.css'],
      problems: [],
      resourceId: null,
    })
    expect(problems(page!)).toEqual(['files.main html'])
    expect(link).toMatchObject({ licence: 'link', link: 'https://example.edu.cn/', problems: [] })
    expect(await mine()).toBe(before)
  })

  it('becomes drafts, item by item and each once', async () => {
    const uploadId = await upload(files)
    const both = await Promise.all([take(uploadId, 'a'), take(uploadId, 'a')])
    expect(both.map(({ created }) => created).sort()).toEqual([false, true])
    expect(new Set(both.map(({ resourceId }) => resourceId)).size).toBe(1)
    const id = both[0].resourceId
    const { version, standing, card } = await scene.see(AUTHOR, id)
    expect(standing).toBe('NEW')
    expect(version).toMatchObject({ state: 'DRAFT', metadata: { title: '观潮课件', licence: 'county' } })
    expect(version.files).toMatchObject([{ role: 'main', name: '课.pdf', kind: 'document' }])
    expect(card.type).toBe('material')
    expect(await (await scene.as('程远舟')).refusal(getResource, { params: { id } })).toMatchObject({
      status: 404,
    })
    const link = await take(uploadId, 'c')
    expect((await scene.see(AUTHOR, link.resourceId)).version.metadata).toMatchObject({
      licence: 'link',
      link: 'https://example.edu.cn/',
    })
    expect(await refusal(uploadId, 'b')).toMatchObject({
      status: 422,
      code: 'package.item',
      details: [{ code: 'html' }],
    })
    expect(await refusal(uploadId, 'no such item')).toMatchObject({ status: 404 })
    expect(await check(uploadId)).toMatchObject({ ready: 0, imported: 2, withProblems: 1 })
    // What was thrown away may be brought in again.
    await (await scene.as(AUTHOR)).call(discardDraft, { params: { id } })
    expect(await take(uploadId, 'a')).toMatchObject({ created: true })
  })

  it('is nobody else’s, and for authors only', async () => {
    const uploadId = await upload(files)
    const other = await scene.as('周乐山')
    expect(await other.refusal(checkPackage, { body: bodyOf(uploadId) })).toMatchObject({
      code: 'auth.forbidden',
    })
    const body = { ...bodyOf(uploadId), orgId: await scene.homeOf('周乐山') }
    expect(await other.refusal(checkPackage, { body })).toMatchObject({ code: 'upload.unknown' })
    expect(await other.refusal(importPackageItem, { body: { ...body, key: 'a' } })).toMatchObject({
      code: 'upload.unknown',
    })
  })
})

describe('a folder with its list', () => {
  const list = async (rows: readonly Record<string, string>[]): Promise<Buffer> => {
    const book = new Excel.Workbook()
    const sheet = book.addWorksheet('资源')
    const headings = [
      '标题*',
      '类型*',
      '学科*',
      '年级*',
      '许可*',
      '练习形式',
      '教材目录',
      '教材版本',
      '文件',
      '附件',
    ]
    sheet.addRow(headings)
    for (const row of rows) sheet.addRow(headings.map((heading) => row[heading.replace('*', '')] ?? ''))
    return Buffer.from(await book.xlsx.writeBuffer())
  }
  const good = { 类型: '课件', 学科: '语文', 年级: '四年级', 许可: '署名公开' }

  it('tells every row and every mistake, and refuses written homework by the rule', async () => {
    const { rows: nodes } = await scene.database.query<{ code: string; title: string; edition: string }>(
      `select n.code, n.title, e.name as edition from curriculum_node n join edition e on e.id = n.edition_id
        where n.subject = 'chinese' and n.kind = 'lesson' and n.grade_from = 4 order by n.code limit 1`,
    )
    const node = nodes[0]!
    const uploadId = await upload({
      '资料/资源清单.xlsx': await list([
        { ...good, 标题: '观潮', 教材目录: node.code, 文件: '观潮.pdf', 附件: '图/一.pdf;图/二.pdf' },
        { ...good, 标题: '按课名', 教材目录: node.title, 教材版本: node.edition, 文件: '观潮.pdf' },
        { ...good, 标题: '没有的课', 教材目录: '没有这一课', 文件: '没有.pdf' },
        { ...good, 标题: '抄写', 类型: '练习', 年级: '一', 练习形式: '书面', 文件: '观潮.pdf' },
      ]),
      '资料/观潮.pdf': PDF('rows'),
      '资料/图/一.pdf': PDF('one'),
      '资料/图/二.pdf': PDF('two'),
    })
    const report = await check(uploadId, {})
    expect(report).toMatchObject({ format: 'folder', ready: 2, withProblems: 2 })
    expect(report.items.map(({ line }) => line)).toEqual([2, 3, 4, 5])
    expect(report.items.slice(0, 2).map(({ nodeTitle }) => nodeTitle)).toEqual([node.title, node.title])
    expect(problems(report.items[2]!).sort()).toEqual(['cells.file file_missing', 'cells.node node_unknown'])
    expect(report.items[3]?.problems).toEqual([
      {
        path: 'metadata.exerciseForm',
        code: 'written_homework',
        message: '小学一、二年级不布置书面课后作业',
      },
    ])
    expect(await refusal(uploadId, 'row-5', {})).toMatchObject({ code: 'resource.written_homework' })
    const { resourceId } = await take(uploadId, 'row-2', {})
    const { version } = await scene.see(AUTHOR, resourceId)
    expect(version.metadata).toMatchObject({ title: '观潮', licence: 'cc_by_nc_sa', gradeFrom: 4 })
    expect(version.metadata.nodeIds).toHaveLength(1)
    expect(version.files.map(({ role, name }) => `${role} ${name}`)).toEqual([
      'main 观潮.pdf',
      'attachment 一.pdf',
      'attachment 二.pdf',
    ])
    const audit = await scene.database.query<{ detail: { item: string } }>(
      `select detail from audit_log where action = 'resource.created' and target = $1`,
      [`resource:${resourceId}`],
    )
    expect(audit.rows[0]?.detail).toMatchObject({ item: 'row-2' })
  })

  it('has a template that is itself a list', async () => {
    const response = await (await scene.as(AUTHOR)).request('GET', '/api/packages/template')
    const template = Buffer.from(await response.arrayBuffer())
    const report = await check(
      await upload({ '资源清单.xlsx': template, '观潮.mp4': PDF('x'), '练习/朗读.pdf': PDF('y') }),
      {},
    )
    expect(report.items.map(({ title }) => title)).toEqual(['观潮 导入微课', '古诗朗读练习'])
    expect(report.items.map(problems)).toEqual([['files.main kind'], ['cells.attachments file_missing']])
  })
})

describe('what is no package', () => {
  const manifest = manifestOf(
    '<item identifier="a" identifierref="r"/>',
    '<resource identifier="r" href="a.pdf"/>',
  )

  it.each<[string, Record<string, Buffer>, string]>([
    ['without a list', { 'a.pdf': PDF('a') }, 'no_list'],
    ['with two', { 'a.xlsx': PDF('a'), 'b.xlsx': PDF('b') }, 'many_lists'],
    ['with a path out of it', { 'imsmanifest.xml': manifest, '../../x': PDF('a') }, 'path'],
    ['with entities', { 'imsmanifest.xml': Buffer.from('<!DOCTYPE a []><manifest/>') }, 'doctype'],
    ['with half a manifest', { 'imsmanifest.xml': Buffer.from('<manifest>') }, 'manifest'],
    ['with an empty one', { 'imsmanifest.xml': Buffer.from('<manifest/>') }, 'no_items'],
  ])('a ZIP %s', async (_, files, code) => {
    expect(await unreadable(await upload(files))).toBe(code)
  })

  it('another kind of file', async () => {
    serial += 1
    expect(await unreadable(await scene.upload(AUTHOR, PDF(`${serial}`), 'a.zip'))).toBe('zip')
  })

  it('a bomb, and one that lies about its size', async () => {
    const zeros = Buffer.alloc(20 * 1024 * 1024)
    expect(await unreadable(await upload({ 'imsmanifest.xml': manifest, 'a.pdf': zeros }))).toBe('too_large')
    const lying = zipOf({ 'imsmanifest.xml': manifest, 'a.pdf': zeros }, manifest.length)
    const report = await check(await scene.upload(AUTHOR, lying, 'lie.zip'))
    expect(report.items.map(problems)).toEqual([expect.arrayContaining(['files file_broken'])])
  })
})
