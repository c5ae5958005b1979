import { ProgrammeState, Refusal } from '@tongke/contract'
import {
  PROGRAMME_TRANSITIONS,
  fireProgramme,
  mayFire,
  type ProgrammeTrigger,
} from './programme-transitions.rules.ts'

const TABLE: Record<ProgrammeTrigger, Partial<Record<ProgrammeState, ProgrammeState>>> = {
  edit: { PLANNED: 'PLANNED', ENROLLING: 'ENROLLING' },
  schedule: { PLANNED: 'PLANNED', ENROLLING: 'ENROLLING', RUNNING: 'RUNNING' },
  discard: { PLANNED: 'PLANNED' },
  open: { PLANNED: 'ENROLLING' },
  start: { ENROLLING: 'RUNNING' },
  assess: { RUNNING: 'ASSESSING' },
  close: { ASSESSING: 'CLOSED' },
  cancel: { PLANNED: 'CANCELLED', ENROLLING: 'CANCELLED', RUNNING: 'CANCELLED' },
  attend: { RUNNING: 'RUNNING' },
  hand_in: { RUNNING: 'RUNNING', ASSESSING: 'ASSESSING' },
  judge: { RUNNING: 'RUNNING', ASSESSING: 'ASSESSING' },
}
const TRIGGERS = Object.keys(PROGRAMME_TRANSITIONS) as ProgrammeTrigger[]
const cases = TRIGGERS.flatMap((trigger) =>
  ProgrammeState.options.map((state) => [trigger, state, TABLE[trigger][state]] as const),
)

it.each(cases)('%s from %s', (trigger, state, to) => {
  const reached = fireProgramme(trigger, { state, leads: true, sessions: 1 })
  expect(reached instanceof Refusal ? reached.code : reached).toBe(to ?? 'programme.state')
})

it('is opened with a session only', () => {
  const refusal = fireProgramme('open', { state: 'PLANNED', leads: true, sessions: 0 })
  expect(refusal).toMatchObject({ code: 'programme.incomplete' })
  expect(mayFire('open', { state: 'PLANNED', leads: true, sessions: 0 })).toBe(true)
})

it('is led by those who lead it', () => {
  const members: ProgrammeTrigger[] = ['attend', 'hand_in']
  for (const trigger of TRIGGERS)
    for (const state of ProgrammeState.options)
      expect(mayFire(trigger, { state, leads: false, sessions: 1 })).toBe(
        members.includes(trigger) && TABLE[trigger][state] !== undefined,
      )
})
