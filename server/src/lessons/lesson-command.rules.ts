import type {
  AgendaItem,
  CancelReason,
  Headcount,
  LegMode,
  LessonCommand,
  LessonPlan,
  LessonState,
  MeetingPerson,
  Participant,
  RollSource,
  SeatMark,
  Verdict,
} from '@tongke/contract'
import type { z } from 'zod'
import type { BoardFacts } from './board/board-facts.ts'
import type { LessonPolicy } from './lesson-policy.rules.ts'
import type { RecordingAgreement } from './recording/recording-agreement.ts'

/** Who acts: a participant in the room, somebody who plans lessons, or the system itself. */
export type LessonActor =
  Participant | { part: 'scheduler'; personId: string; name: string } | { part: 'system' }
export type ActorPart = LessonActor['part']

export interface PresentAssistant {
  legId: string
  personId: string
  name: string
}
export interface PresentObserver {
  id: string
  name: string
  orgName: string
  hidden?: true
}

/** The roll of one class, by its assistant or a coordinator in their place; written with or without a line. */
export interface HandInRoll {
  type: 'hand_in_roll'
  legId: string
  headcount: Headcount
  source: RollSource
  seats: readonly SeatMark[]
  /** Why it changes although it is locked. */
  reason: string | null
}

/** Asked by HTTP and by the system, beside what people ask for in the room. */
export type OfficeCommand =
  | { type: 'plan'; plan: LessonPlan }
  /** `version`: the revision that whoever changes the plan has read. */
  | { type: 'replan'; plan: LessonPlan; version: number }
  | { type: 'cancel'; reason: CancelReason }
  | { type: 'reschedule'; to: string; reason: CancelReason }
  | { type: 'settle' }
  | { type: 'set_agenda'; agenda: AgendaItem[] }
  | { type: 'set_people'; people: MeetingPerson[] }
  | HandInRoll
  /** Time has passed: does anything follow from it? */
  | { type: 'tick' }
  /** Who is signed in to the room now, all of them; the rule finds what changed. */
  | { type: 'sync_presence'; assistants: readonly PresentAssistant[]; observers: readonly PresentObserver[] }
  /** Who is connected to the media room now, by the media nodes' word. */
  | {
      type: 'sync_media'
      lecturer: boolean
      legs: Readonly<Record<string, LegMode | null>>
      members?: readonly string[]
    }

export type AnyLessonCommand = LessonCommand | OfficeCommand

export interface CheckFact {
  verdict: z.infer<typeof Verdict>
  at: number
}

/** What the rule must know beside the state; gathered by the service before it decides. */
export interface LessonFacts {
  policy: LessonPolicy
  /** From when on moving or cancelling it is late, ms. */
  lateAfter: number
  /** Legs whose class has a confirmed room device. */
  legsWithDevice: ReadonlySet<string>
  lecturerCheck: CheckFact | null
  legChecks: Readonly<Record<string, CheckFact | undefined>>
  board: BoardFacts
  /** Id of the command; a hand or message it makes gets the same id, so a repeated command cannot make a second one. */
  commandId: string
  /** A number from 0 to below `n` that nobody can foresee. */
  randomBelow: (n: number) => number
  /** Of a lesson that ended: since when nothing more was told about it, ms; `now` while somebody is still connected. */
  quietSince: number | null
  recording: RecordingAgreement
  /** Of a lesson that ended: lecturer and assistants have said of every class that came how it was. */
  evaluationsIn: boolean
}

export interface Moment {
  state: LessonState
  actor: LessonActor
  /** The server's clock, ms. */
  now: number
  facts: LessonFacts
}
