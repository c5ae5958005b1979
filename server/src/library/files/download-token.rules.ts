import { createHmac, timingSafeEqual } from 'node:crypto'
import { ResourceStanding } from '@tongke/contract'
import { z } from 'zod'

export const DOWNLOAD_MS = 10 * 60_000

/** What an address was given for. It bears the right of whoever asked for it, so it holds no longer than that right is sure. */
const Download = z.object({
  /** Of this address: its download counts once, in however many ranges. */
  id: z.uuid(),
  fileId: z.uuid(),
  personId: z.uuid(),
  /** Where the person serves; null: nowhere. */
  orgId: z.uuid().nullable(),
  /** Of the resource when the address was given: a take-down ends all addresses at once. */
  standing: ResourceStanding,
  /** ms since the epoch */
  expiresAt: z.int(),
})
export type Download = z.infer<typeof Download>

/** A key of its own, so that no other signature of the portal can be taken for an address. */
const keyOf = (secret: string): Buffer => createHmac('sha256', secret).update('tongke download').digest()

const digest = (secret: string, payload: string): Buffer =>
  createHmac('sha256', keyOf(secret)).update(payload).digest()

export function signDownload(secret: string, download: Download): string {
  const payload = Buffer.from(JSON.stringify(download)).toString('base64url')
  return `${payload}.${digest(secret, payload).toString('base64url')}`
}

/** @returns null when it was not signed by us, in exactly this spelling */
export function readDownload(secret: string, token: string): Download | null {
  const [, payload = '', signature = ''] = /^([\w-]+)\.([\w-]{43})$/.exec(token) ?? []
  const expected = digest(secret, payload).toString('base64url')
  if (signature.length !== expected.length) return null
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return null
  return Download.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
}
