import type { PairingState } from '@tongke/contract'
import { coverageByGroup, coverageOf, covers, type PairingScope } from './pairing-coverage.rules.ts'

const pairing = (more: Partial<PairingScope> = {}): PairingScope => ({
  state: 'ACTIVE',
  subjects: [],
  startsOn: '2026-09-01',
  endsOn: '2027-01-22',
  ...more,
})

describe('what an agreement covers', () => {
  it('is every subject of a whole class', () => {
    expect(covers(pairing(), 'music', '2026-11-24')).toBe(true)
  })
  it('is the subjects it names', () => {
    const some = pairing({ subjects: ['english', 'music'] })
    expect(covers(some, 'music', '2026-11-24')).toBe(true)
    expect(covers(some, 'chinese', '2026-11-24')).toBe(false)
  })
  it.each([
    ['2026-08-31', false],
    ['2026-09-01', true],
    ['2027-01-22', true],
    ['2027-01-23', false],
  ])('on %s: %s', (day, covered) => {
    expect(covers(pairing(), 'music', day)).toBe(covered)
  })
  it.each<PairingState>(['DRAFT', 'PENDING', 'FROZEN', 'EXPIRED', 'CANCELLED'])(
    'is nothing when %s',
    (state) => {
      expect(covers(pairing({ state }), 'music', '2026-11-24')).toBe(false)
    },
  )
})

describe('nominal coverage, R1', () => {
  const schools = (covered: number, all: number) =>
    Array.from({ length: all }, (_, index) => ({
      id: String(index),
      active: index < covered ? 2 : 0,
      groupId: index % 2 === 0 ? 'even' : 'odd',
    }))

  it('is 91.7 % for 11 of 12', () => {
    expect(coverageOf(schools(11, 12))).toEqual({ rural: 12, covered: 11, percent: 91.7 })
  })
  it.each([
    [0, 12, 0],
    [12, 12, 100],
    [1, 3, 33.3],
  ])('is for %i of %i: %d %%', (covered, all, percent) => {
    expect(coverageOf(schools(covered, all)).percent).toBe(percent)
  })
  it('is no number where no school is rural', () => {
    expect(coverageOf([])).toEqual({ rural: 0, covered: 0, percent: null })
  })
  it('is counted by centre', () => {
    expect(coverageByGroup(schools(3, 6))).toEqual(
      new Map([
        ['even', { rural: 3, covered: 2, percent: 66.7 }],
        ['odd', { rural: 3, covered: 1, percent: 33.3 }],
      ]),
    )
  })
})
