import { z } from 'zod'
import { Id } from '../primitives.ts'
import { RecordedIdentity } from '../recording.ts'

/** Who a connection is in a media room: `lecturer`, `leg:<id>`, `assistant:<id of its leg>`, `member:<person>`, `observer:<person>`, `check:<any>`. */
export const MediaIdentity = z
  .string()
  .regex(/^(lecturer|(leg|assistant|member|observer|check):[0-9a-f-]{36})$/)
export type MediaIdentity = z.infer<typeof MediaIdentity>

export const MediaSource = z.enum(['camera', 'microphone', 'screen', 'screen_audio'])
export type MediaSource = z.infer<typeof MediaSource>

/** Record these, and nobody else: who has not seen the notice, or whose class refused, is not among them. */
export const RecordOrder = z.object({ identities: z.array(RecordedIdentity).max(20) })
export type RecordOrder = z.infer<typeof RecordOrder>

/**
 * Full, idempotent orders of the class plane to a media room: who is on stage, whose microphones pass, what is recorded, and who
 * hears whom. A lower `revision` than the one in force is ignored.
 */
export const Directive = z.object({
  revision: z.int().nonnegative(),
  stage: MediaIdentity.nullable(),
  audible: z.array(MediaIdentity).max(60),
  record: RecordOrder.nullable().default(null),
  /** Groups that confer apart: nobody gets a track of another group, or of nobody's. Null: one room for all. */
  groups: z.array(z.array(MediaIdentity).max(60)).max(60).nullable().default(null),
})
export type Directive = z.infer<typeof Directive>

/** Claims of a ticket (JWT, HS256 with MEDIA_SECRET; `aud` = node id, `exp` in seconds, RFC 7519). */
export const TicketClaims = z.object({
  aud: z.string(),
  exp: z.int(),
  /** Host and port of the page that asked for it: a browser may use it from there only. */
  pageHost: z.string().max(260),
  /** When it was signed, seconds with fractions. A ticket from before its room was closed or its instance ended is refused. */
  iat: z.number().optional(),
  room: z.string().min(1).max(80),
  lessonId: Id.nullable(),
  identity: MediaIdentity,
  /** Device or session behind the connection, by the server's word: the same instance replaces its older self. */
  instance: z.string().min(1).max(80),
  name: z.string().max(60),
  publish: z.array(MediaSource),
  /** May hear and see the others. `echo`: gets its own tracks back (line check). */
  subscribe: z.enum(['others', 'echo']),
  directive: Directive,
})
export type TicketClaims = z.infer<typeof TicketClaims>
