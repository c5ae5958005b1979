import type { PairingState } from '@tongke/contract'
import { covers, type PairingScope } from './pairing-coverage.rules.ts'

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
