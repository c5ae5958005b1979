import { z } from 'zod'
import { DateOnly, Id } from '../primitives.ts'

/** What hours come from. Each kind has dated rules of its own: hours for one event, and a cap for a calendar year. */
export const HoursSource = z.enum([
  'research_session',
  'lesson_taught',
  'lesson_assisted',
  'video',
  'visit',
  'programme',
])
export type HoursSource = z.infer<typeof HoursSource>

/** 类别 of a training record (domain §4.2): what a teacher's file is divided by. */
export const HoursCategory = z.enum([
  /** 同步教研 */
  'research',
  /** 同步课堂, taught or assisted */
  'teaching',
  /** 集中培训 */
  'concentrated',
  /** 网络研修 */
  'online',
  /** 校本研修 */
  'school_based',
  /** 送教下乡 and visits */
  'sending',
  /** 跟岗 */
  'shadowing',
  /** 名师工作坊 */
  'workshop',
])
export type HoursCategory = z.infer<typeof HoursCategory>

/** Hours are whole tenths of a 学时 everywhere: 25 is 2.5 学时. Never a fraction, so that sums are exact. */
export const Tenths = z.int()

/** Life of a claim, domain §4.2 TrainingRecord. */
export const ClaimState = z.enum([
  'REGISTERED',
  'ATTENDED',
  'ASSESSED',
  'CLAIMED',
  'SCHOOL_VERIFIED',
  'COUNTY_CONFIRMED',
  'CREDITED',
  'REJECTED',
  'APPEAL',
])
export type ClaimState = z.infer<typeof ClaimState>

/** What a claim stands on: where to look, and what was measured there. */
export const HoursEvidence = z.object({
  kind: z.enum(['session', 'lesson', 'resource', 'visit', 'programme']),
  id: Id,
  /** What was proved, in figures: minutes online, percent watched, score of the test. */
  facts: z.record(z.string(), z.union([z.number(), z.string()])).default({}),
})
export type HoursEvidence = z.infer<typeof HoursEvidence>

/** Which way of a claim a member of the portal took it, for its history. */
export const ClaimTrigger = z.enum([
  'register',
  'attend',
  'assess',
  'claim',
  'verify',
  'confirm',
  'credit',
  'reject',
  'appeal',
  'uphold',
  'dismiss',
])
export type ClaimTrigger = z.infer<typeof ClaimTrigger>

/** Five years that hours are counted in. */
export const HoursCycle = z.object({ from: DateOnly, to: DateOnly, targetTenths: Tenths })
export type HoursCycle = z.infer<typeof HoursCycle>
