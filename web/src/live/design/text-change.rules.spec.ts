import fc from 'fast-check'
import * as Y from 'yjs'
import { editOf, rebased, shift, type TextDelta } from './text-change.rules.ts'

const apply = (text: string, edit: { at: number; removed: number; inserted: string } | null) =>
  edit ? text.slice(0, edit.at) + edit.inserted + text.slice(edit.at + edit.removed) : text

describe('what was typed', () => {
  it.each([
    ['好课', '好好课', 1, { at: 0, removed: 0, inserted: '好' }],
    ['好课', '好好课', 2, { at: 1, removed: 0, inserted: '好' }],
    ['好好好', '好好', 1, { at: 1, removed: 1, inserted: '' }],
    ['颜色', '颜料', 2, { at: 1, removed: 1, inserted: '料' }],
    ['一样', '一样', 2, null],
    ['😀', '😁', 2, { at: 0, removed: 2, inserted: '😁' }],
  ])('%s → %s with the caret at %i', (before, after, caret, edit) => {
    expect(editOf(before, after, caret)).toEqual(edit)
  })

  it('is found whatever it was, also with a caret that helps nothing', () => {
    const text = fc.string({ unit: fc.constantFrom('好', '课', '😀', '😁', 'a'), maxLength: 12 })
    fc.assert(
      fc.property(text, text, fc.nat(14), (before, after, caret) => {
        expect(apply(before, editOf(before, after, Math.min(caret, after.length)))).toBe(after)
      }),
    )
  })
})

test.each<[number, TextDelta, number]>([
  [3, [{ retain: 1 }, { insert: '新' }], 4],
  [3, [{ retain: 3 }, { insert: '新' }], 4],
  [3, [{ retain: 4 }, { insert: '新' }], 3],
  [3, [{ delete: 2 }], 1],
  [3, [{ retain: 2 }, { delete: 5 }], 2],
])('a caret at %i after %j stands at %i', (place, delta, expected) => {
  expect(shift(place, delta)).toBe(expected)
})

test('what was composed while others typed takes away only what was seen, and both end up the same', () => {
  const text = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '丁'), minLength: 1, maxLength: 10 })
  const other = fc.record({ at: fc.nat(), what: fc.constantFrom('insert', 'delete') })
  fc.assert(
    fc.property(
      text,
      fc.nat(),
      fc.nat(3),
      fc.array(other, { maxLength: 5 }),
      (start, at, removed, others) => {
        const doc = new Y.Doc()
        const shared = doc.getText('goals')
        shared.insert(0, start)
        const missed: TextDelta[] = []
        shared.observe((event) => missed.push(event.delta as TextDelta))
        let foreign = 0
        for (const one of others) {
          if (one.what === 'insert') {
            shared.insert(one.at % (shared.length + 1), '它')
            foreign += 1
          } else if (shared.length > 0) {
            const place = one.at % shared.length
            if (shared.toString()[place] === '它') foreign -= 1
            shared.delete(place, 1)
          }
        }
        const from = at % start.length
        const edit = { at: from, removed: Math.min(removed, start.length - from), inserted: '我们' }
        const { place, inserted, deletions } = rebased(edit, [...missed])
        expect(place).toBeLessThanOrEqual(shared.length)
        doc.transact(() => {
          for (const deletion of deletions) shared.delete(deletion, 1)
          const before = deletions.filter((deletion) => deletion < place).length
          shared.insert(place - before, inserted)
        })
        // Nothing of the others was lost, and what was typed is there in one piece.
        expect([...shared.toString()].filter((one) => one === '它')).toHaveLength(foreign)
        expect(shared.toString()).toContain('我们')
      },
    ),
  )
})
