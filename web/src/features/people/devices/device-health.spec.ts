import { inTrouble, isOnline, troubleOf } from './device-health.ts'

const NOW = 1_000_000_000
const HOUR = 3_600_000
const device = (verdict: 'GREEN' | 'AMBER' | 'RED' | null, seenAgo: number | null) => ({
  condition: 'OK' as const,
  lastSeenAt: seenAgo === null ? null : NOW - seenAgo,
  lastCheck: verdict && { verdict, at: NOW - HOUR },
})

describe('troubleOf', () => {
  it.each([
    ['GREEN', 1000, null],
    ['AMBER', 1000, 'amber'],
    ['RED', 30 * HOUR, 'red'],
    ['GREEN', 25 * HOUR, 'silent'],
    [null, 1000, 'unchecked'],
    [null, null, 'silent'],
  ] as const)('%s seen %s ms ago: %s', (verdict, ago, trouble) => {
    expect(troubleOf(device(verdict, ago), NOW)).toBe(trouble)
  })

  it('says of one in repair only that', () => {
    expect(troubleOf({ ...device('RED', null), condition: 'REPAIR' }, NOW)).toBe('repair')
  })

  it('lists the gravest first and leaves out the well', () => {
    const list = inTrouble([device('AMBER', 1), device('GREEN', 1), device('RED', 1)], NOW)
    expect(list.map((one) => one.trouble)).toEqual(['red', 'amber'])
  })
})

describe('isOnline', () => {
  it('needs a sign of life within two minutes', () => {
    expect(
      [device(null, 119_000), device(null, 121_000), device(null, null)].map((one) => isOnline(one, NOW)),
    ).toEqual([true, false, false])
  })
})
