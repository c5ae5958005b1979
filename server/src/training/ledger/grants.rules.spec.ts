import { grantsOf, yearKey, type Grantable } from './grants.rules.ts'
import type { RuleBook } from './hours-policy.rules.ts'

const BOOK: RuleBook = [
  { id: 'old', key: 'cap.video', value: 3, from: '2000-01-01', to: '2025-12-31' },
  { id: 'new', key: 'cap.video', value: 2, from: '2026-01-01', to: null },
]
const claim = (id: string, occurredOn: string, tenths: number, more: Partial<Grantable> = {}): Grantable => ({
  id,
  personId: 'p',
  source: 'video',
  occurredOn,
  tenths,
  ...more,
})
const tenths = (claims: Grantable[], used = new Map<string, number>()) =>
  Object.fromEntries(grantsOf(claims, used, BOOK).map((grant) => [grant.claimId, grant.tenths]))

describe('what is credited', () => {
  it('fills the cap of a year with the earliest, whatever order they come in', () => {
    const claims = [
      claim('c', '2026-03-03', 10),
      claim('a', '2026-03-01', 15),
      claim('b', '2026-03-02', 10),
      claim('d', '2025-03-02', 25),
    ]
    expect(tenths(claims)).toEqual({ d: 25, a: 15, b: 5, c: 0 })
  })

  it('goes on from what was credited before', () => {
    const used = new Map([[yearKey('p', 'video', 2026), 18]])
    expect(tenths([claim('a', '2026-05-01', 10)], used)).toEqual({ a: 2 })
  })

  it('knows people, kinds and years apart, and kinds without a cap', () => {
    const claims = [
      claim('a', '2026-01-01', 20),
      claim('b', '2026-01-01', 20, { personId: 'q' }),
      claim('c', '2025-12-31', 30),
      claim('d', '2026-01-01', 900, { source: 'programme' }),
    ]
    expect(tenths(claims)).toEqual({ a: 20, b: 20, c: 30, d: 900 })
    expect(grantsOf(claims, new Map(), BOOK).map(({ cap }) => cap?.id ?? null)).toEqual([
      'old',
      'new',
      'new',
      null,
    ])
  })
})
