import type { Assessment, AssessmentGap, SessionStanding } from '@tongke/contract'
import type { ProgrammeSessionKind } from '@tongke/contract'
import type { ProgrammePolicy } from './programme-policy.rules.ts'

/** What the server knows of one person at one session, before anything is judged. */
export interface SessionFacts {
  readonly kind: ProgrammeSessionKind
  readonly inAt: number | null
  readonly outAt: number | null
  readonly reason: string | null
  /** In the live room. */
  readonly minutes: number | null
  /** Of the live session: really held, else planned. */
  readonly liveMinutes: number | null
  readonly watchedPercent: number | null
  readonly hasTest: boolean
  readonly testBest: number | null
  readonly attempts: number
  readonly signedDays: number
  /** Days of shadowing that are asked for. */
  readonly days: number | null
}

/** Kinds judged by what the server saw elsewhere; the others by being written in. */
const attended = (facts: SessionFacts, policy: ProgrammePolicy): boolean => {
  if (facts.kind === 'live')
    return (
      facts.liveMinutes !== null &&
      facts.liveMinutes > 0 &&
      100 * (facts.minutes ?? 0) >= policy.livePercent * facts.liveMinutes
    )
  if (facts.kind === 'video') return (facts.watchedPercent ?? 0) >= policy.watchedPercent
  if (facts.kind === 'shadowing') return facts.signedDays >= (facts.days ?? 1)
  return facts.inAt !== null
}

/** Domain §4.2: a video counts only when it was fully watched and its test is passed. */
export function standingOf(facts: SessionFacts, policy: ProgrammePolicy): SessionStanding {
  const { kind, hasTest, testBest } = facts
  const testPassed = hasTest ? testBest !== null && testBest >= policy.passScore : null
  return {
    counted: attended(facts, policy) && (kind !== 'video' || testPassed !== false),
    inAt: facts.inAt,
    outAt: facts.outAt,
    reason: facts.reason,
    minutes: kind === 'live' ? (facts.minutes ?? 0) : null,
    watchedPercent: kind === 'video' ? (facts.watchedPercent ?? 0) : null,
    testBest,
    testPassed,
    attemptsLeft: hasTest ? Math.max(0, policy.attempts - facts.attempts) : null,
    signedDays: kind === 'shadowing' ? facts.signedDays : null,
  }
}

export interface AssessmentRule {
  /** Share of the sessions that must count, %. */
  readonly attendPercent: number
  readonly needsTests: boolean
  readonly needsWork: boolean
}

/** What a programme's rule says of somebody. */
export function assess(
  rule: AssessmentRule,
  standings: readonly SessionStanding[],
  workAccepted: boolean,
): Assessment {
  const tests = standings.filter(({ testPassed }) => testPassed !== null)
  const testsPassed = tests.filter(({ testPassed }) => testPassed).length
  const counted = standings.filter((one) => one.counted).length
  const gaps: AssessmentGap[] = []
  if (100 * counted < rule.attendPercent * standings.length || standings.length === 0) gaps.push('attendance')
  if (rule.needsTests && testsPassed < tests.length) gaps.push('tests')
  if (rule.needsWork && !workAccepted) gaps.push('work')
  return {
    sessions: standings.length,
    counted,
    tests: tests.length,
    testsPassed,
    workAccepted,
    gaps,
    passed: gaps.length === 0,
  }
}
