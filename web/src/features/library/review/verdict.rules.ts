import { ReviewAspect, type ReviewLevel, type ReviewVerdict, type Role } from '@tongke/contract'

/** What a reviewer has said so far; an aspect is missing until it was judged. */
export type Judged = Partial<Record<ReviewAspect, boolean>>

export const COMMENT_MIN = 5

/** All aspects judged: pass, or a rejection with its reason. Null while something is missing. */
export function verdictFrom(judged: Judged, comment: string): ReviewVerdict | null {
  const judgements = ReviewAspect.options.map((aspect) => judged[aspect])
  if (judgements.includes(undefined)) return null
  const decision = judgements.every(Boolean) ? 'PASS' : 'REJECT'
  const words = comment.trim()
  if (decision === 'REJECT' && words.length < COMMENT_MIN) return null
  return { aspects: judged as ReviewVerdict['aspects'], decision, comment: words }
}

export const leftToJudge = (judged: Judged): number =>
  ReviewAspect.options.filter((aspect) => judged[aspect] === undefined).length

type Desk = Extract<ReviewLevel, 'SCHOOL' | 'CITY'>

const DESKS: Record<Desk, readonly Role[]> = {
  SCHOOL: ['head', 'coordinator'],
  CITY: ['researcher', 'officer'],
}

/** The desks somebody with these roles sits at; the bureau's administrator governs but does not review. */
export const desksOf = (roles: readonly Role[]): readonly Desk[] =>
  (Object.keys(DESKS) as Desk[]).filter((desk) => DESKS[desk].some((role) => roles.includes(role)))

const DAY_MS = 86_400_000

/** How long something has waited, and how bad that is: three and seven days, as the counts of the queue have it. */
export function ageOf(submittedAt: number, now: number): { days: number; tone: 'ok' | 'warn' | 'bad' } {
  const waited = Math.max(0, now - submittedAt)
  const tone = waited <= 3 * DAY_MS ? 'ok' : waited <= 7 * DAY_MS ? 'warn' : 'bad'
  return { days: Math.floor(waited / DAY_MS), tone }
}
