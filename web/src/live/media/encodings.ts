import type { MediaSource, SoundPreset } from '@tongke/contract'

/** What a camera is used for now: a lecturer in layers, a class on stage, a class waiting its turn. */
export type CameraProfile = 'lecturer' | 'stage' | 'thumbnail'

/** Heights of the lecturer's layers, lowest first (domain N2). */
export const LECTURER_HEIGHTS = [180, 360, 720] as const

interface Encoding {
  rid?: string
  active?: boolean
  maxBitrate: number
  maxFramerate: number
  scaleResolutionDownBy: number
  scalabilityMode?: string
}

const layer = (
  rid: string,
  scaleResolutionDownBy: number,
  maxBitrate: number,
  maxFramerate: number,
): Encoding => ({
  rid,
  scaleResolutionDownBy,
  maxBitrate,
  maxFramerate,
  scalabilityMode: 'L1T3',
})

/** Simulcast of the lecturer's camera, bit/s. VP8: every classroom PC decodes it. */
const LECTURER: readonly Encoding[] = [
  layer('l', 4, 120_000, 20),
  layer('m', 2, 420_000, 25),
  layer('h', 1, 1_250_000, 25),
]

/** One producer serves both: 25 pictures a second of 360p on stage, two small ones a second while the class waits. */
const CLASS: Record<Exclude<CameraProfile, 'lecturer'>, Encoding> = {
  stage: { scaleResolutionDownBy: 1, maxBitrate: 600_000, maxFramerate: 25 },
  thumbnail: { scaleResolutionDownBy: 2, maxBitrate: 40_000, maxFramerate: 2 },
}

/** Text must be sharp and may be slow: one layer, five pictures a second; a still page costs next to nothing. */
const SCREEN: Encoding = { scaleResolutionDownBy: 1, maxBitrate: 1_800_000, maxFramerate: 5 }

export const cameraEncodings = (profile: CameraProfile): Encoding[] =>
  (profile === 'lecturer' ? LECTURER : [CLASS[profile]]).map((encoding) => ({ ...encoding }))

export const screenEncodings = (): Encoding[] => [{ ...SCREEN }]

/** What changes in a running sender when a class goes on or off stage; null for a camera in layers. */
export const encodingChange = (profile: CameraProfile): Encoding | null =>
  profile === 'lecturer' ? null : { ...CLASS[profile] }

/** Opus with in-band FEC; no DTX, since its comfort noise hides from the class that the line is alive. */
export const OPUS_OPTIONS = { opusFec: true, opusDtx: false, opusStereo: false, opusNack: true } as const

/** Music: what the ear needs of an instrument, 128 kbit/s in stereo; a class sings in one channel. Bit/s. */
const MUSIC_OPTIONS = { ...OPUS_OPTIONS, opusMaxAverageBitrate: 64_000 } as const
const MUSIC_STEREO_OPTIONS = { ...OPUS_OPTIONS, opusStereo: true, opusMaxAverageBitrate: 128_000 } as const

export const opusOptions = (preset: SoundPreset, profile: CameraProfile) => {
  if (preset === 'speech') return OPUS_OPTIONS
  return profile === 'lecturer' ? MUSIC_STEREO_OPTIONS : MUSIC_OPTIONS
}

/** `getUserMedia` wishes: ideal values only, so that an old camera that cannot is still taken. */
export const cameraConstraints = (profile: CameraProfile): MediaTrackConstraints =>
  profile === 'lecturer'
    ? { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } }
    : { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 25, max: 30 } }

export const MICROPHONE_CONSTRAINTS: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: 1,
}

/**
 * Music passes as it is. A class keeps its echo cancellation: its loudspeaker stands beside its microphone, and two rooms that
 * hear themselves howl.
 */
export const microphoneConstraints = (preset: SoundPreset, profile: CameraProfile): MediaTrackConstraints => {
  if (preset === 'speech') return MICROPHONE_CONSTRAINTS
  const isLecturer = profile === 'lecturer'
  return {
    echoCancellation: !isLecturer,
    noiseSuppression: false,
    autoGainControl: false,
    channelCount: { ideal: isLecturer ? 2 : 1 },
  }
}

export const SCREEN_CONSTRAINTS: MediaTrackConstraints = {
  width: { max: 1920 },
  height: { max: 1080 },
  frameRate: { ideal: 5, max: 10 },
}

/** Tells the encoder what to keep when bits are short: motion for people, edges for text. */
export const CONTENT_HINT: Record<MediaSource, string> = {
  camera: 'motion',
  microphone: 'speech',
  screen: 'text',
  screen_audio: 'music',
}
