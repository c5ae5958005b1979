import { z } from 'zod'
import { Id } from '../primitives.ts'

/** The part a principal has in one lesson. One person has one part, the first that fits. */
export const Participant = z.discriminatedUnion('part', [
  z.object({ part: z.literal('lecturer'), personId: Id, name: z.string() }),
  z.object({ part: z.literal('room'), deviceId: Id, legId: Id, name: z.string() }),
  z.object({ part: z.literal('assistant'), personId: Id, legId: Id, name: z.string() }),
  z.object({
    part: z.literal('observer'),
    personId: Id,
    name: z.string(),
    orgName: z.string(),
    /** 巡课: nobody sees it before the lesson is over. */
    hidden: z.literal(true).optional(),
  }),
  /** Of a meeting; its chair is the `lecturer`. */
  z.object({ part: z.literal('member'), personId: Id, name: z.string() }),
])
export type Participant = z.infer<typeof Participant>
export type Part = Participant['part']
