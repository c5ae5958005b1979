import { importPeople, importTemplate, listPeople } from '@tongke/contract'
import { ApiClient, Refused } from '../support/api-client.ts'
import { peopleWorkbook } from '../support/people-workbook.ts'
import { zipOf } from '../support/zip.ts'
import { bootStack, type Stack } from '../support/stack.ts'

let stack: Stack
let centre: ApiClient

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  centre = await ApiClient.as(stack.serverUrl, '陆云舒')
}, 120_000)
afterAll(() => stack?.stop())

/** Posts of the next school year have not ended whenever this runs. */
const LAST_DAY = `${new Date().getFullYear() + 1}-08-31`

const GOOD = [
  [
    'IM-001',
    '导入甲',
    '13012348001',
    '石桥村小学',
    '教师',
    '语文、音乐',
    '一级教师',
    '2026-09-01',
    '',
    '小学',
    '县级',
  ],
  ['IM-002', '导入乙', '', '云岭教学点', '教师', '数学', '', new Date('2026-09-01T00:00:00Z'), LAST_DAY],
  ['IM-003', '导入丙', '13012348003', '9900100003', 'coordinator', 'ict', '', '2026/9/1', ''],
]

const refusalOf = (upload: Promise<unknown>) =>
  upload.then(
    () => {
      throw new Error('was not refused')
    },
    (error: unknown) =>
      error instanceof Refused ? { ...error.body, status: error.status } : Promise.reject(error),
  )

const people = async (search: string) => (await centre.call(listPeople, { query: { search } })).items

describe('the import of people', () => {
  it('names every bad cell and imports nothing', async () => {
    const bad = [
      ['IM-004', '', '12345', '没有的学校', '班长', '炼金术', '', '2026-02-30', '', '大学', '宇宙级'],
      ['IM-001', '又一个', '13000001013', '渡口村小学', '教师', '', '', '2026-09-01', ''],
    ]
    for (const dryRun of ['true', 'false']) {
      const report = await centre.upload(importPeople, await peopleWorkbook([...GOOD, ...bad]), { dryRun })
      expect(report.imported).toBe(false)
      expect(report.problems.map(({ line, column, code }) => `${line} ${column} ${code}`)).toEqual([
        '2 countyNo repeated',
        '5 name missing',
        '5 phone format',
        '5 role unknown',
        '5 organization unknown',
        '5 subjects unknown',
        '5 taughtStage unknown',
        '5 backboneLevel unknown',
        '5 from format',
        '6 organization forbidden',
        '6 phone taken',
        '6 countyNo repeated',
      ])
    }
    expect(await people('IM-00')).toEqual([])
  })

  it('only reports on a dry run', async () => {
    const report = await centre.upload(importPeople, await peopleWorkbook(GOOD))
    expect(report).toEqual({ rows: 3, creates: 3, updates: 0, problems: [], imported: false, passwords: [] })
    expect(await people('IM-00')).toEqual([])
  })

  it('imports all rows at once, with passwords that work', async () => {
    const report = await centre.upload(importPeople, await peopleWorkbook(GOOD), { dryRun: 'false' })
    expect(report).toMatchObject({ imported: true, creates: 3, problems: [] })
    expect(await people('IM-002')).toMatchObject([
      {
        name: '导入乙',
        phone: null,
        subjects: ['mathematics'],
        taughtStage: null,
        posts: [{ orgName: '云岭教学点', from: '2026-09-01', to: LAST_DAY }],
      },
    ])
    expect(await people('IM-003')).toMatchObject([
      { posts: [{ role: 'coordinator', orgName: '云栖镇中心小学' }] },
    ])
    expect(await people('IM-001')).toMatchObject([{ taughtStage: '2', backboneLevel: 'county' }])
    const first = report.passwords.find(({ countyNo }) => countyNo === 'IM-001')
    expect(await ApiClient.as(stack.serverUrl, '导入甲', first?.password)).toBeDefined()
  })

  it('changes nothing when repeated, and updates what changed', async () => {
    const before = await people('IM-00')
    const report = await centre.upload(importPeople, await peopleWorkbook(GOOD), { dryRun: 'false' })
    expect(report).toMatchObject({ imported: true, creates: 0, updates: 3, passwords: [] })
    const known = (list: typeof before) => list.map((person) => ({ ...person, lastSignInAt: null }))
    expect(known(await people('IM-00'))).toEqual(known(before))
    const changed = GOOD.map((row) => row.with(6, '高级教师'))
    await centre.upload(importPeople, await peopleWorkbook(changed), { dryRun: 'false' })
    const updated = (await people('IM-00')).map(({ title, posts }) => `${title} ${posts.length}`)
    expect(updated).toEqual(['高级教师 1', '高级教师 1', '高级教师 1'])
  })

  it('corrects the days of a post that is held already', async () => {
    const dryRun = 'false'
    const row = ['IM-020', '改期的', '', '石桥村小学', '教师', '', '', '2026-09-01', '']
    await centre.upload(importPeople, await peopleWorkbook([row]), { dryRun })
    const [before] = await people('IM-020')
    await centre.upload(importPeople, await peopleWorkbook([row.with(7, '2026-08-15')]), { dryRun })
    const [after] = await people('IM-020')
    expect(after?.posts).toMatchObject([{ id: before?.posts[0]?.id, from: '2026-08-15', to: null }])
    expect(after?.version).toBe((before?.version ?? 0) + 1)
  })

  it('leaves an administrator', async () => {
    const administrator = await ApiClient.as(stack.serverUrl, '安佑宁')
    const [me] = (await administrator.call(listPeople, { query: { role: 'administrator' } })).items
    const { orgName, from } = me?.posts[0] ?? {}
    // A post of one day, which is over.
    const row = [me?.countyNo, me?.name, me?.phone, orgName, '系统管理员', '', me?.title, from, from]
    expect(
      await refusalOf(administrator.upload(importPeople, await peopleWorkbook([row]), { dryRun: 'false' })),
    ).toMatchObject({ status: 409, code: 'person.last_administrator' })
  })

  it('takes its own template', async () => {
    const response = await centre.request('GET', importTemplate.path)
    expect(response.headers.get('content-disposition')).toContain('attachment')
    const report = await centre.upload(importPeople, new Uint8Array(await response.arrayBuffer()))
    expect(report.rows).toBe(2)
    expect(new Set(report.problems.map(({ column }) => column))).toEqual(new Set(['organization']))
  })

  it.each<[string, () => Promise<Uint8Array>]>([
    ['text', async () => new TextEncoder().encode('not a workbook')],
    ['a damaged archive', async () => (await peopleWorkbook(GOOD)).slice(0, -400)],
    ['a sheet without its columns', () => peopleWorkbook(GOOD, ['a', 'b', 'c'])],
    ['an archive that would fill the memory', async () => bomb()],
  ])('refuses %s', async (_, file) => {
    expect(await refusalOf(centre.upload(importPeople, await file()))).toMatchObject({
      status: 422,
      code: 'import.unreadable',
    })
  })

  it('reads a link whose words are formatted', async () => {
    const link = { text: { richText: [{ text: '链接' }, { text: '丁' }] }, hyperlink: 'https://example.com' }
    const row = ['IM-030', link, '', '石桥村小学', '教师', '', '', '2026-09-01', '']
    expect(await centre.upload(importPeople, await peopleWorkbook([row]))).toMatchObject({
      problems: [],
      creates: 1,
    })
  })

  it('lives on when a workbook has more cells than memory', async () => {
    const before = stack.processes.pid('server')
    const refused = refusalOf(centre.upload(importPeople, crowded()))
    expect((await people('SL-'))[0]).toBeDefined()
    expect(await refused).toMatchObject({ status: 422, code: 'import.unreadable' })
    expect(stack.processes.pid('server')).toBe(before)
    expect(await centre.upload(importPeople, await peopleWorkbook(GOOD))).toMatchObject({ rows: 3 })
  }, 60_000)

  it('refuses too large a file, and no file at all', async () => {
    expect(await refusalOf(centre.upload(importPeople, new Uint8Array(6 * 1024 * 1024)))).toMatchObject({
      status: 413,
      code: 'request.too_large',
    })
    const response = await centre.request('POST', '/api/people/import', {
      body: '{}',
      headers: { 'content-type': 'application/json' },
    })
    expect(await response.json()).toMatchObject({ code: 'request.unsupported_type' })
  })

  it('is for those who manage people', async () => {
    const teacher = await ApiClient.as(stack.serverUrl, '林晓雯')
    expect(await refusalOf(teacher.upload(importPeople, await peopleWorkbook(GOOD)))).toMatchObject({
      code: 'auth.forbidden',
    })
  })
})

const PARTS = {
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
  '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
}

/** A workbook with this sheet. */
const workbookOf = (sheet: Buffer, claimed?: number): Uint8Array => {
  const parts = Object.entries(PARTS).map(([path, text]) => [path, Buffer.from(text)] as const)
  return new Uint8Array(zipOf({ ...Object.fromEntries(parts), 'xl/worksheets/sheet1.xml': sheet }, claimed))
}

/** 300 MB of nothing that says it is small. */
const bomb = (): Uint8Array => workbookOf(Buffer.alloc(300 * 1024 * 1024, ' '), 1_000)

/** Not too many bytes, but as many cells as fit into them. */
function crowded(): Uint8Array {
  const row = `<row r="1">${'<c t="str"><v>a</v></c>'.repeat(1_000)}</row>`
  const rows = row.repeat(1_200)
  return workbookOf(
    Buffer.from(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
    ),
  )
}
