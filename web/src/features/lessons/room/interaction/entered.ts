import { QuizCounts, type AnswerCount } from '@tongke/contract'

const KEY = 'tongke.quiz-entered'

/**
 * What was entered for a question on this device, so that it can be corrected: the server tells nobody what few pupils
 * answered, not even who entered it.
 */
export function enteredFor(quizId: string): AnswerCount[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as { quizId?: unknown; counts?: unknown }
    const counts = QuizCounts.safeParse(kept.counts)
    return kept.quizId === quizId && counts.success ? counts.data : []
  } catch {
    return []
  }
}

export function rememberEntered(quizId: string, counts: readonly AnswerCount[]): void {
  sessionStorage.setItem(KEY, JSON.stringify({ quizId, counts }))
}
