import { Refusal, type CourseState } from '@tongke/contract'
import type { CoursePart } from './course-access.rules.ts'

export type CourseTrigger =
  | 'edit'
  | 'extend'
  | 'discard'
  | 'propose'
  | 'withdraw'
  | 'approve'
  | 'send_back'
  | 'revise'
  | 'open'
  | 'start'
  | 'close'

export interface CourseMoment {
  readonly state: CourseState
  readonly parts: ReadonlySet<CoursePart>
  /** Why what is in it cannot be shown to the county; null: nothing is wrong. */
  readonly unready: Refusal | null
}

interface Transition {
  readonly from: readonly CourseState[]
  readonly trigger: CourseTrigger
  readonly who: readonly CoursePart[]
  readonly guard?: (moment: CourseMoment) => Refusal | null
  /** Null: it stays where it is. */
  readonly to: CourseState | null
}

const ready = ({ unready }: CourseMoment): Refusal | null => unready

/** Domain §4.6, one row per trigger. Whatever is not here is refused. */
export const COURSE_TRANSITIONS: readonly Transition[] = [
  { from: ['DRAFT'], trigger: 'edit', who: ['editor'], to: null },
  // What classes learn goes on growing; nothing of it goes away any more.
  { from: ['OPEN', 'RUNNING'], trigger: 'extend', who: ['editor'], to: null },
  { from: ['DRAFT'], trigger: 'discard', who: ['editor'], to: null },
  { from: ['DRAFT'], trigger: 'propose', who: ['editor'], guard: ready, to: 'PROPOSED' },
  { from: ['PROPOSED'], trigger: 'withdraw', who: ['editor'], to: 'DRAFT' },
  { from: ['PROPOSED'], trigger: 'approve', who: ['reviewer'], to: 'REVIEWED' },
  { from: ['PROPOSED'], trigger: 'send_back', who: ['reviewer'], to: 'DRAFT' },
  { from: ['REVIEWED'], trigger: 'revise', who: ['editor'], to: 'DRAFT' },
  // A resource may have gone since the review.
  { from: ['REVIEWED'], trigger: 'open', who: ['editor'], guard: ready, to: 'OPEN' },
  { from: ['OPEN'], trigger: 'start', who: ['editor', 'system'], to: 'RUNNING' },
  { from: ['REVIEWED', 'OPEN', 'RUNNING'], trigger: 'close', who: ['editor', 'bureau'], to: 'CLOSED' },
]

/** The state that `trigger` leads to, or why it leads nowhere. */
export function fireCourse(trigger: CourseTrigger, moment: CourseMoment): CourseState | Refusal {
  const row = COURSE_TRANSITIONS.find((one) => one.trigger === trigger)
  if (!row?.who.some((part) => moment.parts.has(part))) return new Refusal('auth.forbidden')
  if (!row.from.includes(moment.state)) return new Refusal('course.state')
  return row.guard?.(moment) ?? row.to ?? moment.state
}

export const mayFire = (trigger: CourseTrigger, moment: Omit<CourseMoment, 'unready'>): boolean =>
  !(fireCourse(trigger, { ...moment, unready: null }) instanceof Refusal)
