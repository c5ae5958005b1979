import { Refusal, SESSION_PATHS, type SessionForm, type SessionState } from '@tongke/contract'
import type { SessionPart } from '../research-access.rules.ts'

/** What is known about the work that a step asks for. Null: nobody keeps such a thing here, so nobody asks for it. */
export interface SessionWork {
  /** Versions of the design by the main preparer. */
  readonly designs: number | null
  /** Outcomes handed to the library. */
  readonly outcomes: number | null
  /** The minutes were signed. */
  readonly hasMinutes: boolean | null
  /** Lessons of this round that were held. */
  readonly heldLessons: number
  readonly reflections: number
}

export interface SessionMoment {
  readonly form: SessionForm
  readonly state: SessionState
  readonly round: number
  readonly parts: ReadonlySet<SessionPart>
  readonly hasTime: boolean
  readonly agendaItems: number
  readonly members: number
  readonly work: SessionWork
  readonly maxRounds: number
}

type Guard = (moment: SessionMoment) => Refusal | null

interface Transition {
  readonly from: SessionState
  readonly to: SessionState
  readonly who: readonly SessionPart[]
  /** Absent: every form that has both states next to each other on its path. */
  readonly forms?: readonly SessionForm[]
  readonly guard?: Guard
}

const refuseIf = (wrong: boolean, code: ConstructorParameters<typeof Refusal>[0]) =>
  wrong ? new Refusal(code) : null

const planned: Guard = ({ hasTime, agendaItems, members }) =>
  refuseIf(!hasTime || agendaItems === 0 || members < 2, 'research.unplanned')
const designed: Guard = ({ work }) => refuseIf(work.designs === 0, 'research.no_design')
const taught: Guard = ({ work }) => refuseIf(work.heldLessons === 0, 'research.no_lesson')
const reflected: Guard = ({ work }) => refuseIf(work.reflections === 0, 'research.no_reflection')
const concluded: Guard = ({ work }) =>
  refuseIf(work.outcomes === 0, 'research.no_outcome') ??
  refuseIf(work.hasMinutes === false, 'research.no_minutes')
const goesOn: Guard = ({ round, maxRounds }) => refuseIf(round >= maxRounds, 'research.rounds')

const BY_ORGANIZER: readonly SessionPart[] = ['organizer']

/** Domain §4.3, one row per arrow. Whatever is not here is refused. */
export const SESSION_TRANSITIONS: readonly Transition[] = [
  { from: 'PROPOSED', to: 'SCHEDULED', who: ['leader'], guard: planned },
  { from: 'SCHEDULED', to: 'INDIVIDUAL_PREP', who: BY_ORGANIZER },
  { from: 'SCHEDULED', to: 'DISCUSSION', who: BY_ORGANIZER },
  { from: 'INDIVIDUAL_PREP', to: 'DISCUSSION', who: BY_ORGANIZER, guard: designed },
  { from: 'DISCUSSION', to: 'SECOND_PREP', who: BY_ORGANIZER },
  { from: 'DISCUSSION', to: 'REFLECTION', who: BY_ORGANIZER },
  { from: 'SECOND_PREP', to: 'TEACHING', who: BY_ORGANIZER },
  { from: 'TEACHING', to: 'REVIEW', who: BY_ORGANIZER, guard: taught },
  { from: 'REVIEW', to: 'SECOND_PREP', who: BY_ORGANIZER, forms: ['polishing'], guard: goesOn },
  { from: 'REVIEW', to: 'REFLECTION', who: BY_ORGANIZER },
  { from: 'REFLECTION', to: 'OUTCOME', who: BY_ORGANIZER, guard: reflected },
  { from: 'OUTCOME', to: 'CLOSED', who: BY_ORGANIZER, guard: concluded },
  ...(
    [
      'PROPOSED',
      'SCHEDULED',
      'INDIVIDUAL_PREP',
      'DISCUSSION',
      'SECOND_PREP',
      'TEACHING',
      'REVIEW',
      'REFLECTION',
      'OUTCOME',
    ] as const
  ).map((from): Transition => ({ from, to: 'CANCELLED', who: BY_ORGANIZER })),
]

/** Whether a session of this form can go that way at all. */
export function isArrow(form: SessionForm, { from, to, forms }: Transition): boolean {
  if (forms) return forms.includes(form)
  const path = SESSION_PATHS[form]
  const at = path.indexOf(from)
  return at >= 0 && (to === 'CANCELLED' || path[at + 1] === to)
}

const rowOf = ({ form, state }: Pick<SessionMoment, 'form' | 'state'>, to: SessionState) =>
  SESSION_TRANSITIONS.find((one) => one.from === state && one.to === to && isArrow(form, one))

/** The round a session is in after the step, or why it cannot be taken. */
export function stepTo(to: SessionState, moment: SessionMoment): number | Refusal {
  const row = rowOf(moment, to)
  const who = row?.who ?? BY_ORGANIZER
  if (!who.some((part) => moment.parts.has(part))) return new Refusal('auth.forbidden')
  if (!row) return new Refusal('research.state')
  return row.guard?.(moment) ?? moment.round + (row.forms && to === 'SECOND_PREP' ? 1 : 0)
}

/** States the page offers: guards tell when the step is taken, so that somebody reads what is missing. */
export const stepsFor = (moment: Pick<SessionMoment, 'form' | 'state' | 'parts'>): SessionState[] =>
  SESSION_TRANSITIONS.filter(
    (row) =>
      row.from === moment.state &&
      isArrow(moment.form, row) &&
      row.who.some((part) => moment.parts.has(part)),
  ).map(({ to }) => to)

/** States in which what a session says of itself still changes, and in which its members still work. */
export const isUnderWay = (state: SessionState): boolean =>
  state !== 'PROPOSED' && state !== 'CLOSED' && state !== 'CANCELLED'
export const isOpen = (state: SessionState): boolean => state === 'PROPOSED' || isUnderWay(state)
/** From the review on: there is something to look back on. */
export const isReflecting = (form: SessionForm, state: SessionState): boolean =>
  isUnderWay(state) &&
  SESSION_PATHS[form].indexOf(state) >=
    SESSION_PATHS[form].indexOf(form === 'lecture' ? 'DISCUSSION' : 'REVIEW')
