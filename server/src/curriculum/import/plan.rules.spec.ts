import { EditionInput, NodeInput } from '@tongke/contract'
import type { z } from 'zod'
import type { Known } from './known.ts'
import { planImport, type Plan } from './plan.rules.ts'

type Node = Partial<z.input<typeof NodeInput>>
const NOTHING: Known = { editions: [], nodes: [] }

let next = 0
const newId = () => `n${(next += 1)}`
const lined = <T>(value: T, index: number) => ({ line: index + 2, value })
const edition = (change: Partial<z.input<typeof EditionInput>> = {}) =>
  EditionInput.parse({
    code: 'yw',
    subject: 'chinese',
    name: '统编版',
    publisher: '人教社',
    approvalYear: 2024,
    ...change,
  })
const volume = (change: Node = {}): Node => ({
  code: 'yw-3a',
  kind: 'volume',
  title: '三年级上册',
  edition: 'yw',
  gradeFrom: 3,
  volume: 'first',
  ...change,
})
const unit = (change: Node = {}): Node => ({
  code: 'yw-3a-1',
  kind: 'unit',
  title: '校园',
  parent: 'yw-3a',
  ...change,
})
const lesson = (change: Node = {}): Node => ({
  code: 'yw-3a-1-1',
  kind: 'lesson',
  title: '开学',
  parent: 'yw-3a-1',
  ...change,
})

const plan = (
  nodes: readonly Node[],
  known: Known = NOTHING,
  editions = [edition()],
  broken: string[] = [],
): Plan =>
  planImport(
    {
      editions: editions.map(lined),
      nodes: nodes.map((node) => NodeInput.parse(node)).map(lined),
      broken: new Set(broken),
    },
    known,
    newId,
  )
const problemsOf = (result: Plan) =>
  result.problems.map(({ table, line, column, code }) => `${table} ${line} ${column} ${code}`)
const after = (first: Plan): Known => ({ editions: first.editions, nodes: first.nodes })
const FULL = [volume(), unit(), lesson(), lesson({ code: 'yw-3a-1-2', title: '课间' })]
const base = plan(FULL)

describe('a first import', () => {
  it('makes everything with paths, places and what the volume says', () => {
    const [v, u, l] = base.nodes
    expect(base).toMatchObject({ problems: [], creates: 5, updates: 0, unchanged: 0, closes: 0 })
    expect(v).toMatchObject({
      path: `/${v?.id}/`,
      parentId: null,
      stage: 'primary',
      gradeTo: 3,
      subject: 'chinese',
    })
    expect(u).toMatchObject({ path: `/${v?.id}/${u?.id}/`, parentId: v?.id, volume: 'first', gradeFrom: 3 })
    expect(l).toMatchObject({ path: `/${v?.id}/${u?.id}/${l?.id}/`, position: 1, editionId: v?.editionId })
    expect(base.nodes.map(({ position }) => position)).toEqual([1, 1, 1, 2])
  })

  it('does not mind children before their parents', () => {
    expect(plan(FULL.toReversed())).toMatchObject({ problems: [], creates: 5 })
  })
})

describe('a repeated import', () => {
  it('changes nothing', () => {
    expect(plan(FULL, after(base))).toEqual({
      problems: [],
      editions: [],
      nodes: [],
      creates: 0,
      updates: 0,
      unchanged: 5,
      closes: 0,
    })
  })

  it('leaves alone what the file does not name, and puts the new behind it', () => {
    const result = plan([lesson({ code: 'yw-3a-1-9', title: '放学' })], after(base), [])
    expect(result).toMatchObject({ creates: 1, updates: 0, unchanged: 0 })
    expect(result.nodes).toMatchObject([{ title: '放学', position: 3, gradeFrom: 3 }])
  })

  it('renames, moves and places', () => {
    const changed = plan(
      [unit({ code: 'yw-3a-2', title: '秋天' }), lesson({ parent: 'yw-3a-2', title: '开学了', position: 7 })],
      after(base),
      [],
    )
    expect(changed).toMatchObject({ creates: 1, updates: 1 })
    const [u, l] = changed.nodes
    expect(l).toMatchObject({ title: '开学了', parentId: u?.id, position: 7, id: base.nodes[2]?.id })
    expect(l?.path.endsWith(`/${u?.id}/${l.id}/`)).toBe(true)
  })

  it('takes what is below along when a volume changes its grade', () => {
    const result = plan([volume({ gradeFrom: 4, title: '四年级上册' })], after(base), [])
    expect(result).toMatchObject({ updates: 1 })
    expect(result.nodes).toHaveLength(4)
    expect(result.nodes.filter(({ gradeFrom, gradeTo }) => gradeFrom !== 4 || gradeTo !== 4)).toEqual([])
  })

  it('closes only what it says, with all that is below', () => {
    const result = plan([unit({ closedOn: '2026-09-01' })], after(base), [])
    expect(result).toMatchObject({ updates: 1, closes: 3 })
    expect(result.nodes.map(({ closedOn }) => closedOn)).toEqual(Array(3).fill('2026-09-01'))
    const closed = {
      editions: base.editions,
      nodes: base.nodes.map((row) => result.nodes.find(({ id }) => id === row.id) ?? row),
    }
    expect(plan(FULL, closed)).toMatchObject({ updates: 0, unchanged: 5, closes: 0 })
  })
})

describe('problems', () => {
  it.each<[string, readonly Node[], string[]]>([
    ['a repeated code', [volume(), unit(), unit()], ['nodes 4 code repeated']],
    ['an unknown edition', [volume({ edition: 'xx' })], ['nodes 2 edition unknown']],
    [
      'a volume without its fields',
      [volume({ edition: null, gradeFrom: null, volume: null })],
      ['nodes 2 edition missing', 'nodes 2 volume missing', 'nodes 2 gradeFrom missing'],
    ],
    ['a volume with a parent', [volume({ parent: 'yw-3a' })], ['nodes 2 parent parent']],
    ['grades in the wrong order', [volume({ gradeFrom: 3, gradeTo: 2 })], ['nodes 2 gradeTo order']],
    ['上册 of two grades', [volume({ gradeTo: 4 })], ['nodes 2 volume volume']],
    ['two stages', [volume({ gradeFrom: 6, gradeTo: 7, volume: 'whole' })], ['nodes 2 gradeTo stages']],
    ['an unknown parent', [unit()], ['nodes 2 parent unknown']],
    ['no parent', [unit({ parent: null })], ['nodes 2 parent missing']],
    [
      'a unit in a lesson',
      [volume(), lesson({ parent: 'yw-3a' }), unit({ parent: 'yw-3a-1-1' })],
      ['nodes 4 parent parent'],
    ],
    [
      'nodes in a circle',
      [unit({ code: 'a1', parent: 'b1' }), unit({ code: 'b1', parent: 'a1' })],
      ['nodes 2 parent parent', 'nodes 3 parent parent'],
    ],
  ])('%s', (_, nodes, expected) => {
    const result = plan(nodes)
    expect(problemsOf(result)).toEqual(expected)
    expect(result).toMatchObject({ nodes: [], editions: [], creates: 0 })
  })

  it('knows in which grades a subject is taught', () => {
    const physics = edition({ code: 'yw', subject: 'physics' })
    expect(problemsOf(plan([volume()], NOTHING, [physics]))).toEqual(['nodes 2 gradeFrom grades'])
  })

  it('keeps kind, edition and volume of what is known', () => {
    const other = edition({ code: 'yw2', name: '另一版', approvalYear: 2016 })
    const nodes = [
      volume({ edition: 'yw2' }),
      unit({ kind: 'lesson' }),
      volume({ code: 'yw-3b', volume: 'second' }),
      lesson({ parent: 'yw-3b' }),
    ]
    expect(problemsOf(plan(nodes, after(base), [edition(), other]))).toEqual([
      'nodes 2 edition fixed',
      'nodes 3 kind fixed',
      'nodes 5 parent fixed',
    ])
  })

  it('tells editions apart by their whole key', () => {
    const twice = [
      edition(),
      edition({ code: 'yw2', name: '改名' }),
      edition({ code: 'yw3', chiefEditor: '某某' }),
    ]
    expect(problemsOf(plan([], NOTHING, twice))).toEqual(['editions 3 name taken'])
    expect(problemsOf(plan([], after(base), [edition({ subject: 'history' })]))).toEqual([
      'editions 2 subject fixed',
    ])
    expect(problemsOf(plan([], after(base), [edition({ name: '新名', approvalYear: 2025 })]))).toEqual([])
  })

  it('does not blame what hangs on an entry that could not be read', () => {
    expect(problemsOf(plan([unit(), volume({ edition: 'bad' })], NOTHING, [], ['yw-3x', 'bad']))).toEqual([])
    expect(problemsOf(plan([unit({ parent: 'yw-3x' })], NOTHING, [], ['yw-3x']))).toEqual([])
  })
})
