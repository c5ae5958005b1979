import { z } from 'zod'
import { ackOf, type Ack } from '../errors.ts'
import { Beat, BeatAnswer, Goodbye } from '../lesson/class-plane.ts'
import { Id, Millis } from '../primitives.ts'
import { DesignField } from './design.ts'

/** Socket.io path of the design plane on the server; the session cookie signs the socket in. */
export const DESIGN_PLANE_PATH = '/design-plane'

/** Largest part of an update in one push, bytes. */
export const MAX_UPDATE_BYTES = 256 * 1024
/** Largest shared document, bytes of its state; an update, in parts, may be as large: weeks of typing without a line. */
export const MAX_DESIGN_BYTES = 2 * 1024 * 1024
/** Clients cut larger updates into parts of so many bytes: on a line of 64 kbit/s one of them is through before the line counts as dead. */
export const UPDATE_PART_BYTES = 32 * 1024

const base64 = (bytes: number) => z.base64().max(Math.ceil(bytes / 3) * 4)
/** Bytes of Yjs: an update, a state vector, a relative position. */
const Update = base64(MAX_UPDATE_BYTES)
const Vector = base64(64 * 1024)
export const DesignPosition = base64(256)

/** Where somebody's cursor is: positions are relative to what is written, and stay right while others type. */
export const DesignCursor = z.object({ field: DesignField, anchor: DesignPosition, head: DesignPosition })
export type DesignCursor = z.infer<typeof DesignCursor>

/** Somebody who has the design open. Who it is comes from the session, never from the client. */
export const DesignPerson = z.object({
  connectionId: z.string(),
  personId: Id,
  name: z.string(),
  orgName: z.string(),
  cursor: DesignCursor.nullable(),
})
export type DesignPerson = z.infer<typeof DesignPerson>

/** `vector`: what this client has; the answer holds what it lacks. */
export const JoinDesign = z.object({ designId: Id, vector: Vector })
export const JoinedDesign = z.object({
  now: Millis,
  connectionId: z.string(),
  canWrite: z.boolean(),
  /** Update with all that the client lacks, and the server's state vector, so that the client can send what the server lacks. */
  missing: z.base64(),
  vector: z.base64(),
  people: z.array(DesignPerson),
})
export type JoinedDesign = z.infer<typeof JoinedDesign>

/** `seq`: number of the design's newest saved update; 0 while parts are still to come. */
export const PushedUpdate = z.object({ seq: z.int() })

export const DesignUpdate = z.object({ designId: Id, seq: z.int(), update: z.base64() })
export type DesignUpdate = z.infer<typeof DesignUpdate>
/** `person` null: gone. */
export const DesignPresence = z.object({
  designId: Id,
  connectionId: z.string(),
  person: DesignPerson.nullable(),
})
export type DesignPresence = z.infer<typeof DesignPresence>
export const DesignNews = z.object({ designId: Id, about: z.enum(['versions', 'comments', 'rights']) })
export type DesignNews = z.infer<typeof DesignNews>

/** A client tells its cursor anew so often, ms, and whoever is silent for thrice as long is gone. */
export const PRESENCE_EVERY_MS = 10_000

/** Schemas of client → server messages with their acks. */
export const DESIGN_REQUESTS = {
  join: { request: JoinDesign, ack: ackOf(JoinedDesign) },
  leave: { request: z.object({ designId: Id }), ack: ackOf(z.object({})) },
  /**
   * Acknowledged once it is in the database. Repeated, it changes nothing. A large update comes in parts, one after the
   * other; only the last one saves anything, and part 0 begins anew.
   */
  push: {
    request: z
      .object({
        designId: Id,
        update: Update,
        part: z.int().min(0).default(0),
        parts: z
          .int()
          .min(1)
          .max(MAX_DESIGN_BYTES / UPDATE_PART_BYTES)
          .default(1),
      })
      .refine(({ part, parts }) => part < parts, { path: ['part'] }),
    ack: ackOf(PushedUpdate),
  },
  /** Kept nowhere. */
  presence: {
    request: z.object({ designId: Id, cursor: DesignCursor.nullable() }),
    ack: ackOf(z.object({})),
  },
  beat: { request: Beat, ack: ackOf(BeatAnswer) },
} as const
export type DesignRequests = typeof DESIGN_REQUESTS
export type DesignRequestName = keyof DesignRequests

/** Schemas of server → client messages. */
export const DESIGN_NOTICES = {
  update: DesignUpdate,
  presence: DesignPresence,
  news: DesignNews,
  goodbye: Goodbye,
} as const

type Answer<N extends DesignRequestName> = (
  answer: Ack<Extract<z.output<DesignRequests[N]['ack']>, { ok: true }>['result']>,
) => void
export type DesignClientToServer = {
  [N in DesignRequestName]: (request: z.input<DesignRequests[N]['request']>, ack: Answer<N>) => void
}
export type DesignServerToClient = {
  [N in keyof typeof DESIGN_NOTICES]: (notice: z.output<(typeof DESIGN_NOTICES)[N]>) => void
}
