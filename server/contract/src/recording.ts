import { z } from 'zod'
import { Id } from './primitives.ts'

/** Domain §4.2: from the order to record until the last piece is gone. */
export const RecordingStatus = z.enum([
  'REQUESTED',
  'RECORDING',
  'UPLOADING',
  'TRANSCODING',
  'READY',
  'SCHOOL_SHARED',
  'CITY_SHARED',
  'RETIRED',
  'DELETED',
  'FAILED',
  'LOCAL_COPY_EXPECTED',
])
export type RecordingStatus = z.infer<typeof RecordingStatus>

/** Who may see it: the classes of the lesson and who is responsible for them, their schools, the county. */
export const RecordingScope = z.enum(['pair', 'school', 'county'])
export type RecordingScope = z.infer<typeof RecordingScope>

/** Whose picture and sound: the lecturer's, a listening class's, or (sound only) the assistant's of a class. */
export const RecordedIdentity = z.string().regex(/^(lecturer|(leg|assistant):[0-9a-f-]{36})$/)
export type RecordedIdentity = z.infer<typeof RecordedIdentity>

/** A camera carries the microphone of the same place, muxed, so that lips stay in sync; without picture it is sound alone. */
export const RecordedSource = z.enum(['camera', 'screen'])
export type RecordedSource = z.infer<typeof RecordedSource>

export const RecordedVideoCodec = z.enum(['vp8', 'h264'])
export const RecordedAudioCodec = z.enum(['opus'])

/**
 * A stretch of one source without a break: one connection, the same tracks from beginning to end. Whoever comes back,
 * or switches the camera on, begins another.
 */
export const RecordedStream = z
  .object({
    id: Id,
    identity: RecordedIdentity,
    source: RecordedSource,
    videoCodec: RecordedVideoCodec.nullable(),
    audioCodec: RecordedAudioCodec.nullable(),
  })
  .refine((stream) => stream.videoCodec !== null || stream.audioCodec !== null)
export type RecordedStream = z.infer<typeof RecordedStream>
