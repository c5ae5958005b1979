import { isDeepStrictEqual } from 'node:util'
import {
  applyLessonEvent,
  Refusal,
  type LessonEvent,
  type LessonEventBody,
  type LessonState,
  type LessonStatus,
} from '@tongke/contract'
import type {
  AnyLessonCommand,
  LessonActor,
  LessonFacts,
  Moment,
  OfficeCommand,
} from './lesson-command.rules.ts'
import { fire, type Trigger } from './lesson-transitions.rules.ts'
import { breakoutOver, invitedAnew } from './meetings/meeting-commands.rules.ts'
import { recordingFollows } from './recording/recording.rules.ts'
import { mediaEvents, presenceEvents } from './presence.rules.ts'
import { decideRoll } from './papers/roll.rules.ts'
import { decideTeaching } from './room-commands.rules.ts'

export type Decision = LessonEventBody[] | Refusal

/** The state after events that are decided but not yet stored. */
export const foresee = (state: LessonState, bodies: readonly LessonEventBody[], at: number): LessonState =>
  bodies.reduce<LessonState>(
    (next, body) => applyLessonEvent(next, { revision: next.revision + 1, at, body } satisfies LessonEvent),
    state,
  )

const system = (moment: Moment): Moment => ({ ...moment, actor: { part: 'system' } })

/** Takes each arrow that is open, in order; those that are not are simply not taken. */
function fireOpenOnes(
  triggers: readonly Trigger[],
  moment: Moment,
  command: AnyLessonCommand,
): LessonEventBody[] {
  const events: LessonEventBody[] = []
  for (const trigger of triggers) {
    const here = { ...moment, state: foresee(moment.state, events, moment.now) }
    const taken = fire(trigger, here, command)
    if (!(taken instanceof Refusal)) events.push(taken)
  }
  return events
}

const TIMED: readonly Trigger[] = [
  'expire',
  'hard_stop',
  'resume',
  'interrupt',
  'check',
  'settle_ready',
  'settle_late',
]

const fireOne = (trigger: Trigger, moment: Moment, command: AnyLessonCommand): Decision => {
  const taken = fire(trigger, moment, command)
  return taken instanceof Refusal ? taken : [taken]
}

/** Opening prepares and checks on the way when that was not done before. A missing line check keeps nobody out. */
function open(moment: Moment, command: AnyLessonCommand): Decision {
  const before: LessonEventBody[] = []
  if (moment.state.status === 'SCHEDULED') {
    const prepared = fire('prepare', moment, command)
    if (prepared instanceof Refusal) return prepared
    before.push(prepared)
  }
  const prepared = { ...moment, state: foresee(moment.state, before, moment.now) }
  before.push(...fireOpenOnes(['check'], system(prepared), command))
  const opened = fire('open', { ...moment, state: foresee(moment.state, before, moment.now) }, command)
  return opened instanceof Refusal ? opened : [...before, opened]
}

function prepare(moment: Moment, command: AnyLessonCommand): Decision {
  const prepared = fireOne('prepare', moment, command)
  if (prepared instanceof Refusal) return prepared
  const after = { ...moment, state: foresee(moment.state, prepared, moment.now) }
  return [...prepared, ...fireOpenOnes(['check'], system(after), command)]
}

const BEFORE_THE_ROOM = ['SCHEDULED', 'PREPARED', 'CHECKED']

function planOrReplan(
  { state }: Moment,
  command: Extract<OfficeCommand, { type: 'plan' | 'replan' }>,
): Decision {
  const isFirst = state.revision === 0
  if (isFirst !== (command.type === 'plan')) return new Refusal('lesson.transition')
  if (!BEFORE_THE_ROOM.includes(state.status)) return new Refusal('lesson.transition')
  if (command.type === 'replan' && command.version !== state.revision) return new Refusal('conflict.changed')
  return [{ kind: isFirst ? 'planned' : 'replanned', plan: command.plan }]
}

/** What the media nodes say, and what follows at once: a lecturer who is back resumes the lesson. */
function syncMedia(moment: Moment, command: Extract<OfficeCommand, { type: 'sync_media' }>): Decision {
  const events = mediaEvents(moment.state, command)
  const after = { ...moment, state: foresee(moment.state, events, moment.now) }
  return [...events, ...fireOpenOnes(['resume'], system(after), command)]
}

/** Groups whose time is over come back first: the end of the lesson closes all rooms anyway. */
function tick(moment: Moment, command: AnyLessonCommand): LessonEventBody[] {
  const events = breakoutOver(moment.state, moment.now)
  const after = { ...moment, state: foresee(moment.state, events, moment.now) }
  return [...events, ...fireOpenOnes(TIMED, after, command)]
}

const OVER: readonly LessonStatus[] = ['ENDED', 'SETTLED', 'CANCELLED', 'RESCHEDULED', 'NOT_HELD']

/** Also while it goes on: what comes up is put on the agenda. */
function setAgenda({ state }: Moment, { agenda }: Extract<OfficeCommand, { type: 'set_agenda' }>): Decision {
  if (!state.meeting || OVER.includes(state.status)) return new Refusal('lesson.transition')
  return isDeepStrictEqual(state.meeting.agenda, agenda) ? [] : [{ kind: 'agenda_set', agenda }]
}

/** Also while it goes on: who is invited late may enter, who is not invited any more has left. */
function setPeople({ state }: Moment, { people }: Extract<OfficeCommand, { type: 'set_people' }>): Decision {
  if (!state.meeting || OVER.includes(state.status)) return new Refusal('lesson.transition')
  return invitedAnew(state, state.meeting, people)
}

const OFFICE_ONLY = ['set_agenda', 'set_people', 'plan', 'replan', 'cancel', 'reschedule', 'settle']
const SYSTEM_ONLY = ['tick', 'sync_presence', 'sync_media']

function officeRefusal(command: AnyLessonCommand, actor: LessonActor): Refusal | null {
  if (SYSTEM_ONLY.includes(command.type) && actor.part !== 'system') return new Refusal('auth.forbidden')
  if (!OFFICE_ONLY.includes(command.type)) return null
  // Lessons of the timetable come into being by themselves.
  if (command.type === 'plan' && actor.part === 'system') return null
  return actor.part === 'lecturer' || actor.part === 'scheduler' ? null : new Refusal('auth.forbidden')
}

/** A new plan takes effect at once, also for whoever joined under the one before. */
function isPlanned({ plan, revision }: LessonState, actor: LessonActor): boolean {
  if (revision === 0) return true
  if (actor.part === 'lecturer') return actor.personId === plan.lecturer.id
  if (actor.part === 'member') return plan.meeting?.people.some(({ id }) => id === actor.personId) ?? false
  if (actor.part !== 'assistant') return true
  return plan.legs.some((leg) => leg.id === actor.legId && leg.assistantId === actor.personId)
}

/**
 * What a command does to a lesson: the events to append (none when it is already so), or why not. Pure; `now` is the
 * server's clock. The order of guards is part, state, then the command's own.
 */
export function decide(
  state: LessonState,
  command: AnyLessonCommand,
  actor: LessonActor,
  now: number,
  facts: LessonFacts,
): Decision {
  const moment: Moment = { state, actor, now, facts }
  if (!isPlanned(state, actor)) return new Refusal('lesson.not_participant')
  const refused = officeRefusal(command, actor)
  if (refused) return refused
  const decision = decideCommand(moment, command)
  if (decision instanceof Refusal) return decision
  return [...decision, ...recordingFollows(foresee(state, decision, now), facts.recording)]
}

function decideCommand(moment: Moment, command: AnyLessonCommand): Decision {
  switch (command.type) {
    case 'plan':
    case 'replan':
      return planOrReplan(moment, command)
    case 'prepare':
      return prepare(moment, command)
    case 'open':
      return open(moment, command)
    case 'start':
    case 'end':
    case 'cancel':
    case 'reschedule':
    case 'settle':
      return fireOne(command.type, moment, command)
    case 'set_agenda':
      return setAgenda(moment, command)
    case 'set_people':
      return setPeople(moment, command)
    case 'hand_in_roll':
      return decideRoll(moment, command)
    case 'tick':
      return tick(moment, command)
    case 'sync_presence':
      return presenceEvents(moment.state, command)
    case 'sync_media':
      return syncMedia(moment, command)
    default:
      return decideTeaching(moment, command)
  }
}
