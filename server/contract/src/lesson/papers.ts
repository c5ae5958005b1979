import { z } from 'zod'

/** Of a pupil who is not there, by seat: no names anywhere. Every other seat is present. */
export const SeatMark = z.object({ seat: z.int().min(1).max(100), mark: z.enum(['leave', 'absent']) })
export type SeatMark = z.infer<typeof SeatMark>

/** How the numbers came about: seat by seat, or counted at a glance. */
export const RollSource = z.enum(['roll', 'quick'])
export type RollSource = z.infer<typeof RollSource>

/** LOCKED a day after class; a later change needs a reason and is AMENDED (domain §4.2). DRAFT is the browser's own. */
export const RollState = z.enum(['SUBMITTED', 'LOCKED', 'AMENDED'])
export type RollState = z.infer<typeof RollState>

/** The five items of an evaluation, in the order of the form. */
export const EVALUATION_ITEMS = ['hear', 'see', 'interaction', 'pace', 'outcome'] as const
export type EvaluationItem = (typeof EVALUATION_ITEMS)[number]
const Mark = z.int().min(1).max(5)
export const EvaluationMarks = z.object({
  hear: Mark,
  see: Mark,
  interaction: Mark,
  pace: Mark,
  outcome: Mark,
})
export type EvaluationMarks = z.infer<typeof EvaluationMarks>

/** One sheet of each per leg. */
export const EvaluatorRole = z.enum(['lecturer', 'assistant'])
export type EvaluatorRole = z.infer<typeof EvaluatorRole>

export const IncidentKind = z.enum(['network', 'power', 'device', 'sound', 'picture', 'people', 'other'])
export type IncidentKind = z.infer<typeof IncidentKind>
