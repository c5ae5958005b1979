import type { types } from 'mediasoup'

/**
 * What every room speaks. VP8 is the safe fallback for old PCs; H264 constrained baseline decodes in hardware and records
 * without transcoding. Opus with in-band FEC: the sender's choice in its own parameters, both ends support it.
 */
export const ROUTER_CODECS: types.RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: 90_000,
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
]

/** Spatial layers a room uses at most, lowest is 0: a camera of 180, 360 and 720 lines. */
export const MAX_LAYER = 2

/**
 * First guess of what a receiver can carry, bit/s: enough for the middle layer at once on any line that is fit for a
 * lesson (2 Mbit/s down), while the estimate finds the truth in its first seconds.
 */
export const INITIAL_OUTGOING_BPS = 1_200_000

/**
 * The estimate never falls below this, bit/s: mediasoup sends nothing at all when the lowest layer looks unaffordable,
 * and a class that sees little is better off than one that sees nothing.
 */
export const MIN_OUTGOING_BPS = 200_000
