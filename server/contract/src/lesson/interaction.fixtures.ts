import fc from 'fast-check'
import { MicrophoneTrouble, SoundPreset, TeachingMode, type InteractionBody } from './interaction.ts'
import { QuizKind } from './quiz.ts'

const id = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
const legId = fc.constantFrom(id(1), id(2), id(3))
const anId = fc.integer({ min: 50, max: 53 }).map(id)
const seat = fc.integer({ min: 1, max: 100 })
const nothing = fc.constant({})
const answer = fc.constantFrom('A', 'F', 'true', 'false', '0', '-12', '0.5', '-0.125')
const counts = fc.array(fc.record({ answer, count: fc.nat(100) }), { maxLength: 10 })
const small = fc.option(fc.record({ classes: fc.nat(4), answered: fc.nat(100), counts }))

type Payloads = {
  readonly [K in InteractionBody['kind']]: fc.Arbitrary<Omit<Extract<InteractionBody, { kind: K }>, 'kind'>>
}

/** Every kind of this part has its line; a new one without a line does not compile. */
export const INTERACTION_PAYLOADS: Payloads = {
  teaching_set: fc.record({ mode: fc.constantFrom(...TeachingMode.options) }),
  sound_set: fc.record({ preset: fc.constantFrom(...SoundPreset.options) }),
  timer_started: fc.record({ seconds: fc.integer({ min: 5, max: 3600 }) }),
  timer_stopped: nothing,
  seat_picked: fc.record({ pickId: anId, legId, seat }),
  pick_put_away: nothing,
  praised: fc.record({ praiseId: anId, legId: fc.option(legId) }),
  buzzer_opened: nothing,
  buzzer_closed: nothing,
  buzzed: fc.record({ legId }),
  microphone_reported: fc.record({
    legId,
    trouble: fc.option(fc.constantFrom(...MicrophoneTrouble.options)),
  }),
  quiz_started: fc.record({
    quizId: anId,
    quizKind: fc.constantFrom(...QuizKind.options),
    options: fc.nat(6),
    seconds: fc.option(fc.integer({ min: 5, max: 900 })),
  }),
  quiz_key_set: fc.record({ quizId: anId, answer }),
  quiz_answered: fc.record({
    quizId: anId,
    legId: fc.option(legId),
    answered: fc.nat(100),
    present: fc.nat(100),
    counts: fc.option(counts),
  }),
  quiz_counted: fc.record({ quizId: anId, legId: fc.option(legId), counts }),
  quiz_closed: fc.record({ quizId: anId, answer: fc.option(answer), small }),
  quiz_put_away: fc.record({ quizId: anId }),
}
