import type { LessonCommand } from '@tongke/contract'
import type { InteractionCommand } from './interaction-commands.rules.ts'
import { LEG, uuid } from './lesson.fixtures.ts'

export const QUIZ = uuid(60)

/** One of each, for the tables of who may do what. */
export const INTERACTION_SAMPLES: {
  [C in InteractionCommand['type']]: Extract<LessonCommand, { type: C }>
} = {
  set_teaching: { type: 'set_teaching', mode: 'discussion' },
  set_sound: { type: 'set_sound', preset: 'music' },
  start_timer: { type: 'start_timer', seconds: 60 },
  stop_timer: { type: 'stop_timer' },
  pick_seat: { type: 'pick_seat', legId: null },
  call_own_seat: { type: 'call_own_seat', seat: 12 },
  put_away_pick: { type: 'put_away_pick' },
  praise: { type: 'praise', legId: LEG },
  open_buzzer: { type: 'open_buzzer' },
  close_buzzer: { type: 'close_buzzer' },
  buzz: { type: 'buzz', legId: LEG },
  report_microphone: { type: 'report_microphone', legId: LEG, trouble: 'silent' },
  start_quiz: { type: 'start_quiz', quizKind: 'choice', options: 4, seconds: 30, answer: 'B' },
  answer_quiz: { type: 'answer_quiz', quizId: QUIZ, legId: LEG, counts: [{ answer: 'A', count: 5 }] },
  close_quiz: { type: 'close_quiz', quizId: QUIZ },
  put_away_quiz: { type: 'put_away_quiz', quizId: QUIZ },
}
