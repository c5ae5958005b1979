import {
  CLASS_NOTICES,
  CLASS_PLANE_PATH,
  CLASS_REQUESTS,
  DESIGN_NOTICES,
  DESIGN_PLANE_PATH,
  DESIGN_REQUESTS,
  DEBRIEF_NOTICES,
  DEBRIEF_PATH,
  DEBRIEF_REQUESTS,
  getHealth,
  MEDIA_HEALTH_PATH,
  MEDIA_NOTICES,
  MEDIA_PLANE_PATH,
  MEDIA_REQUESTS,
} from '@tongke/contract'
import type { z } from 'zod'

/** One Socket.io plane as the contract declares it. */
export interface Wire {
  readonly path: string
  /** Answers a plain GET with 200 while the other side takes connections. */
  readonly health: string
  readonly requests: Readonly<Record<string, { readonly request: z.ZodType; readonly ack: z.ZodType }>>
  readonly notices: Readonly<Record<string, z.ZodType>>
}

export const CLASS_WIRE = {
  path: CLASS_PLANE_PATH,
  health: `${getHealth.path}?live=1`,
  requests: CLASS_REQUESTS,
  notices: CLASS_NOTICES,
} as const
export const MEDIA_WIRE = {
  path: MEDIA_PLANE_PATH,
  health: MEDIA_HEALTH_PATH,
  requests: MEDIA_REQUESTS,
  notices: MEDIA_NOTICES,
} as const
export const DESIGN_WIRE = {
  path: DESIGN_PLANE_PATH,
  health: `${getHealth.path}?live=1`,
  requests: DESIGN_REQUESTS,
  notices: DESIGN_NOTICES,
} as const
export const DEBRIEF_WIRE = {
  path: DEBRIEF_PATH,
  health: `${getHealth.path}?live=1`,
  requests: DEBRIEF_REQUESTS,
  notices: DEBRIEF_NOTICES,
} as const
export type ClassWire = typeof CLASS_WIRE
export type DesignWire = typeof DESIGN_WIRE
export type MediaWire = typeof MEDIA_WIRE
export type DebriefWire = typeof DEBRIEF_WIRE

export type RequestName<W extends Wire> = keyof W['requests'] & string
export type RequestOf<W extends Wire, N extends RequestName<W>> = z.input<W['requests'][N]['request']>
export type ResultOf<W extends Wire, N extends RequestName<W>> =
  Extract<z.output<W['requests'][N]['ack']>, { ok: true }> extends { result: infer R } ? R : never
export type NoticesOf<W extends Wire> = { [N in keyof W['notices'] & string]: z.output<W['notices'][N]> }
