import type { Bell } from '@tongke/contract'
import { bellFaults, bellOf, tableOn, type BellTable } from './bells.rules.ts'

const bell = (period: number, startsAt: number, more: Partial<Bell> = {}): Bell => ({
  period,
  kind: 'lesson',
  startsAt,
  endsAt: startsAt + 40,
  ...more,
})
const SUMMER: BellTable = { season: 'summer', from: null, to: null, bells: [bell(1, 500), bell(2, 550)] }
const WINTER: BellTable = {
  season: 'winter',
  from: '2026-11-01',
  to: '2027-03-31',
  bells: [bell(1, 520)],
}

describe('the table that rings', () => {
  it.each([
    ['2026-10-31', 'summer'],
    ['2026-11-01', 'winter'],
    ['2027-03-31', 'winter'],
    ['2027-04-01', 'summer'],
  ])('on %s is that of %s', (day, season) => {
    expect(tableOn([SUMMER, WINTER], day)?.season).toBe(season)
  })
  it('is that of summer where there is no winter one, and none where there is none', () => {
    expect(tableOn([SUMMER], '2027-01-10')).toBe(SUMMER)
    expect(tableOn([WINTER], '2027-06-10')).toBeNull()
  })
})

describe('a period on a day', () => {
  const at = (day: string, period: number) => {
    const found = bellOf([SUMMER, WINTER], 'Asia/Shanghai', day, period)
    return found && [new Date(found.start).toISOString(), new Date(found.end).toISOString()]
  }
  it('has instants by the table of the season', () => {
    expect(at('2026-10-30', 1)).toEqual(['2026-10-30T00:20:00.000Z', '2026-10-30T01:00:00.000Z'])
    expect(at('2026-11-02', 1)).toEqual(['2026-11-02T00:40:00.000Z', '2026-11-02T01:20:00.000Z'])
  })
  it('is null where the season has no such period', () => {
    expect(at('2026-11-02', 2)).toBeNull()
  })
})

describe('a table of bells', () => {
  it('is right when periods follow each other', () => {
    expect(bellFaults([bell(1, 500), bell(2, 540), bell(3, 990, { kind: 'after_school' })])).toEqual([])
  })
  it.each([
    ['order', [bell(2, 500)]],
    ['length', [bell(1, 500, { endsAt: 500 })]],
    ['overlap', [bell(1, 500), bell(2, 539)]],
    ['after_school', [bell(1, 500, { kind: 'after_school' }), bell(2, 600)]],
  ])('is refused for its %s', (fault, bells) => {
    expect(bellFaults(bells)).toEqual([{ index: bells.length - 1, fault }])
  })
})
