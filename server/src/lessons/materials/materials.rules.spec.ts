import { LessonStatus } from '@tongke/contract'
import { arranged, takesMaterials } from './materials.rules.ts'

describe('takesMaterials', () => {
  it('is open until the lesson is settled or did not come to be', () => {
    expect(LessonStatus.options.filter((status) => !takesMaterials(status)).sort()).toEqual([
      'CANCELLED',
      'NOT_HELD',
      'RESCHEDULED',
      'SETTLED',
    ])
  })
})

describe('arranged', () => {
  it.each([
    [
      ['a', 'b', 'c'],
      ['c', 'a', 'b'],
      ['c', 'a', 'b'],
    ],
    // One that the sender does not see keeps its place behind the others.
    [
      ['a', 'hidden', 'b'],
      ['b', 'a'],
      ['b', 'a', 'hidden'],
    ],
    [
      ['a', 'b'],
      ['b', 'b', 'never there'],
      ['b', 'a'],
    ],
    [['a'], [], ['a']],
  ])('%j by %j is %j', (known, named, after) => {
    expect(arranged(known, named)).toEqual(after)
  })
})
