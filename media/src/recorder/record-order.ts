import type { Directive, RecordedSource } from '@tongke/contract'
import type { Party } from '../audience.ts'
import { MAX_LAYER } from '../codecs.ts'
import { kindOf } from '../identity.ts'
import type { Publication } from '../publication.ts'

/**
 * What the recorder asks senders for when nobody looks: the middle layer of a camera, and a screen whole, since it is read.
 * It takes whatever better layer flows for others.
 */
export const RECORDED_LAYER: Record<RecordedSource, number> = { camera: 1, screen: MAX_LAYER }

/** Whose tracks the order names; of a class the picture only while it is on stage, the sound whenever it may be heard. */
export function isRecorded(
  owner: Party,
  { source }: Pick<Publication, 'source'>,
  { record, stage }: Directive,
): boolean {
  if (!record?.identities.includes(owner.identity)) return false
  if (source === 'microphone') return true
  return kindOf(owner.identity) === 'lecturer' || owner.identity === stage
}
