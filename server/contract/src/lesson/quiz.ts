import { z } from 'zod'
import { Id, Millis } from '../primitives.ts'

/** 选择, 判断, 填数. Pupils show cards or fingers; grown-ups enter how many gave which answer. */
export const QuizKind = z.enum(['choice', 'judge', 'number'])
export type QuizKind = z.infer<typeof QuizKind>

/** A letter, `true` or `false`, or a number in its shortest form (`0.5`, never `0.50` or `-0`). */
export const QuizAnswer = z
  .string()
  .regex(/^(?:[A-F]|true|false|0|-?[1-9]\d{0,5}|-?(?:0|[1-9]\d{0,5})\.\d{0,2}[1-9])$/)
export const AnswerCount = z.object({ answer: QuizAnswer, count: z.int().min(0).max(100) })
export type AnswerCount = z.infer<typeof AnswerCount>
/** How many pupils of a class gave which answer. */
export const QuizCounts = z.array(AnswerCount).max(10)

/** What is to be asked. `options`: how many letters a choice has, else 0. `seconds`: time to think; null without a limit. */
export const QuizQuestion = z.object({
  quizKind: QuizKind,
  options: z.int().min(0).max(6),
  seconds: z.int().min(5).max(900).nullable(),
})
export type QuizQuestion = z.infer<typeof QuizQuestion>

/** What one class answered. `counts` is null where so few answered that it would tell who it was. */
export const QuizTurnout = z.object({
  answered: z.int().min(0).max(100),
  present: z.int().min(0).max(100),
  counts: QuizCounts.nullable(),
})
export type QuizTurnout = z.infer<typeof QuizTurnout>

/** Classes that are too small to be shown alone, taken together; null when even that would tell who it was. */
export const SmallClasses = z
  .object({ classes: z.int(), answered: z.int(), counts: z.array(AnswerCount).max(50) })
  .nullable()

export const Quiz = QuizQuestion.extend({
  id: Id,
  /** Counts the questions of the lesson from 1. */
  number: z.int().positive(),
  startedAt: Millis,
  endsAt: Millis.nullable(),
  closedAt: Millis.nullable(),
  /** By id of the leg, or `LECTURE_CLASS`. */
  classes: z.record(z.string(), QuizTurnout),
  /** Known when it is closed; `answer` is the right one, null where none was set. */
  result: z.object({ answer: QuizAnswer.nullable(), small: SmallClasses }).nullable(),
  /** The server's own: empty on every wire. */
  sealed: z.object({ answer: QuizAnswer.nullable(), counts: z.record(z.string(), QuizCounts) }),
})
export type Quiz = z.infer<typeof Quiz>

/** The class in the lecturer's room, where legs are named by their ids. */
export const LECTURE_CLASS = 'lecture'
export const quizPlace = (legId: string | null): string => legId ?? LECTURE_CLASS

const quizId = { quizId: Id }
/** Null: the class in the lecturer's room. */
const place = { legId: Id.nullable() }

export const QUIZ_COMMANDS = [
  z.object({ type: z.literal('start_quiz'), ...QuizQuestion.shape, answer: QuizAnswer.nullable() }),
  z.object({ type: z.literal('answer_quiz'), ...quizId, ...place, counts: QuizCounts }),
  z.object({ type: z.literal('close_quiz'), ...quizId }),
  z.object({ type: z.literal('put_away_quiz'), ...quizId }),
] as const

export const QUIZ_EVENTS = [
  z.object({ kind: z.literal('quiz_started'), ...quizId, ...QuizQuestion.shape }),
  z.object({ kind: z.literal('quiz_key_set'), ...quizId, answer: QuizAnswer }),
  z.object({ kind: z.literal('quiz_answered'), ...quizId, ...place, ...QuizTurnout.shape }),
  z.object({ kind: z.literal('quiz_counted'), ...quizId, ...place, counts: QuizCounts }),
  z.object({
    kind: z.literal('quiz_closed'),
    ...quizId,
    answer: QuizAnswer.nullable(),
    small: SmallClasses,
  }),
  z.object({ kind: z.literal('quiz_put_away'), ...quizId }),
] as const
type QuizBody = z.infer<(typeof QUIZ_EVENTS)[number]>

/** Kinds that no client reads: the right answer before the end, and what small classes answered. */
export const SEALED_KINDS: readonly string[] = ['quiz_key_set', 'quiz_counted']

/** The answers that can be ticked; a number can be any. */
export const answersOf = ({ quizKind, options }: Pick<QuizQuestion, 'quizKind' | 'options'>): string[] => {
  if (quizKind === 'judge') return ['true', 'false']
  return quizKind === 'choice' ? [...'ABCDEF'].slice(0, options) : []
}

export const isAnswerTo = (question: Pick<QuizQuestion, 'quizKind' | 'options'>, answer: string): boolean =>
  question.quizKind === 'number' ? /\d/.test(answer) : answersOf(question).includes(answer)

export const sumOf = (counts: readonly AnswerCount[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0)

const isAbout = (quiz: Quiz | null, id: string): quiz is Quiz => quiz?.id === id && quiz.closedAt === null

function applyToOpen(quiz: Quiz, body: QuizBody, at: number): Quiz {
  const { sealed } = quiz
  switch (body.kind) {
    case 'quiz_key_set':
      return { ...quiz, sealed: { ...sealed, answer: body.answer } }
    case 'quiz_answered': {
      const { answered, present, counts } = body
      return { ...quiz, classes: { ...quiz.classes, [quizPlace(body.legId)]: { answered, present, counts } } }
    }
    case 'quiz_counted':
      return {
        ...quiz,
        sealed: { ...sealed, counts: { ...sealed.counts, [quizPlace(body.legId)]: body.counts } },
      }
    case 'quiz_closed':
      return { ...quiz, closedAt: at, result: { answer: body.answer, small: body.small } }
    default:
      return quiz
  }
}

/** The question on the screens after one more event. */
export function applyQuiz(quiz: Quiz | null, number: number, body: QuizBody, at: number): Quiz | null {
  if (body.kind === 'quiz_put_away') return quiz?.id === body.quizId ? null : quiz
  if (body.kind !== 'quiz_started') return isAbout(quiz, body.quizId) ? applyToOpen(quiz, body, at) : quiz
  const { quizId: id, quizKind, options, seconds } = body
  return {
    id,
    number,
    quizKind,
    options,
    seconds,
    startedAt: at,
    endsAt: seconds === null ? null : at + seconds * 1000,
    closedAt: null,
    classes: {},
    result: null,
    sealed: { answer: null, counts: {} },
  }
}

/** Without what the server keeps to itself. */
export const withoutSeal = (quiz: Quiz | null): Quiz | null =>
  quiz && { ...quiz, sealed: { answer: null, counts: {} } }
