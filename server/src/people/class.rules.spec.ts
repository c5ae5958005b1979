import type { ClassInput } from '@tongke/contract'
import { gradesFit, parentFits } from './class.rules.ts'

describe('gradesFit', () => {
  it.each<[string, ClassInput['classType'], number[], boolean]>([
    ['an ordinary class of one grade', '10', [3], true],
    ['an ordinary class of two grades', '10', [3, 4], false],
    ['a multigrade class', '12', [1, 2], true],
    ['a multigrade class of one grade', '12', [1], false],
    ['a class of a teaching point', '13', [2], true],
    ['several grades at a teaching point', '13', [1, 2, 3], true],
    ['descending grades', '12', [2, 1], false],
    ['a grade twice', '12', [2, 2], false],
    ['a junior grade in a primary class', '10', [7], false],
    ['a primary grade in a junior class', '20', [6], false],
    ['a junior multigrade class', '22', [7, 8], true],
  ])('%s', (_, classType, grades, fits) => {
    expect(gradesFit({ classType, grades })).toBe(fits)
  })
})

describe('parentFits', () => {
  it.each([
    ['bureau', null, true],
    ['urban', null, false],
    ['urban', 'bureau', true],
    ['village', 'bureau', false],
    ['village', 'centre', true],
    ['point', 'village', true],
    ['point', 'centre', true],
    ['point', 'urban', false],
    ['bureau', 'bureau', false],
  ] as const)('%s under %s', (kind, parent, fits) => {
    expect(parentFits(kind, parent)).toBe(fits)
  })
})
