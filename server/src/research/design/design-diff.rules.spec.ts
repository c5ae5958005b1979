import { EMPTY_DESIGN, type DesignJson, type DiffRun } from '@tongke/contract'
import fc from 'fast-check'
import * as Y from 'yjs'
import { authorshipOf, docOf, emptyDoc, readDesign } from './design-doc.rules.ts'
import { diffDesigns, diffText, movedIds, signRuns } from './design-diff.rules.ts'
import { writeDesign } from './design-writing.rules.ts'

const shown = (runs: readonly DiffRun[]) =>
  runs.map(({ kind, text }) => ({ same: text, added: `[+${text}]`, removed: `[-${text}]` })[kind]).join('')
const side = (runs: readonly DiffRun[], without: DiffRun['kind']) =>
  runs
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('')

const step = (id: string, title = id, minutes = 5) => ({
  id,
  title,
  minutes,
  teacher: '',
  pupils: '',
  purpose: '',
})
const design = (change: Partial<DesignJson>): DesignJson => ({ ...EMPTY_DESIGN, ...change })

describe('a comparison of texts', () => {
  it.each([
    ['学生能说出六种颜色', '学生能说出八种颜色', '学生能说出[-六种][+八种]颜色'],
    ['用彩虹图导入新课', '用歌曲导入新课', '用[-彩虹图][+歌曲]导入新课'],
    ['', '新写的', '[+新写的]'],
    ['一样', '一样', '一样'],
  ])('%s → %s is read word by word', (before, after, expected) => {
    const runs = diffText(before, after)
    expect(shown(runs)).toBe(expected)
  })

  it('loses nothing, whatever the texts', () => {
    const texts = fc.string({
      unit: fc.constantFrom('课', '学', '生', '颜色', '\n', ' ', 'a', '😀'),
      maxLength: 60,
    })
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const runs = diffText(before, after)
        expect(side(runs, 'added')).toBe(before)
        expect(side(runs, 'removed')).toBe(after)
      }),
    )
  })

  it('of very long texts goes by lines', () => {
    const long = Array.from({ length: 900 }, (_, i) => `第${i}行的内容很长很长\n`)
    const changed = long.with(450, '换过的一行\n')
    const runs = diffText(long.join(''), changed.join(''))
    expect(runs.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added', 'same'])
  })

  it('says who wrote what was added', () => {
    const runs: DiffRun[] = [
      { kind: 'same', text: '甲' },
      { kind: 'removed', text: '旧' },
      { kind: 'added', text: '乙丙丁' },
    ]
    const names = new Map([
      ['s', '石小满'],
      ['l', '林晓雯'],
    ])
    expect(
      signRuns(
        runs,
        [
          ['l', 2],
          ['s', 1],
          [null, 1],
        ],
        (id) => names.get(id),
      ),
    ).toEqual([
      { kind: 'same', text: '甲' },
      { kind: 'removed', text: '旧' },
      { kind: 'added', text: '乙', by: '林晓雯' },
      { kind: 'added', text: '丙', by: '石小满' },
      { kind: 'added', text: '丁' },
    ])
  })
})

describe('a comparison of designs', () => {
  it('matches steps by id: what only stands elsewhere is moved, not rewritten', () => {
    const before = design({ steps: [step('a'), step('b'), step('c'), step('d')] })
    const after = design({ steps: [step('d'), step('a'), step('b', 'b 改'), step('e')] })
    const { steps, minutes } = diffDesigns(before, after)
    expect(
      steps.map(({ id, change, moved, place }) => [id, change, moved, place.before, place.after]),
    ).toEqual([
      ['d', 'same', true, 4, 1],
      ['a', 'same', false, 1, 2],
      ['b', 'changed', false, 2, 3],
      ['c', 'removed', false, 3, null],
      ['e', 'added', false, null, 4],
    ])
    expect(minutes).toEqual({ before: 20, after: 20 })
  })

  it('tells a change of minutes and of the form of homework', () => {
    const homework = (form: 'oral' | 'written') => [{ id: 'h', form, text: '读', minutes: 5 }]
    const diff = diffDesigns(
      design({ steps: [step('a', 'a', 5)], homework: homework('written') }),
      design({ steps: [step('a', 'a', 8)], homework: homework('oral') }),
    )
    expect(diff.steps[0]).toMatchObject({ change: 'changed', minutes: { before: 5, after: 8 } })
    expect(diff.homework[0]).toMatchObject({ change: 'changed', form: { before: 'written', after: 'oral' } })
  })

  it('calls as few steps moved as can be', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 })
    fc.assert(
      fc.property(ids, ids, (before, after) => {
        const moved = movedIds(before, after)
        const kept = (list: string[], other: string[]) =>
          list.filter((id) => other.includes(id) && !moved.has(id))
        expect(kept(before, after)).toEqual(kept(after, before))
      }),
    )
    expect(movedIds(['a', 'b', 'c', 'd'], ['b', 'c', 'd', 'a'])).toEqual(new Set(['a']))
  })
})

describe('writing a design into a document', () => {
  const words = fc.string({ unit: fc.constantFrom('课', '堂', '颜', '色', '😀', '\n'), maxLength: 20 })
  const steps = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(...'abcde'),
      title: words,
      minutes: fc.nat(40),
      teacher: words,
      pupils: words,
      purpose: words,
    }),
    { selector: ({ id }) => id },
  )
  const homework = fc.uniqueArray(
    fc.record({
      id: fc.constantFrom(...'xyz'),
      form: fc.constantFrom('oral' as const, 'activity' as const),
      text: words,
      minutes: fc.nat(40),
    }),
    { selector: ({ id }) => id },
  )
  const designs = fc.record({ goals: words, pupils: words, keyPoints: words, steps, board: words, homework })

  it('says then what was wanted, whatever was there', () => {
    fc.assert(
      fc.property(designs, designs, designs, (first, second, meanwhile) => {
        const doc = emptyDoc()
        writeDesign(doc, first)
        const other = docOf([Y.encodeStateAsUpdate(doc)])
        writeDesign(doc, second)
        expect(readDesign(doc)).toEqual(second)
        // Somebody writes at the same time: both are merged the same way everywhere.
        writeDesign(other, meanwhile)
        Y.applyUpdate(doc, Y.encodeStateAsUpdate(other))
        Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
        expect(readDesign(other)).toEqual(readDesign(doc))
      }),
    )
  })

  it('keeps the authors of what stays', () => {
    const doc = emptyDoc()
    doc.clientID = 1
    writeDesign(doc, design({ goals: '听懂颜色' }))
    const other = docOf([Y.encodeStateAsUpdate(doc)])
    other.clientID = 2
    writeDesign(other, design({ goals: '听懂六种颜色' }))
    expect(authorshipOf(other, String).goals).toEqual([
      ['1', 2],
      ['2', 2],
      ['1', 2],
    ])
  })
})
