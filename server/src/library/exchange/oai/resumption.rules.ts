import { createHmac, timingSafeEqual } from 'node:crypto'
import { ResourceType, Subject } from '@tongke/contract'
import { z } from 'zod'
import { METADATA_PREFIXES } from './oai-request.rules.ts'

/** A harvester that was slower begins again. */
export const RESUMPTION_MS = 24 * 3_600_000

/** Where a list goes on: the question itself and the last record that was told. */
const Resumption = z.object({
  verb: z.enum(['ListIdentifiers', 'ListRecords']),
  prefix: z.enum(METADATA_PREFIXES),
  type: ResourceType.optional(),
  subject: Subject.optional(),
  from: z.int().optional(),
  until: z.int().optional(),
  after: z.object({ changedAt: z.int(), id: z.uuid() }),
  /** Records told before, and how many there were at the beginning. */
  cursor: z.int(),
  total: z.int(),
  /** ms since the epoch */
  expiresAt: z.int(),
})
export type Resumption = z.infer<typeof Resumption>

const digest = (secret: string, payload: string): Buffer =>
  createHmac('sha256', createHmac('sha256', secret).update('tongke resumption').digest())
    .update(payload)
    .digest()

/** Any server goes on with any list: all of it is in the token. */
export function signResumption(secret: string, resumption: Resumption): string {
  const payload = Buffer.from(JSON.stringify(resumption)).toString('base64url')
  return `${payload}.${digest(secret, payload).toString('base64url')}`
}

/** @returns null when it was not signed by us or is too old */
export function readResumption(secret: string, token: string, now: number): Resumption | null {
  const [, payload = '', signature = ''] = /^([\w-]+)\.([\w-]{43})$/.exec(token) ?? []
  const expected = digest(secret, payload).toString('base64url')
  if (signature.length !== expected.length) return null
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return null
  const resumption = Resumption.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
  return resumption.expiresAt > now ? resumption : null
}
