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
