import { z } from 'zod'
import { Id, Millis } from '../../primitives.ts'
import { endpoint } from '../endpoint.ts'

/** What an agreement has become in its term, against its goals. Only settled lessons are held: minutes are their ledgers'. */
export const PairingProgress = z.object({
  asOf: Millis,
  lessons: z.object({
    goal: z.int(),
    /** Held, with the class online for at least the minutes that count as opened (R3). */
    held: z.int(),
    /** Of these, attended in full (R4). */
    complete: z.int(),
    /** Over, and not held for this class. */
    failed: z.int(),
    /** Over, and not settled yet. */
    unsettled: z.int(),
    /** Planned and still to come. */
    coming: z.int(),
  }),
  /** Of the lessons held: minutes the class was online, of those that were planned. */
  minutes: z.object({ online: z.int(), planned: z.int() }),
  /** Joint research that counts and that teachers of both schools attended; null with a school outside the county. */
  research: z.object({ goal: z.int(), done: z.int().nullable() }),
  /** Visits paid at the rural school by people of the host; null with a school outside the county. */
  visits: z.object({ goal: z.int(), done: z.int().nullable() }),
})
export type PairingProgress = z.infer<typeof PairingProgress>

export const getPairingProgress = endpoint({
  method: 'GET',
  path: '/api/pairings/:id/progress',
  tag: 'schedule',
  summary: 'What was really held under an agreement, against its goals',
  access: 'person',
  params: z.object({ id: Id }),
  response: PairingProgress,
  errors: ['not_found'],
})
