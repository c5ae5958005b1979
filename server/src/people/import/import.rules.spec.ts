import type { ColumnKey } from './columns.ts'
import { checkRows, dayOf, type ImportContext, type SheetRow } from './import.rules.ts'

const context: ImportContext = {
  organizations: new Map([
    ['云栖中心小学', { id: 'o1', kind: 'centre', path: '/b/c/' }],
    ['石桥教学点', { id: 'o2', kind: 'point', path: '/b/c/p/' }],
    ['示例市教育局', { id: 'o3', kind: 'bureau', path: '/b/' }],
  ]),
  byCountyNo: new Map([
    ['YX-001', { id: 'p1', countyNo: 'YX-001', phone: '13900000001', manageable: true }],
    ['YX-009', { id: 'p9', countyNo: 'YX-009', phone: null, manageable: false }],
  ]),
  byPhone: new Map([
    ['13900000001', { id: 'p1', countyNo: 'YX-001', phone: '13900000001', manageable: true }],
  ]),
  mayGrant: (_, path) => path.startsWith('/b/c/'),
}

const good: Record<ColumnKey, string> = {
  countyNo: 'YX-100',
  name: '林小满',
  phone: '13911110000',
  organization: '云栖中心小学',
  role: '教师',
  subjects: '语文、音乐',
  title: '一级教师',
  taughtStage: '小学',
  backboneLevel: '县级',
  from: '2026-09-01',
  to: '',
}
const row = (line: number, change: Partial<Record<ColumnKey, string>> = {}): SheetRow => ({
  line,
  cells: { ...good, ...change },
})
const problemsOf = (...rows: SheetRow[]) =>
  checkRows(rows, context).problems.map(({ line, column, code }) => `${line} ${column} ${code}`)

describe('checkRows', () => {
  it('reads a good row', () => {
    expect(checkRows([row(2)], context)).toEqual({
      problems: [],
      records: [
        {
          line: 2,
          countyNo: 'YX-100',
          name: '林小满',
          phone: '13911110000',
          orgId: 'o1',
          role: 'teacher',
          subjects: ['chinese', 'music'],
          title: '一级教师',
          taughtStage: '2',
          backboneLevel: 'county',
          from: '2026-09-01',
          to: null,
        },
      ],
    })
  })

  it.each<[string, Partial<Record<ColumnKey, string>>, string[]]>([
    ['a missing name', { name: '' }, ['2 name missing']],
    ['a bad number', { countyNo: '云-1' }, ['2 countyNo format']],
    ['a bad phone', { phone: '12345' }, ['2 phone format']],
    ['an unknown organization', { organization: '没有的学校' }, ['2 organization unknown']],
    ['an unknown role', { role: '班长' }, ['2 role unknown']],
    [
      'a role the kind does not have',
      { organization: '石桥教学点', role: '协调员' },
      ['2 role role_of_kind'],
    ],
    ['an organization outside', { organization: '示例市教育局', role: '督学' }, ['2 organization forbidden']],
    ['an unknown stage', { taughtStage: '大学' }, ['2 taughtStage unknown']],
    ['an unknown backbone level', { backboneLevel: '宇宙级' }, ['2 backboneLevel unknown']],
    ['codes, and nothing', { taughtStage: '3', backboneLevel: '' }, []],
    ['an unknown subject', { subjects: '语文、炼金术' }, ['2 subjects unknown']],
    ['a bad date', { from: '2026-02-30' }, ['2 from format']],
    ['dates in the wrong order', { from: '2026-09-01', to: '2026-08-31' }, ['2 to order']],
    ['a phone of somebody else', { phone: '13900000001' }, ['2 phone taken']],
    ['a person who serves elsewhere', { countyNo: 'YX-009' }, ['2 countyNo forbidden']],
    ['an own phone again', { countyNo: 'yx-001', phone: '13900000001' }, []],
    ['no phone', { phone: '' }, []],
    [
      'several at once',
      { name: '', phone: '1', from: '' },
      ['2 name missing', '2 from missing', '2 phone format'],
    ],
  ])('%s', (_, change, expected) => {
    expect(problemsOf(row(2, change))).toEqual(expected)
  })

  it('reads subjects by their outside codes', () => {
    const { records } = checkRows([row(2, { subjects: '19、40、历史' })], context)
    expect(records[0]?.subjects).toEqual(['history', 'english'])
  })

  it('names every row of a repeated number', () => {
    expect(
      problemsOf(row(2), row(3, { countyNo: 'yx-100', phone: '' }), row(4, { countyNo: 'YX-101' })),
    ).toEqual(['2 countyNo repeated', '2 phone repeated', '3 countyNo repeated', '4 phone repeated'])
  })
})

describe('dayOf', () => {
  it.each([
    ['2026-9-1', '2026-09-01'],
    ['2026/09/01', '2026-09-01'],
    ['2026年9月1日', '2026-09-01'],
    ['20260901', '2026-09-01'],
    ['2026-13-01', null],
    ['1/9/2026', null],
    ['', null],
  ])('%s', (text, day) => {
    expect(dayOf(text)).toBe(day)
  })
})
