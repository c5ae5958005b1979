import fc from 'fast-check'
import { RESEARCH_POLICY_DEFAULTS } from '../research-policy.rules.ts'
import { countSession, type Attendant } from './counting.rules.ts'

const MINUTE = 60_000
const HELD = [{ from: 0, to: 90 * MINUTE }]
const LIMITS = RESEARCH_POLICY_DEFAULTS

const attendant = (change: Partial<Attendant> & { minutes?: number } = {}): Attendant => ({
  personId: 'p',
  orgId: 'town',
  rural: false,
  intervals: [{ from: 0, to: (change.minutes ?? 90) * MINUTE }],
  spokenMs: 0,
  sheets: 0,
  ...change,
})
const town = (change: Parameters<typeof attendant>[0] = {}) => attendant({ personId: 'town', ...change })
const village = (change: Parameters<typeof attendant>[0] = {}) =>
  attendant({ personId: 'village', orgId: 'village', rural: true, spokenMs: 60_000, ...change })

const unmet = (members: Attendant[], held = HELD) =>
  countSession({ held, members }, LIMITS).checks.flatMap(({ code, met }) => (met ? [] : [code]))

describe('a session counts', () => {
  it('when people of two schools were there and a rural one spoke', () => {
    const counting = countSession({ held: HELD, members: [town(), village()] }, LIMITS)
    expect(counting).toMatchObject({ counted: true, lengthMinutes: 90 })
    expect(counting.members).toEqual([
      { personId: 'town', minutes: 90, percent: 100, attended: true, spokeSeconds: 0, sheets: 0 },
      { personId: 'village', minutes: 90, percent: 100, attended: true, spokeSeconds: 60, sheets: 0 },
    ])
  })
  it('also when the rural one only handed in a sheet', () => {
    expect(unmet([town(), village({ spokenMs: 0, sheets: 1 })])).toEqual([])
  })

  it.each<[string, Attendant[], string[]]>([
    ['nobody of the country', [town(), attendant({ personId: 'x', orgId: 'other' })], ['rural_active']],
    ['the rural one was silent', [town(), village({ spokenMs: 9_999 })], ['rural_active']],
    ['all were of one school', [town(), village({ orgId: 'town' })], ['schools']],
    ['one left early', [town({ minutes: 71.9 }), village()], ['attended', 'schools']],
    ['nobody came', [], ['attended', 'schools', 'rural_active']],
  ])('not when %s', (_, members, expected) => {
    expect(unmet(members)).toEqual(expected)
    expect(countSession({ held: HELD, members }, LIMITS).counted).toBe(false)
  })
  it('not when it was never held, whoever handed in what', () => {
    expect(unmet([town(), village({ sheets: 3 })], [])).toEqual(['held', 'attended', 'schools'])
  })
})

describe('attendance', () => {
  const of = (member: Attendant, held = HELD) => countSession({ held, members: [member] }, LIMITS).members[0]

  it.each([
    [72, true],
    [71.999, false],
  ])('%d of 90 minutes: %s', (minutes, attended) => {
    expect(of(town({ minutes }))?.attended).toBe(attended)
  })
  it('overlaps count once, and time before and after not at all', () => {
    const intervals = [
      { from: -30 * MINUTE, to: 40 * MINUTE },
      { from: 10 * MINUTE, to: 50 * MINUTE },
      { from: 85 * MINUTE, to: 200 * MINUTE },
    ]
    expect(of(town({ intervals }))).toMatchObject({ minutes: 55, percent: 61, attended: false })
  })
  it('two meetings are one length', () => {
    const held = [...HELD, { from: 200 * MINUTE, to: 290 * MINUTE }]
    expect(of(town(), held)).toMatchObject({ minutes: 90, percent: 50, attended: false })
  })

  it('never grows by more than was held, and never shrinks with more presence', () => {
    const interval = fc
      .tuple(fc.nat(120), fc.nat(60))
      .map(([from, length]) => ({ from: from * MINUTE, to: (from + length) * MINUTE }))
    fc.assert(
      fc.property(fc.array(interval), interval, (intervals, more) => {
        const [before, after] = [of(town({ intervals })), of(town({ intervals: [...intervals, more] }))]
        expect(after?.minutes).toBeGreaterThanOrEqual(before?.minutes ?? 0)
        expect(after?.minutes).toBeLessThanOrEqual(90)
        expect(!before?.attended || after?.attended).toBe(true)
      }),
    )
  })
})
