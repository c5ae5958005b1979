import { SESSION_PATHS, SessionForm, type SessionState } from '@tongke/contract'
import { mayWithOutcome, whyNot, type OutcomeAction, type OutcomeMoment } from './outcome-access.rules.ts'

const PEOPLE: Record<string, Partial<OutcomeMoment>> = {
  nobody: {},
  reader: { readsAll: true },
  member: { parts: new Set(['member']) },
  recorder: { parts: new Set(['member']), isRecorder: true },
  organizer: { parts: new Set(['organizer']) },
}
const momentOf = (change: Partial<OutcomeMoment>): OutcomeMoment => ({
  form: 'preparation',
  state: 'OUTCOME',
  parts: new Set(),
  readsAll: false,
  isRecorder: false,
  isSigned: false,
  ...change,
})

/** Who may, at the time for outcomes; everybody else may not. */
const TABLE: Record<OutcomeAction, readonly string[]> = {
  read: ['reader', 'member', 'recorder', 'organizer'],
  draftMinutes: ['recorder', 'organizer'],
  editMinutes: ['recorder', 'organizer'],
  signMinutes: ['organizer'],
  appointRecorder: ['organizer'],
  handInDesign: ['member', 'recorder'],
  handInOwn: ['member', 'recorder'],
}

describe.each(Object.entries(TABLE) as [OutcomeAction, readonly string[]][])('%s', (action, allowed) => {
  test.each(Object.entries(PEOPLE))('%s', (name, person) => {
    expect(mayWithOutcome(action, momentOf(person))).toBe(allowed.includes(name))
  })
})

test.each(['draftMinutes', 'editMinutes', 'signMinutes', 'appointRecorder'] as const)(
  'signed minutes refuse %s',
  (action) => {
    const everything = { parts: new Set(['organizer', 'member', 'leader'] as const), isRecorder: true }
    expect(whyNot(action, momentOf({ ...everything, isSigned: true }))).toBe('minutes.signed')
  },
)

/** Everything before its first state is refused, everything from it on is allowed, in every form. */
test.each([
  ['draftMinutes', 'DISCUSSION'],
  ['signMinutes', 'DISCUSSION'],
  ['handInDesign', 'REVIEW'],
  ['handInOwn', 'REVIEW'],
] as const)('%s from %s on', (action, from) => {
  const parts = new Set(['organizer', 'member'] as const)
  for (const form of SessionForm.options) {
    const path = SESSION_PATHS[form]
    const first = path.includes(from) ? from : 'DISCUSSION'
    const allowed = path.filter((state) => mayWithOutcome(action, momentOf({ form, state, parts })))
    expect(allowed).toEqual(path.slice(path.indexOf(first)))
    const cancelled: SessionState = 'CANCELLED'
    expect(whyNot(action, momentOf({ form, state: cancelled, parts }))).toBe('research.state')
  }
})
