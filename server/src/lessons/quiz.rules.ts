import {
  isAnswerTo,
  Refusal,
  sumOf,
  type AnswerCount,
  type LessonCommand,
  type LessonEventBody,
  type LessonState,
  type Quiz,
} from '@tongke/contract'
import type { Moment } from './lesson-command.rules.ts'

type Of<T extends LessonCommand['type']> = Extract<LessonCommand, { type: T }>
type Decision = LessonEventBody[] | Refusal

const MOST_PUPILS = 100

/** How many pupils of a class can answer: who is present by the headcount, else who was planned. */
export function pupilsOf(state: LessonState, legId: string | null): number {
  if (legId === null) return MOST_PUPILS
  const planned = state.plan.legs.find(({ id }) => id === legId)?.headcount
  return state.legs[legId]?.headcount?.present ?? (planned || MOST_PUPILS)
}

const openQuiz = (state: LessonState, quizId: string): Quiz | null => {
  const { quiz } = state.interaction
  return quiz?.id === quizId && quiz.closedAt === null ? quiz : null
}

/** Choice has two to six letters, the other kinds none; the right answer must be one of the question's own. */
export function startQuiz({ state, facts }: Moment, command: Of<'start_quiz'>): Decision {
  const { quizKind, options, seconds, answer } = command
  const { quiz } = state.interaction
  if (quiz && quiz.closedAt === null) return new Refusal('lesson.quiz_open')
  if (quizKind === 'choice' ? options < 2 : options !== 0) return new Refusal('request.invalid')
  if (answer !== null && !isAnswerTo(command, answer)) return new Refusal('lesson.quiz_counts')
  const quizId = facts.commandId
  return [
    { kind: 'quiz_started', quizId, quizKind, options, seconds },
    ...(answer === null ? [] : [{ kind: 'quiz_key_set', quizId, answer } as const]),
  ]
}

const areFor = (quiz: Quiz, counts: readonly AnswerCount[]): boolean =>
  counts.every(({ answer }) => isAnswerTo(quiz, answer)) &&
  new Set(counts.map(({ answer }) => answer)).size === counts.length

/** What few pupils answered is kept under seal: everybody learns only how many of them did. */
export function answerQuiz({ state, actor, facts }: Moment, command: Of<'answer_quiz'>): Decision {
  const { quizId, legId, counts } = command
  if (actor.part === 'lecturer' ? legId !== null : legId === null) return new Refusal('lesson.not_your_leg')
  const quiz = openQuiz(state, quizId)
  if (!quiz) return new Refusal('lesson.quiz_unknown')
  if (legId !== null && state.legs[legId]?.fallback) return new Refusal('lesson.transition')
  const present = pupilsOf(state, legId)
  const answered = sumOf(counts)
  if (answered > present || !areFor(quiz, counts)) return new Refusal('lesson.quiz_counts')
  const isShown = answered >= facts.policy.quizMinimum
  return [
    { kind: 'quiz_answered', quizId, legId, answered, present, counts: isShown ? counts : null },
    { kind: 'quiz_counted', quizId, legId, counts },
  ]
}

const addUp = (all: readonly (readonly AnswerCount[])[]): AnswerCount[] => {
  const sums = new Map<string, number>()
  for (const counts of all)
    for (const { answer, count } of counts) sums.set(answer, (sums.get(answer) ?? 0) + count)
  return [...sums].map(([answer, count]) => ({ answer, count }))
}

/**
 * The classes that are too small to be shown, as one. With fewer than two of them, or too few pupils in all, it would be as
 * good as showing them.
 */
export function smallClasses(quiz: Quiz, minimum: number) {
  const hidden = Object.entries(quiz.classes)
    .filter(([, turnout]) => turnout.counts === null && turnout.answered > 0)
    .map(([place]) => quiz.sealed.counts[place] ?? [])
  const counts = addUp(hidden)
  const answered = sumOf(counts)
  return hidden.length < 2 || answered < minimum ? null : { classes: hidden.length, answered, counts }
}

export function closeQuiz({ state, facts }: Moment, { quizId }: Of<'close_quiz'>): Decision {
  const quiz = openQuiz(state, quizId)
  if (!quiz) return new Refusal('lesson.quiz_unknown')
  const small = smallClasses(quiz, facts.policy.quizMinimum)
  return [{ kind: 'quiz_closed', quizId, answer: quiz.sealed.answer, small }]
}

export function putAwayQuiz({ state }: Moment, { quizId }: Of<'put_away_quiz'>): Decision {
  if (state.interaction.quiz?.id !== quizId) return []
  if (openQuiz(state, quizId)) return new Refusal('lesson.quiz_open')
  return [{ kind: 'quiz_put_away', quizId }]
}
