import { CHECK_IN_KINDS, type ProgrammeDetail, type ProgrammeSession } from '@tongke/contract'

export type NextKind =
  | 'enrol'
  | 'requested'
  | 'waiting'
  | 'refused'
  | 'withdrawn'
  | 'begins'
  | 'check_in'
  | 'live'
  | 'watch'
  | 'test'
  | 'shadow'
  | 'work'
  | 'wait'
  | 'passed'
  | 'missed'
  | 'over'

export interface NextStep {
  readonly kind: NextKind
  readonly session: ProgrammeSession | null
}

const of = (kind: NextKind, session: ProgrammeSession | null = null): NextStep => ({ kind, session })

const stepAt = (session: ProgrammeSession): NextStep | null => {
  const { kind, mine, hasTest } = session
  if (!mine) return null
  if (!mine.counted && CHECK_IN_KINDS.includes(kind)) return of('check_in', session)
  if (!mine.counted && kind === 'live') return of('live', session)
  if (!mine.counted && kind === 'shadowing') return of('shadow', session)
  if (kind === 'video' && (mine.watchedPercent ?? 0) < 100 && !mine.counted) return of('watch', session)
  if (hasTest && mine.testPassed === false && (mine.attemptsLeft ?? 0) > 0) return of('test', session)
  return null
}

/** The one thing a teacher does next in a programme. */
export function nextStep({ card, mine, sessions, needsWork, can }: ProgrammeDetail, now: number): NextStep {
  if (can.enrol && !mine) return of('enrol')
  if (mine?.state === 'REQUESTED') return of('requested')
  if (mine?.state === 'WAITING') return of('waiting')
  if (mine?.state === 'REFUSED') return of('refused')
  if (mine?.state === 'WITHDRAWN' || !mine) return of(can.enrol ? 'withdrawn' : 'over')
  if (card.state === 'CANCELLED') return of('over')
  if (card.state === 'CLOSED') return of(mine.assessment?.passed ? 'passed' : 'missed')
  if (card.state === 'ENROLLING') return of('begins', sessions[0] ?? null)
  const open = sessions.filter(({ startsAt, endsAt }) => startsAt <= now && now <= endsAt)
  for (const session of [...open, ...sessions.filter(({ kind }) => kind === 'video')]) {
    const step = stepAt(session)
    if (step) return step
  }
  if (needsWork && can.handIn && mine.work === null) return of('work')
  return of('wait', sessions.find(({ startsAt }) => startsAt > now) ?? null)
}
