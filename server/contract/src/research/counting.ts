import { z } from 'zod'
import { Id } from '../primitives.ts'

/** What a session needs to count as joint research (domain §4.3), and whether it has it. */
export const CountingCheck = z.object({
  code: z.enum([
    /** The live room, or a lesson where there is none, was really held. */
    'held',
    /** So many members attended. */
    'attended',
    /** Of so many schools. */
    'schools',
    /** So many rural members spoke or handed in an observation sheet. */
    'rural_active',
  ]),
  met: z.boolean(),
  value: z.int().nonnegative(),
  needed: z.int().nonnegative(),
})
export type CountingCheck = z.infer<typeof CountingCheck>

export const CountingMember = z.object({
  personId: Id,
  /** Minutes to a tenth and whole percent of the session's length, by the server's join intervals. */
  minutes: z.number().nonnegative(),
  percent: z.int().min(0).max(100),
  attended: z.boolean(),
  spokeSeconds: z.int().nonnegative(),
  sheets: z.int().nonnegative(),
})
export type CountingMember = z.infer<typeof CountingMember>

export const SessionCounting = z.object({
  counted: z.boolean(),
  checks: z.array(CountingCheck),
  lengthMinutes: z.number().nonnegative(),
  /** The policy it was judged by. */
  attendedPercent: z.number(),
  spokeSeconds: z.number(),
  members: z.array(CountingMember),
})
export type SessionCounting = z.infer<typeof SessionCounting>
