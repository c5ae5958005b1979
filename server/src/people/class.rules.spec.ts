import type { ClassInput } from '@tongke/contract'
import { classStateOf, gradesFit, parentFits, schoolYearOf } from './class.rules.ts'

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

describe('schoolYearOf', () => {
  it.each([
    ['2026-08-31', 2025],
    ['2026-09-01', 2026],
    ['2027-01-15', 2026],
  ])('%s', (day, year) => expect(schoolYearOf(day)).toBe(year))
})

describe('classStateOf', () => {
  it.each([
    ['PLANNED', 2027, null, '2027-08-31'],
    ['ACTIVE', 2027, null, '2027-09-01'],
    ['ACTIVE', 2027, null, '2028-08-31'],
    ['PROMOTED', 2027, null, '2028-09-01'],
    ['ACTIVE', 2027, '2027-10-02', '2027-10-01'],
    ['CLOSED', 2027, '2027-10-01', '2027-10-01'],
    ['CLOSED', 2025, '2026-03-01', '2027-10-01'],
  ] as const)('%s: of %i, closed on %s, on %s', (state, schoolYear, closedOn, today) => {
    expect(classStateOf({ schoolYear, closedOn }, today)).toBe(state)
  })
})
