import { EditionInput, NodeInput } from '@tongke/contract'
import { readItems, valueOf } from './items.rules.ts'

it.each<[string, string, unknown]>([
  ['kind', '单元', 'unit'],
  ['kind', 'lesson', 'lesson'],
  ['volume', '水平二', 'level_2'],
  ['subject', '道德与法治', 'morality'],
  ['schoolSystem', '五四', 'five_four'],
  ['isNew', '否', false],
  ['gradeFrom', '三', 3],
  ['gradeFrom', '三年级', 3],
  ['startGrade', '9', 9],
  ['gradeTo', '10', '10'],
  ['position', '12', 12],
  ['position', '十二', '十二'],
  ['approvalYear', '2024', 2024],
  ['title', '100', '100'],
])('%s %s is %p', (key, text, value) => {
  expect(valueOf(key, text)).toBe(value)
})

describe('readItems', () => {
  const good = { code: 'yw-3a', kind: 'volume', title: '三年级上册' }

  it('reads good entries with their defaults', () => {
    const { items, problems } = readItems(NodeInput, 'nodes', [{ line: 2, values: good }])
    expect(problems).toEqual([])
    expect(items).toMatchObject([{ line: 2, value: { ...good, parent: null, closedOn: null } }])
  })

  it('names what is wrong with the others, cell by cell', () => {
    const { items, problems, broken } = readItems(NodeInput, 'nodes', [
      { line: 2, values: { ...good, kind: '篇', closedOn: '2026-02-30' } },
      { line: 3, values: { code: '中文', gradeFrom: '十' } },
    ])
    expect(items).toEqual([])
    expect(problems.map(({ line, column, code }) => `${line} ${column} ${code}`)).toEqual([
      '2 kind unknown',
      '2 closedOn format',
      '3 code format',
      '3 kind missing',
      '3 title missing',
      '3 gradeFrom format',
    ])
    expect(broken).toEqual(['yw-3a', '中文'])
  })

  it('reads editions', () => {
    const values = { code: 'yw', subject: '炼金术', name: '版', publisher: '社', approvalYear: 2024 }
    expect(readItems(EditionInput, 'editions', [{ line: 2, values }]).problems).toMatchObject([
      { column: 'subject', code: 'unknown', path: 'editions.2.subject' },
    ])
  })
})
