import type { LegMode, LessonPlan } from '@tongke/contract'
import type { LessonActor } from '../lessons/lesson-command.rules.ts'
import { newId } from '../platform/id.ts'
import { headcount, type Connection, type Step } from './past-lesson.rules.ts'

const SYSTEM: LessonActor = { part: 'system' }

/** Connections of the two classes, minutes after the planned start. */
export interface Day {
  connections: readonly [readonly Connection[], readonly Connection[]]
  /** Began so many minutes after the plan. */
  startedAfter?: number
  /** Minutes at which each class raised a hand and came on stage. */
  stages: readonly { minute: number; leg: 0 | 1; seat: number }[]
}

export const GOOD_DAY: Day = {
  connections: [
    [{ from: -8, to: 41 }],
    [
      {
        from: -5,
        to: 41,
        modes: [
          { minute: 12, mode: 'low' },
          { minute: 18, mode: 'full' },
        ],
      },
    ],
  ],
  stages: [
    { minute: 9, leg: 0, seat: 4 },
    { minute: 17, leg: 1, seat: 2 },
    { minute: 26, leg: 0, seat: 11 },
    { minute: 33, leg: 1, seat: 5 },
  ],
}
const LOW: readonly { minute: number; mode: LegMode }[] = [
  { minute: 3, mode: 'low' },
  { minute: 20, mode: 'audio' },
]
export const BAD_LINE: Day = {
  connections: [
    [{ from: -6, to: 41 }],
    [
      { from: -2, to: 13, modes: LOW.slice(0, 1) },
      { from: 16, to: 31, modes: LOW.slice(1) },
    ],
  ],
  stages: [
    { minute: 11, leg: 0, seat: 7 },
    { minute: 22, leg: 0, seat: 1 },
  ],
}

const lecturerOf = ({ lecturer }: LessonPlan): LessonActor => ({
  part: 'lecturer',
  personId: lecturer.id,
  name: lecturer.name,
})

const assistantOf = (leg: LessonPlan['legs'][number]): LessonActor => ({
  part: 'assistant',
  personId: leg.assistantId ?? '',
  legId: leg.id,
  name: leg.assistantName ?? '',
})

export function story(plan: LessonPlan, day: Day): Step[] {
  const lecturer = lecturerOf(plan)
  const begin = day.startedAfter ?? 0
  const at = (minute: number) =>
    Object.fromEntries(plan.legs.map(({ id }, index) => [id, modeAt(day.connections[index] ?? [], minute)]))
  const changes = day.connections
    .flat()
    .flatMap(({ from, to, modes = [] }) => [from, to, ...modes.map((mode) => mode.minute)])
  const media = changes
    .filter((minute) => minute < begin + 40)
    .map((minute): Step => ({
      minute,
      actor: SYSTEM,
      command: { type: 'sync_media', lecturer: true, legs: at(minute) },
    }))
  const assistants = plan.legs.map((leg) => ({
    legId: leg.id,
    personId: leg.assistantId ?? '',
    name: leg.assistantName ?? '',
  }))
  const steps: Step[] = [
    {
      minute: -3_000,
      actor: { ...lecturer, part: 'scheduler' } as LessonActor,
      command: { type: 'plan', plan },
    },
    { minute: -12, actor: lecturer, command: { type: 'open' } },
    { minute: -9, actor: SYSTEM, command: { type: 'sync_presence', assistants, observers: [] } },
    ...media,
    { minute: begin, actor: lecturer, command: { type: 'start' } },
    ...plan.legs.map((leg, index): Step => ({
      minute: begin + 4,
      actor: assistantOf(leg),
      command: {
        type: 'take_headcount',
        legId: leg.id,
        headcount: headcount(leg.headcount, index, 1 - index),
      },
    })),
    ...day.stages.flatMap((stage) => onStage(plan, stage)),
    { minute: begin + 40, actor: lecturer, command: { type: 'end' } },
    { minute: begin + 55, actor: lecturer, command: { type: 'settle' } },
  ]
  return steps.toSorted((a, b) => a.minute - b.minute)
}

function onStage(plan: LessonPlan, { minute, leg: index, seat }: Day['stages'][number]): Step[] {
  const leg = plan.legs[index]
  if (!leg) return []
  const handId = newId()
  return [
    { minute, actor: assistantOf(leg), id: handId, command: { type: 'raise_hand', legId: leg.id, seat } },
    {
      minute: minute + 0.4,
      actor: lecturerOf(plan),
      command: { type: 'call_on_stage', legId: leg.id, handId },
    },
    { minute: minute + 2, actor: lecturerOf(plan), command: { type: 'leave_stage' } },
  ]
}

function modeAt(connections: readonly Connection[], minute: number): LegMode | null {
  const open = connections.find(({ from, to }) => from <= minute && minute < to)
  if (!open) return null
  return open.modes?.findLast((change) => change.minute <= minute)?.mode ?? 'full'
}
