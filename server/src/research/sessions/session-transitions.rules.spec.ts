import { Refusal, SESSION_PATHS, SessionForm, SessionState } from '@tongke/contract'
import type { SessionPart } from '../research-access.rules.ts'
import { isOpen, isUnderWay, stepTo, stepsFor, type SessionMoment } from './session-transitions.rules.ts'

const moment = (change: Partial<SessionMoment> = {}): SessionMoment => ({
  form: 'preparation',
  state: 'PROPOSED',
  round: 1,
  parts: new Set<SessionPart>(['leader', 'organizer']),
  hasTime: true,
  agendaItems: 1,
  members: 2,
  work: { designs: 1, outcomes: 1, hasMinutes: true, heldLessons: 1, reflections: 1 },
  maxRounds: 3,
  ...change,
})
const result = (stepped: number | Refusal) => (stepped instanceof Refusal ? stepped.code : stepped)

/** Every arrow of every form, written out from domain §4.3. */
const WHOLE: [SessionState, SessionState][] = [
  ['PROPOSED', 'SCHEDULED'],
  ['SCHEDULED', 'INDIVIDUAL_PREP'],
  ['INDIVIDUAL_PREP', 'DISCUSSION'],
  ['DISCUSSION', 'SECOND_PREP'],
  ['SECOND_PREP', 'TEACHING'],
  ['TEACHING', 'REVIEW'],
  ['REVIEW', 'REFLECTION'],
  ['REFLECTION', 'OUTCOME'],
  ['OUTCOME', 'CLOSED'],
]
const ARROWS: Record<SessionForm, [SessionState, SessionState][]> = {
  preparation: WHOLE,
  variants: WHOLE,
  lesson_study: WHOLE,
  polishing: [...WHOLE, ['REVIEW', 'SECOND_PREP']],
  lecture: [
    ['PROPOSED', 'SCHEDULED'],
    ['SCHEDULED', 'DISCUSSION'],
    ['DISCUSSION', 'REFLECTION'],
    ['REFLECTION', 'OUTCOME'],
    ['OUTCOME', 'CLOSED'],
  ],
}
const isCancel = (state: SessionState, to: SessionState, form: SessionForm) =>
  to === 'CANCELLED' && state !== 'CLOSED' && SESSION_PATHS[form].includes(state)

describe.each(SessionForm.options)('a session of the form %s', (form) => {
  const every = SessionState.options.flatMap((state) =>
    SessionState.options.map((to) => [state, to] as const),
  )

  it.each(every)('%s → %s', (state, to) => {
    const isAllowed = ARROWS[form].some(([a, b]) => a === state && b === to) || isCancel(state, to, form)
    const round = form === 'polishing' && state === 'REVIEW' && to === 'SECOND_PREP' ? 2 : 1
    expect(result(stepTo(to, moment({ form, state })))).toBe(isAllowed ? round : 'research.state')
    expect(stepsFor(moment({ form, state })).includes(to)).toBe(isAllowed)
  })

  it('comes to its end by its own path', () => {
    const path = SESSION_PATHS[form]
    for (const [at, state] of path.slice(0, -1).entries())
      expect(result(stepTo(path[at + 1] as SessionState, moment({ form, state })))).toBe(1)
    expect(path.at(-1)).toBe('CLOSED')
  })
})

describe('who may', () => {
  const by = (...parts: SessionPart[]) => ({ parts: new Set(parts) })

  it('leaders alone schedule what was proposed', () => {
    expect(result(stepTo('SCHEDULED', moment(by('leader'))))).toBe(1)
    expect(result(stepTo('SCHEDULED', moment(by('organizer', 'member'))))).toBe('auth.forbidden')
  })
  it('organizers take every other step, members none', () => {
    for (const [state, to] of WHOLE.slice(1)) {
      expect(result(stepTo(to, moment({ state, ...by('organizer') })))).toBe(1)
      expect(result(stepTo(to, moment({ state, ...by('member') })))).toBe('auth.forbidden')
      expect(stepsFor({ form: 'preparation', state, ...by('member') })).toEqual([])
    }
  })
  it('nobody without a part learns what would be possible', () => {
    expect(result(stepTo('CLOSED', moment({ state: 'PROPOSED', ...by() })))).toBe('auth.forbidden')
  })
})

describe('guards', () => {
  const none = { designs: 0, outcomes: 0, hasMinutes: false, heldLessons: 0, reflections: 0 }
  const unkept = { designs: null, outcomes: null, hasMinutes: null, heldLessons: 1, reflections: 1 }
  const unsigned = { ...none, outcomes: 1 }

  it.each<[string, SessionState, SessionState, Partial<SessionMoment>]>([
    ['research.unplanned', 'PROPOSED', 'SCHEDULED', { hasTime: false }],
    ['research.unplanned', 'PROPOSED', 'SCHEDULED', { agendaItems: 0 }],
    ['research.unplanned', 'PROPOSED', 'SCHEDULED', { members: 1 }],
    ['research.no_design', 'INDIVIDUAL_PREP', 'DISCUSSION', { work: none }],
    ['research.no_lesson', 'TEACHING', 'REVIEW', { work: none }],
    ['research.no_reflection', 'REFLECTION', 'OUTCOME', { work: none }],
    ['research.no_outcome', 'OUTCOME', 'CLOSED', { work: none }],
    ['research.no_minutes', 'OUTCOME', 'CLOSED', { work: unsigned }],
    ['research.rounds', 'REVIEW', 'SECOND_PREP', { form: 'polishing', round: 3 }],
  ])('%s: %s → %s', (code, state, to, change) => {
    expect(result(stepTo(to, moment({ state, ...change })))).toBe(code)
  })

  it('ask for nothing that nobody keeps', () => {
    expect(result(stepTo('DISCUSSION', moment({ state: 'INDIVIDUAL_PREP', work: unkept })))).toBe(1)
    expect(result(stepTo('CLOSED', moment({ state: 'OUTCOME', work: unkept })))).toBe(1)
  })

  it('let a lesson be cancelled whatever is missing', () => {
    expect(result(stepTo('CANCELLED', moment({ state: 'TEACHING', work: none })))).toBe(1)
  })
})

it('a session is under way between its schedule and its end', () => {
  expect(SessionState.options.filter(isUnderWay)).toEqual(SESSION_PATHS.preparation.slice(1, -1))
  expect(SessionState.options.filter(isOpen)).toEqual(SESSION_PATHS.preparation.slice(0, -1))
})
