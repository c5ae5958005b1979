import { Refusal } from '@tongke/contract'
import type { types } from 'mediasoup'
import { z } from 'zod'
import { MAX_LAYER } from './codecs.ts'

const Ssrc = z
  .int()
  .min(1)
  .max(2 ** 32 - 1)

/** What mediasoup takes without a look and would wrap or multiply. */
const RtpParameters = z.looseObject({
  codecs: z.array(z.looseObject({})).min(1).max(16),
  headerExtensions: z.array(z.looseObject({})).max(32).optional(),
  encodings: z
    .array(
      z.looseObject({
        ssrc: Ssrc.optional(),
        rid: z.string().min(1).max(16).optional(),
        rtx: z.looseObject({ ssrc: Ssrc.optional() }).optional(),
      }),
    )
    .min(1)
    .max(MAX_LAYER + 1),
})

/** @throws Refusal `request.invalid`; the rest is checked by mediasoup */
export function readRtpParameters(given: Record<string, unknown>): types.RtpParameters {
  const parsed = RtpParameters.safeParse(given)
  if (!parsed.success) throw new Refusal('request.invalid')
  return parsed.data as unknown as types.RtpParameters
}
