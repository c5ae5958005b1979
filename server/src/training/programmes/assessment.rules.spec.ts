import { assess, standingOf, type SessionFacts } from './assessment.rules.ts'
import { PROGRAMME_POLICY_DEFAULTS as POLICY } from './programme-policy.rules.ts'

const NOTHING: SessionFacts = {
  kind: 'face',
  inAt: null,
  outAt: null,
  reason: null,
  minutes: null,
  liveMinutes: null,
  watchedPercent: null,
  hasTest: false,
  testBest: null,
  attempts: 0,
  signedDays: 0,
  days: null,
}
const counted = (facts: Partial<SessionFacts>) => standingOf({ ...NOTHING, ...facts }, POLICY).counted

it.each<[string, Partial<SessionFacts>, boolean]>([
  ['nobody came', {}, false],
  ['checked in', { inAt: 1 }, true],
  ['a live hour, 31 minutes of 40', { kind: 'live', minutes: 31, liveMinutes: 40 }, false],
  ['a live hour, 32 minutes of 40', { kind: 'live', minutes: 32, liveMinutes: 40 }, true],
  ['a live hour that was never held', { kind: 'live', minutes: 0, liveMinutes: 0 }, false],
  ['a video but for one percent', { kind: 'video', watchedPercent: 99 }, false],
  ['a whole video', { kind: 'video', watchedPercent: 100 }, true],
  ['a whole video, its test not taken', { kind: 'video', watchedPercent: 100, hasTest: true }, false],
  ['a whole video, 59 points', { kind: 'video', watchedPercent: 100, hasTest: true, testBest: 59 }, false],
  ['a whole video, 60 points', { kind: 'video', watchedPercent: 100, hasTest: true, testBest: 60 }, true],
  ['full marks for a video not watched', { kind: 'video', hasTest: true, testBest: 100 }, false],
  ['two of three days signed', { kind: 'shadowing', signedDays: 2, days: 3 }, false],
  ['three of three days signed', { kind: 'shadowing', signedDays: 3, days: 3 }, true],
  ['a check-in does not stand for a video', { kind: 'video', inAt: 1 }, false],
])('%s: counts %s', (_, facts, expected) => {
  expect(counted(facts)).toBe(expected)
})

it('says how many attempts are left, never fewer than none', () => {
  const left = (attempts: number) => standingOf({ ...NOTHING, hasTest: true, attempts }, POLICY).attemptsLeft
  expect([left(0), left(2), left(3), left(4)]).toEqual([3, 1, 0, 0])
})

describe('the rule of a programme', () => {
  const came = standingOf({ ...NOTHING, inAt: 1 }, POLICY)
  const missed = standingOf(NOTHING, POLICY)
  const failed = standingOf({ ...NOTHING, inAt: 1, hasTest: true, testBest: 40 }, POLICY)
  const rule = { attendPercent: 80, needsTests: true, needsWork: true }

  it.each([
    [[came, came, came, came, missed], true, []],
    [[came, came, came, missed], true, ['attendance']],
    [[came, failed], true, ['tests']],
    [[came, came], false, ['work']],
    [[missed, failed], false, ['attendance', 'tests', 'work']],
    [[], true, ['attendance']],
  ])('case %#', (standings, work, gaps) => {
    expect(assess(rule, standings, work)).toMatchObject({ gaps, passed: gaps.length === 0 })
  })

  it('asks for nothing that it does not name', () => {
    expect(assess({ attendPercent: 0, needsTests: false, needsWork: false }, [failed], false).passed).toBe(
      true,
    )
  })
})
