import {
  Refusal,
  type ErrorCode,
  type LessonEventBody,
  type LessonState,
  type LessonStatus,
} from '@tongke/contract'
import type { ActorPart, AnyLessonCommand, CheckFact, Moment } from './lesson-command.rules.ts'
import type { LessonPolicy } from './lesson-policy.rules.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

export type Trigger =
  | 'prepare'
  | 'check'
  | 'open'
  | 'start'
  | 'interrupt'
  | 'resume'
  | 'end'
  | 'hard_stop'
  | 'expire'
  | 'settle'
  | 'settle_ready'
  | 'settle_late'
  | 'cancel'
  | 'reschedule'

type Guard = (moment: Moment) => ErrorCode | null

export interface Transition {
  from: readonly LessonStatus[]
  trigger: Trigger
  who: readonly ActorPart[]
  guard: Guard
  to: LessonStatus
  event: (moment: Moment, command: AnyLessonCommand) => LessonEventBody
}

/** A lesson and the numbers it runs by: all that its times depend on. */
export interface Timed {
  state: LessonState
  facts: { policy: LessonPolicy; quietSince?: number | null; evaluationsIn?: boolean }
}

export const plannedEnd = ({ state }: Pick<Timed, 'state'>): number =>
  state.plan.plannedStart + state.plan.plannedMinutes * MINUTE

const isMeeting = (state: LessonState): boolean => state.plan.type === 'meeting'

export const opensAt = ({ state, facts: { policy } }: Timed): number =>
  state.plan.plannedStart -
  (isMeeting(state) ? policy.meetingOpenBeforeMinutes : policy.openBeforeMinutes) * MINUTE

/** No bell ends a meeting: who has more to say has some time for it. */
export const hardStopAt = ({ state, facts: { policy } }: Timed): number =>
  plannedEnd({ state }) +
  (isMeeting(state) ? policy.meetingHardStopAfterMinutes : policy.hardStopAfterMinutes) * MINUTE

const notHeldAt = ({ state, facts: { policy } }: Timed): number =>
  state.plan.plannedStart +
  (isMeeting(state) ? policy.meetingNotHeldAfterMinutes : policy.notHeldAfterMinutes) * MINUTE

/** Since when the live lesson has no lecturer; one who never came counts from the start. */
const lecturerMissingSince = ({ state }: Pick<Timed, 'state'>): number | null =>
  state.lecturerOnline ? null : Math.max(state.lecturerLostAt ?? 0, state.startedAt ?? 0)

const interruptAt = (moment: Timed): number | null => {
  const since = lecturerMissingSince(moment)
  return since === null ? null : since + moment.facts.policy.interruptedAfterSeconds * SECOND
}

const unless = (holds: boolean, code: ErrorCode): ErrorCode | null => (holds ? null : code)
const always: Guard = () => null

const everyLegIsPrepared: Guard = ({ state, facts }) =>
  unless(
    state.plan.legs.every((leg) => leg.assistantId !== null && facts.legsWithDevice.has(leg.id)),
    'lesson.unprepared',
  )

const recentlyNotRed = (check: CheckFact | null | undefined, { now, facts }: Moment): boolean =>
  !!check && check.verdict !== 'RED' && now - check.at <= facts.policy.checkValidMinutes * MINUTE

const linesAreChecked: Guard = (moment) =>
  unless(
    recentlyNotRed(moment.facts.lecturerCheck, moment) &&
      (moment.state.plan.legs.length === 0 ||
        Object.values(moment.facts.legChecks).some((check) => recentlyNotRed(check, moment))),
    'lesson.unchecked',
  )

/** The clock may come late; what it has still to say holds already. */
const notYetExpired: Guard = (moment) => unless(moment.now < notHeldAt(moment), 'lesson.transition')

const isOpeningTime: Guard = (moment) => unless(moment.now >= opensAt(moment), 'lesson.too_early')

const both =
  (first: Guard, second: Guard): Guard =>
  (moment) =>
    first(moment) ?? second(moment)

/** Of a master teacher's lesson the teachers who watch are the audience (domain §4.6). */
const hasAudience = ({ plan, observers }: LessonState): boolean =>
  plan.type === 'master' && observers.some((one) => !one.hidden)

const aLegIsThereWithItsAssistant: Guard = ({ state }) => {
  if (state.meeting) return unless(state.meeting.online.length > 0, 'meeting.alone')
  return unless(
    hasAudience(state) ||
      Object.values(state.legs).some(
        (leg) => leg.assistantPresent && (leg.status === 'ONLINE' || leg.status === 'DEGRADED'),
      ),
    'lesson.no_ready_leg',
  )
}

/** A class that came must have said how many were there; one that never came has nobody to count. */
const hasAllHeadcounts = (state: LessonState): boolean =>
  Object.values(state.legs).every((leg) => leg.headcount !== null || leg.fallback || leg.status !== 'LEFT')

const headcountsAreIn: Guard = ({ state }) => unless(hasAllHeadcounts(state), 'lesson.unsettled')

const hasAllPapers = ({ state, facts }: Timed): boolean =>
  hasAllHeadcounts(state) && facts.evaluationsIn === true

const evaluationsAreIn: Guard = ({ facts }) => unless(facts.evaluationsIn, 'lesson.unsettled')

/** When a lesson with all its papers settles by itself, if nothing more is told about it. */
const readyAt = ({ state, facts }: Timed): number =>
  (facts.quietSince ?? state.endedAt ?? 0) + facts.policy.settleQuietMinutes * MINUTE

const settleLateAt = ({ state, facts }: Timed): number =>
  (state.endedAt ?? Infinity) + facts.policy.settleAfterHours * HOUR

const isQuiet: Guard = (moment) =>
  since(moment.facts.quietSince === null ? null : readyAt(moment), moment.now)

const since = (at: number | null, now: number): ErrorCode | null =>
  unless(at !== null && now >= at, 'lesson.transition')

const isLate = ({ facts, now }: Moment): boolean => now > facts.lateAfter

/** Domain §4.4, SCHEDULED to SETTLED: one row per arrow. Whatever is not here is refused. */
export const TRANSITIONS: readonly Transition[] = [
  {
    from: ['SCHEDULED'],
    trigger: 'prepare',
    who: ['lecturer'],
    guard: everyLegIsPrepared,
    to: 'PREPARED',
    event: () => ({ kind: 'prepared' }),
  },
  {
    from: ['PREPARED'],
    trigger: 'check',
    who: ['system'],
    guard: linesAreChecked,
    to: 'CHECKED',
    event: () => ({ kind: 'checked' }),
  },
  {
    from: ['PREPARED', 'CHECKED'],
    trigger: 'open',
    who: ['lecturer'],
    guard: both(isOpeningTime, notYetExpired),
    to: 'WAITING',
    event: () => ({ kind: 'opened' }),
  },
  {
    from: ['WAITING'],
    trigger: 'start',
    who: ['lecturer'],
    guard: both(notYetExpired, aLegIsThereWithItsAssistant),
    to: 'LIVE',
    event: () => ({ kind: 'started' }),
  },
  {
    from: ['LIVE'],
    trigger: 'interrupt',
    who: ['system'],
    guard: (moment) => since(interruptAt(moment), moment.now - 1),
    to: 'INTERRUPTED',
    event: () => ({ kind: 'interrupted' }),
  },
  {
    from: ['INTERRUPTED'],
    trigger: 'resume',
    who: ['system'],
    guard: ({ state }) => unless(state.lecturerOnline, 'lesson.transition'),
    to: 'LIVE',
    event: () => ({ kind: 'resumed' }),
  },
  {
    from: ['LIVE', 'INTERRUPTED'],
    trigger: 'end',
    who: ['lecturer'],
    guard: always,
    to: 'ENDED',
    event: () => ({ kind: 'ended', by: 'lecturer' }),
  },
  {
    from: ['LIVE', 'INTERRUPTED'],
    trigger: 'hard_stop',
    who: ['system'],
    guard: (moment) => since(hardStopAt(moment), moment.now),
    to: 'ENDED',
    event: ({ state }) => ({ kind: 'ended', by: state.status === 'INTERRUPTED' ? 'lost' : 'hard_stop' }),
  },
  {
    from: ['SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING'],
    trigger: 'expire',
    who: ['system'],
    guard: (moment) => since(notHeldAt(moment), moment.now),
    to: 'NOT_HELD',
    event: () => ({ kind: 'not_held' }),
  },
  {
    from: ['ENDED'],
    trigger: 'settle',
    who: ['lecturer', 'scheduler'],
    guard: headcountsAreIn,
    to: 'SETTLED',
    event: () => ({ kind: 'settled' }),
  },
  {
    from: ['ENDED'],
    trigger: 'settle_ready',
    who: ['system'],
    guard: both(both(headcountsAreIn, evaluationsAreIn), isQuiet),
    to: 'SETTLED',
    event: () => ({ kind: 'settled' }),
  },
  {
    from: ['ENDED'],
    trigger: 'settle_late',
    who: ['system'],
    guard: (moment) => since(settleLateAt(moment), moment.now),
    to: 'SETTLED',
    event: () => ({ kind: 'settled' }),
  },
  {
    from: ['SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING'],
    trigger: 'cancel',
    who: ['lecturer', 'scheduler'],
    guard: always,
    to: 'CANCELLED',
    event: (moment, command) => ({
      kind: 'cancelled',
      reason: command.type === 'cancel' ? command.reason : 'other',
      late: isLate(moment),
    }),
  },
  {
    from: ['SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING'],
    trigger: 'reschedule',
    who: ['lecturer', 'scheduler'],
    guard: always,
    to: 'RESCHEDULED',
    event: (moment, command) => {
      if (command.type !== 'reschedule') throw new Error('reschedule needs the new lesson')
      return { kind: 'rescheduled', to: command.to, reason: command.reason, late: isLate(moment) }
    },
  },
]

/** The event of the arrow that `trigger` takes from the present state, or why there is none. */
export function fire(trigger: Trigger, moment: Moment, command: AnyLessonCommand): LessonEventBody | Refusal {
  const rows = TRANSITIONS.filter((row) => row.trigger === trigger)
  if (!rows.some((row) => row.who.includes(moment.actor.part))) {
    return new Refusal(
      rows.some((row) => row.who.includes('lecturer')) ? 'lesson.not_lecturer' : 'auth.forbidden',
    )
  }
  const arrow = rows.find((row) => row.from.includes(moment.state.status))
  if (!arrow) return new Refusal('lesson.transition')
  const refused = arrow.guard(moment)
  return refused ? new Refusal(refused) : arrow.event(moment, command)
}

/** When groups that confer apart are back. */
const backAt = ({ meeting }: LessonState): number => meeting?.breakout?.endsAt ?? Infinity

/** When the clock must next look at this lesson, ms; null when time alone changes nothing any more. */
export function nextDue(moment: Timed): number | null {
  const { state } = moment
  switch (state.status) {
    case 'SCHEDULED':
    case 'PREPARED':
    case 'CHECKED':
    case 'WAITING':
      return notHeldAt(moment)
    case 'LIVE': {
      const interrupt = interruptAt(moment)
      return Math.min(hardStopAt(moment), interrupt === null ? Infinity : interrupt + 1, backAt(state))
    }
    case 'INTERRUPTED':
      return Math.min(hardStopAt(moment), backAt(state))
    case 'ENDED':
      return Math.min(settleLateAt(moment), hasAllPapers(moment) ? readyAt(moment) : Infinity)
    default:
      return null
  }
}
