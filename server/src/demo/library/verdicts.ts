import type { ReviewVerdict } from '@tongke/contract'

const ASPECTS = {
  political: true,
  guidance: true,
  scientific: true,
  suitable: true,
  standard: true,
  timely: true,
  public_good: true,
}

export const passing = (comment = ''): ReviewVerdict => ({ aspects: ASPECTS, decision: 'PASS', comment })
export const rejecting = (comment: string): ReviewVerdict => ({
  aspects: { ...ASPECTS, standard: false },
  decision: 'REJECT',
  comment,
})

/** What reviewers of the demo say; most say nothing. */
export const COMMENTS = [
  '',
  '内容准确，画面清楚，适合村小课堂直接使用。',
  '',
  '',
  '讲解分步清晰，建议课上配合学具操作。',
  '',
  '目标明确，与教材进度一致。',
]
