import { mayMerge, stagesOf } from './school.rules.ts'

describe('stagesOf', () => {
  it.each([
    ['a primary school', { schoolType: '211' as const, stages: null }, ['primary']],
    ['a nine-year school', { schoolType: '312' as const, stages: null }, ['primary', 'junior']],
    [
      'a point that grew',
      { schoolType: '218' as const, stages: ['junior' as const, 'primary' as const] },
      ['primary', 'junior'],
    ],
    [
      'said twice',
      { schoolType: '311' as const, stages: ['junior' as const, 'junior' as const] },
      ['junior'],
    ],
    ['said to be none', { schoolType: '211' as const, stages: [] }, []],
    ['no school at all', { schoolType: null, stages: null }, []],
  ])('%s', (_, school, stages) => {
    expect(stagesOf(school)).toEqual(stages)
  })
})

describe('mayMerge', () => {
  const point = { id: 'p', kind: 'point' as const, closedOn: null }
  const village = { id: 'v', kind: 'village' as const, closedOn: null }
  it.each([
    ['into a village school', point, village, true],
    ['into one that closes later', point, { ...village, closedOn: '2026-08-02' }, true],
    ['into one that closes the same day', point, { ...village, closedOn: '2026-08-01' }, false],
    ['into itself', point, point, false],
    ['into the bureau', point, { ...village, kind: 'bureau' as const }, false],
    ['the bureau', { ...point, kind: 'bureau' as const }, village, false],
  ])('%s: %s', (_, closing, successor, allowed) => {
    expect(mayMerge(closing, successor, '2026-08-01')).toBe(allowed)
  })
})
