import type { CourseUnit } from '@tongke/contract'
import {
  addItem,
  bodyOf,
  draftOf,
  isSame,
  moveItem,
  moveUnit,
  needsOf,
  removeItem,
  removeUnit,
  rename,
  type Draft,
  type DraftItem,
} from './outline.rules.ts'

const item = (key: string): DraftItem => ({
  key,
  id: key,
  kind: 'resource',
  targetId: `r-${key}`,
  title: key,
  note: '',
})
const draft: Draft = [
  { key: 'u', id: 'u', title: '一', items: [item('a'), item('b')] },
  { key: 'v', id: 'v', title: '二', items: [item('c')] },
]
const words = (one: Draft) => one.map(({ key, items }) => `${key}:${items.map((it) => it.key).join('')}`)

describe('the outline under the hands of its author', () => {
  it.each<[string, Draft, string[]]>([
    ['an item down', moveItem(draft, 'a', 1), ['u:ba', 'v:c']],
    ['an item up', moveItem(draft, 'b', -1), ['u:ba', 'v:c']],
    ['an item into the next unit', moveItem(draft, 'b', 1), ['u:a', 'v:bc']],
    ['an item into the unit before', moveItem(draft, 'c', -1), ['u:abc', 'v:']],
    ['an item above the first', moveItem(draft, 'a', -1), ['u:ab', 'v:c']],
    ['an item below the last', moveItem(draft, 'c', 1), ['u:ab', 'v:c']],
    ['an item nobody knows', moveItem(draft, 'x', 1), ['u:ab', 'v:c']],
    ['a unit down', moveUnit(draft, 'u', 1), ['v:c', 'u:ab']],
    ['a unit above the first', moveUnit(draft, 'u', -1), ['u:ab', 'v:c']],
    ['a unit less', removeUnit(draft, 'u'), ['v:c']],
    ['an item less', removeItem(draft, 'a'), ['u:b', 'v:c']],
    ['an item more', addItem(draft, 'v', item('d')), ['u:ab', 'v:cd']],
    ['an item that is there', addItem(draft, 'v', { ...item('a'), key: 'other' }), ['u:ab', 'v:c']],
  ])('%s', (_, after, expected) => expect(words(after)).toEqual(expected))

  it('knows when it is as it was', () => {
    expect(isSame(draft, moveItem(moveItem(draft, 'a', 1), 'a', -1))).toBe(true)
    expect(isSame(draft, rename(draft, 'u', '一 '))).toBe(true)
    expect(isSame(draft, rename(draft, 'u', '第一课'))).toBe(false)
  })

  it('comes from the course and goes back to it', () => {
    const units: CourseUnit[] = [
      { id: 'u', title: '一', items: [{ id: 'a', targetId: 'r-a', kind: 'resource', resource: null }] },
    ]
    const read = draftOf(units, () => '微课')
    expect(read[0]?.items[0]).toMatchObject({ title: null, note: '微课' })
    expect(bodyOf(read)).toEqual([
      { id: 'u', title: '一', items: [{ id: 'a', kind: 'resource', targetId: 'r-a' }] },
    ])
  })

  it.each<[string, Draft, boolean[]]>([
    ['nothing', [], [false, true, true]],
    ['a course', draft, [true, true, true]],
    ['a unit without a name', rename(draft, 'v', ' '), [true, false, true]],
    ['a unit with nothing in it', removeItem(draft, 'c'), [true, true, false]],
  ])('%s has what it needs: %j', (_, one, expected) => {
    expect(needsOf(one).map(({ met }) => met)).toEqual(expected)
  })
})
