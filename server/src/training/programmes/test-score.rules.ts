import type { TestQuestion } from '@tongke/contract'

export interface Marked {
  /** 0–100, rounded down: nobody passes by rounding. */
  readonly score: number
  readonly right: boolean[]
}

const same = (given: readonly number[], correct: readonly number[]): boolean => {
  const one = new Set(given)
  return one.size === correct.length && correct.every((index) => one.has(index))
}

/** Every question weighs the same, and is right only as a whole. @returns null when the answers are not to these questions */
export function markTest(
  questions: readonly Pick<TestQuestion, 'options' | 'correct' | 'kind'>[],
  answers: readonly (readonly number[])[],
): Marked | null {
  const fits =
    questions.length > 0 &&
    answers.length === questions.length &&
    questions.every(({ options, kind }, index) => {
      const given = answers[index] ?? []
      return given.every((one) => one < options.length) && (kind === 'multiple' || given.length <= 1)
    })
  if (!fits) return null
  const right = questions.map(({ correct }, index) => same(answers[index] ?? [], correct))
  return { score: Math.floor((100 * right.filter(Boolean).length) / right.length), right }
}
