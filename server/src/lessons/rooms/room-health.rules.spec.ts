import type { RoomReport } from '@tongke/contract'
import { LESSON_POLICY_DEFAULTS } from '../lesson-policy.rules.ts'
import { isOver, problemsOf, readinessOf, repairsFor, stateOf, type RoomFacts } from './room-health.rules.ts'
import { ROOM_POLICY_DEFAULTS } from './room-policy.rules.ts'

const NOW = 1_800_000_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const numbers = { room: ROOM_POLICY_DEFAULTS, lesson: LESSON_POLICY_DEFAULTS }

const REPORT: RoomReport = {
  place: 'home',
  camera: 'ok',
  microphone: 'ok',
  microphoneLevel: -40,
  storage: { quotaMb: 2000, usedMb: 1500 },
  browser: 'Chrome 126',
  chromiumVersion: 126,
  system: 'Windows',
  screen: { width: 1920, height: 1080, scale: 1 },
  page: 'index-1',
  rttMs: 20,
  downKbps: 10_000,
}
const facts = (change: Partial<RoomFacts> = {}, report: Partial<RoomReport> = {}): RoomFacts => ({
  condition: 'OK',
  reportedAt: NOW - 1000,
  report: { ...REPORT, ...report },
  lastCheck: { verdict: 'GREEN', at: NOW - HOUR },
  nextLessonAt: NOW + 20 * MINUTE,
  ...change,
})

describe('problemsOf', () => {
  it.each<[string, RoomFacts, string[]]>([
    ['a room that is well', facts(), []],
    ['its last word just in time', facts({ reportedAt: NOW - 90_000 }), []],
    ['silent before a lesson', facts({ reportedAt: NOW - 90_001 }), ['offline RED']],
    [
      'silent at T–30 exactly',
      facts({ reportedAt: null, report: null, nextLessonAt: NOW + 30 * MINUTE }),
      ['offline RED'],
    ],
    ['silent earlier', facts({ reportedAt: null, report: null, nextLessonAt: NOW + 30 * MINUTE + 1 }), []],
    ['silent without a lesson', facts({ reportedAt: NOW - HOUR, nextLessonAt: null }), []],
    ['no microphone', facts({}, { microphone: 'missing' }), ['microphone RED']],
    ['a microphone that is forbidden', facts({}, { microphone: 'denied' }), ['microphone RED']],
    ['a microphone nobody could ask', facts({}, { microphone: 'unknown' }), []],
    ['a dead microphone', facts({}, { microphoneLevel: -86 }), ['microphone AMBER']],
    ['a quiet one', facts({}, { microphoneLevel: -85 }), []],
    ['no camera', facts({}, { camera: 'missing' }), ['camera AMBER']],
    ['500 MB left', facts({}, { storage: { quotaMb: 600, usedMb: 100 } }), []],
    ['less', facts({}, { storage: { quotaMb: 600, usedMb: 101 } }), ['disk AMBER']],
    ['an old browser', facts({}, { chromiumVersion: 108 }), ['browser AMBER']],
    ['one too old', facts({}, { chromiumVersion: 93 }), ['browser RED']],
    ['a RED check', facts({ lastCheck: { verdict: 'RED', at: NOW - HOUR } }), ['check RED']],
    ['a RED check of last week', facts({ lastCheck: { verdict: 'RED', at: NOW - 170 * HOUR } }), []],
    [
      'the worst first',
      facts({}, { camera: 'missing', microphone: 'missing' }),
      ['microphone RED', 'camera AMBER'],
    ],
    [
      'what it said yesterday proves nothing',
      facts({ reportedAt: NOW - 25 * HOUR, nextLessonAt: null }, { microphone: 'missing' }),
      [],
    ],
  ])('%s', (_, room, expected) => {
    const found = problemsOf(room, numbers, NOW)
    expect(found.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual(expected)
  })
})

describe('repairsFor', () => {
  const broken = { microphone: 'missing', camera: 'missing' } as const
  it.each<[string, RoomFacts, string[]]>([
    ['with a lesson near', facts({}, broken), ['microphone', 'camera']],
    ['within a day', facts({ nextLessonAt: NOW + 24 * HOUR }, broken), ['microphone', 'camera']],
    ['later', facts({ nextLessonAt: NOW + 24 * HOUR + 1 }, broken), []],
    ['without a lesson', facts({ nextLessonAt: null }, broken), []],
    ['in repair already', facts({ condition: 'REPAIR' }, broken), []],
    ['only worth saying: AMBER check', facts({ lastCheck: { verdict: 'AMBER', at: NOW } }), []],
    ['only worth saying: no Chromium', facts({}, { chromiumVersion: null }), []],
  ])('%s', (_, room, expected) => {
    expect(repairsFor(room, numbers, NOW)).toEqual(expected)
  })
})

it('calls fixed only what the system found and the room itself takes back', () => {
  expect(isOver('microphone', facts(), numbers, NOW)).toBe(true)
  expect(isOver('microphone', facts({}, { microphone: 'missing' }), numbers, NOW)).toBe(false)
  expect(isOver('microphone', facts({ reportedAt: NOW - HOUR }), numbers, NOW)).toBe(false)
  expect(isOver('offline', facts(), numbers, NOW)).toBe(true)
  expect(isOver('power', facts(), numbers, NOW)).toBe(false)
})

it.each<[string, RoomFacts, string, string]>([
  ['well', facts(), 'GOOD', 'GREEN'],
  ['a missing camera', facts({}, { camera: 'missing' }), 'WARN', 'AMBER'],
  ['a missing microphone', facts({}, { microphone: 'missing' }), 'BAD', 'RED'],
  ['silent before class', facts({ reportedAt: NOW - HOUR }), 'BAD', 'RED'],
  ['silent without class', facts({ reportedAt: NOW - HOUR, nextLessonAt: null }), 'OFFLINE', 'RED'],
  ['never heard of', facts({ reportedAt: null, report: null, nextLessonAt: null }), 'UNKNOWN', 'RED'],
  ['in repair', facts({ condition: 'REPAIR' }), 'REPAIR', 'RED'],
])('%s: %s', (_, room, state, readiness) => {
  expect([stateOf(room, numbers, NOW), readinessOf(room, numbers, NOW)]).toEqual([state, readiness])
})
