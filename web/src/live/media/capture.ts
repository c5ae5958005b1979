import type { MediaSource, SoundPreset } from '@tongke/contract'
import {
  cameraConstraints,
  CONTENT_HINT,
  microphoneConstraints,
  SCREEN_CONSTRAINTS,
  type CameraProfile,
} from './encodings.ts'

/**
 * Why a camera or microphone is not there, as words can be found for: `denied` by the person or the browser, `missing`,
 * `taken` by another program, `unplugged` while running, `insecure` page address, `failed` for the rest.
 */
export type DeviceProblem = 'denied' | 'missing' | 'taken' | 'unplugged' | 'insecure' | 'failed'

const PROBLEMS: Readonly<Record<string, DeviceProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'insecure',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'taken',
  AbortError: 'taken',
}

/** The problem behind an error of `getUserMedia` (names by the W3C Media Capture specification, §10.6). */
export const problemOf = (error: unknown): DeviceProblem =>
  (error instanceof Error && PROBLEMS[error.name]) || 'failed'

/** A device that is not there: `problem` has a translation. */
export class CaptureError extends Error {
  readonly problem: DeviceProblem

  constructor(problem: DeviceProblem) {
    super(problem)
    this.name = 'CaptureError'
    this.problem = problem
  }
}

async function streamOf(
  source: MediaSource,
  profile: CameraProfile,
  preset: SoundPreset,
): Promise<MediaStream> {
  // Outside HTTPS and localhost browsers have no mediaDevices at all.
  if (!navigator.mediaDevices) throw new CaptureError('insecure')
  if (source === 'screen')
    return navigator.mediaDevices.getDisplayMedia({ video: SCREEN_CONSTRAINTS, audio: false })
  return navigator.mediaDevices.getUserMedia(
    source === 'microphone'
      ? { audio: microphoneConstraints(preset, profile) }
      : { video: cameraConstraints(profile) },
  )
}

/** Opens one device or the screen. Throws `CaptureError`. */
export async function capture(
  source: MediaSource,
  profile: CameraProfile,
  preset: SoundPreset = 'speech',
): Promise<MediaStreamTrack> {
  try {
    const stream = await streamOf(source, profile, preset)
    const [track] = stream.getTracks()
    if (!track) throw new CaptureError('missing')
    if ('contentHint' in track)
      track.contentHint = source === 'microphone' && preset === 'music' ? 'music' : CONTENT_HINT[source]
    return track
  } catch (error) {
    throw error instanceof CaptureError ? error : new CaptureError(problemOf(error))
  }
}
