import type { ProgrammeDetail, ProgrammeSession, SessionStanding } from '@tongke/contract'
import { nextStep } from './next-step.rules.ts'

const NOW = 1_800_000_000_000
const HOUR = 3_600_000
const standing = (change: Partial<SessionStanding> = {}): SessionStanding => ({
  counted: false,
  inAt: null,
  outAt: null,
  reason: null,
  minutes: null,
  watchedPercent: null,
  testBest: null,
  testPassed: null,
  attemptsLeft: null,
  signedDays: null,
  ...change,
})
const session = (kind: ProgrammeSession['kind'], change: Partial<ProgrammeSession> = {}) =>
  ({
    kind,
    title: kind,
    startsAt: NOW - HOUR,
    endsAt: NOW + HOUR,
    hasTest: false,
    mine: standing(),
    ...change,
  }) as ProgrammeSession
const programme = (change: object = {}, mine: object | null = { state: 'APPROVED', work: null }) =>
  ({
    card: { state: 'RUNNING' },
    mine,
    needsWork: false,
    sessions: [],
    can: { enrol: false, handIn: true },
    ...change,
  }) as unknown as ProgrammeDetail

it.each([
  ['enrol', programme({ can: { enrol: true } }, null)],
  ['requested', programme({}, { state: 'REQUESTED' })],
  ['waiting', programme({}, { state: 'WAITING' })],
  ['refused', programme({}, { state: 'REFUSED' })],
  ['begins', programme({ card: { state: 'ENROLLING' } })],
  ['check_in', programme({ sessions: [session('face')] })],
  ['live', programme({ sessions: [session('live')] })],
  ['shadow', programme({ sessions: [session('shadowing')] })],
  ['watch', programme({ sessions: [session('video', { startsAt: NOW - 9 * HOUR, endsAt: NOW - HOUR })] })],
  [
    'test',
    programme({
      sessions: [
        session('video', {
          hasTest: true,
          mine: standing({ watchedPercent: 100, testPassed: false, attemptsLeft: 1 }),
        }),
      ],
    }),
  ],
  [
    'work',
    programme({ needsWork: true, sessions: [session('face', { mine: standing({ counted: true }) })] }),
  ],
  ['wait', programme({ sessions: [session('face', { startsAt: NOW + HOUR })] })],
  ['passed', programme({ card: { state: 'CLOSED' } }, { state: 'APPROVED', assessment: { passed: true } })],
  ['missed', programme({ card: { state: 'CLOSED' } }, { state: 'APPROVED', assessment: { passed: false } })],
] as const)('says %s', (kind, detail) => {
  expect(nextStep(detail, NOW).kind).toBe(kind)
})
