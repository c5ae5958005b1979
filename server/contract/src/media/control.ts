import { z } from 'zod'
import { LegMode } from '../lesson/terms.ts'
import { Id, Millis } from '../primitives.ts'
import { Directive, MediaIdentity } from './ticket.ts'

/**
 * Both directions between server and media nodes are HTTP with the header `x-tongke-signature: t=<ms>,v=<hex>`, where v is
 * HMAC-SHA256 with MEDIA_SECRET over `<t>.<METHOD>.<path>.<body>`. More than 60 s of age is refused.
 */
export const SIGNATURE_HEADER = 'x-tongke-signature'
export const SIGNATURE_MAX_AGE_MS = 60_000

/** How long an identity was heard in a lesson since the node's run began, ms: it only grows. */
export const MediaTalk = z.object({
  lessonId: Id,
  identity: MediaIdentity,
  spokenMs: z.int().min(0).max(2_147_483_647),
})
export type MediaTalk = z.infer<typeof MediaTalk>

/** Every second to `POST /api/internal/media/heartbeat`. A new `bootId` tells that all connections of the old one are gone. */
export const MediaHeartbeat = z.object({
  nodeId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  bootId: z.string().min(8).max(60),
  /** Where browsers reach the node; empty: the host of the page, with `port`. */
  publicUrl: z.string().max(200),
  port: z.int().min(1).max(65535),
  controlUrl: z.url(),
  rtpCapabilities: z.record(z.string(), z.unknown()),
  draining: z.boolean(),
  workers: z.int(),
  rooms: z.int(),
  peers: z.int(),
  /** Connections that are open now: the server closes intervals of others of this node. */
  connections: z.array(z.string().max(80)).max(5000),
  /** Of those who spoke lately. */
  talk: z.array(MediaTalk).max(2_000).default([]),
  at: Millis,
})
export type MediaHeartbeat = z.infer<typeof MediaHeartbeat>

const eventBase = {
  eventId: Id,
  room: z.string(),
  lessonId: Id.nullable(),
  identity: MediaIdentity,
  /** One per connection: joins and leaves of it belong together. */
  connectionId: z.string().min(1).max(80),
  /** Counts within the connection, so that reordering is harmless. */
  sequence: z.int().nonnegative(),
  /** The node's clock, ms. The server trusts it only up to its own. */
  at: Millis,
}
export const MediaEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('joined'), ...eventBase, instance: z.string() }),
  z.object({ kind: z.literal('left'), ...eventBase, reason: z.string() }),
  z.object({ kind: z.literal('mode'), ...eventBase, mode: LegMode }),
  /** Once a minute of a listening class: medians of its line. Changes nothing in the room. */
  z.object({
    kind: z.literal('quality'),
    ...eventBase,
    rttMs: z.int().min(0).max(60_000).nullable(),
    loss: z.number().min(0).max(1),
  }),
])
export type MediaEvent = z.infer<typeof MediaEvent>

/** `POST /api/internal/media/events`; delivered at least once until answered 200. The answer carries the directives of their rooms. */
export const MediaEventBatch = z.object({
  nodeId: z.string(),
  bootId: z.string(),
  events: z.array(MediaEvent).min(1).max(500),
})
export const MediaEventAnswer = z.object({
  rooms: z.array(z.object({ room: z.string(), directive: Directive })),
})

export const MEDIA_HEARTBEAT_PATH = '/api/internal/media/heartbeat'
export const MEDIA_EVENTS_PATH = '/api/internal/media/events'

/** Control API of a node, paths relative to its `controlUrl`. */
export const MEDIA_CONTROL = {
  directive: { method: 'PUT', path: '/control/rooms/:room/directive', body: Directive },
  closeRoom: {
    method: 'DELETE',
    path: '/control/rooms/:room',
    body: z.object({ reason: z.string().max(80) }),
  },
  /** A device or session has ended: it leaves all rooms, and its tickets signed before `at` (server's clock) are void. */
  removeInstance: {
    method: 'DELETE',
    path: '/control/instances/:instance',
    body: z.object({ reason: z.string().max(80), at: Millis }),
  },
  stats: { method: 'GET', path: '/control/stats' },
} as const

/** Bandwidth probes of the line check, plain HTTP on the node: bytes down, bytes up. Need a ticket in `?ticket=`. */
export const PROBE_DOWN_PATH = '/probe/down'
export const PROBE_UP_PATH = '/probe/up'
export const PROBE_MAX_BYTES = 4_000_000
