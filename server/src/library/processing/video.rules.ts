import type { Facts } from './facts.ts'

export type Height = 360 | 720 | 1080

export interface Quality {
  readonly height: Height
  readonly name: string
  readonly crf: number
  /** kbit/s of the picture over any second or so; sound comes on top. */
  readonly maxrate: number
  /** kbit/s of sound in two channels; in one it is half. */
  readonly audio: number
  readonly profile: 'main' | 'high'
  readonly level: string
  /** RFC 6381, of the profile and level above. */
  readonly codec: string
}

/** 360p with its sound and container stays below 350 kbit/s: a village line of 400 kbit/s plays it without stalls. */
export const QUALITIES: Readonly<Record<Height, Quality>> = {
  360: quality(360, 27, 260, 64, 'main', '3.0', 'avc1.4d401e'),
  720: quality(720, 24, 1_400, 96, 'high', '3.1', 'avc1.64001f'),
  1080: quality(1080, 23, 3_000, 128, 'high', '4.0', 'avc1.640028'),
}

function quality(
  height: Height,
  crf: number,
  maxrate: number,
  audio: number,
  profile: 'main' | 'high',
  level: string,
  codec: string,
): Quality {
  return { height, name: `v${height}`, crf, maxrate, audio, profile, level, codec }
}

export const SEGMENT_SECONDS = 2
/** Widest and highest picture of a quality: its level promises decoders no more. */
const WIDEST = 16 / 9
const MOST_FPS = 30

/** Heights that are worth making: never upscaled, and none for a handful of lines more than the one below. */
export function heightsOf({ width = 0, height = 0 }: Facts, maxHeight: number): Height[] {
  const lines = Math.max(Math.min(width, height), Math.round(Math.max(width, height) / WIDEST))
  return ([720, 1080] as const).reduce<Height[]>(
    (heights, next) => {
      const below = heights.at(-1) ?? 360
      return next <= maxHeight && lines >= below * 1.2 ? [...heights, next] : heights
    },
    [360],
  )
}

/** Even pixels that fit into the box of the height, 16:9 lying or standing, with the source's shape. */
export function sizeIn(
  { width = 16, height = 9 }: Pick<Facts, 'width' | 'height'>,
  lines: number,
): { width: number; height: number } {
  const long = Math.round(lines * WIDEST)
  const [boxWidth, boxHeight] = width >= height ? [long, lines] : [lines, long]
  const factor = Math.min(1, boxWidth / width, boxHeight / height)
  const even = (value: number) => Math.max(2, Math.round((value * factor) / 2) * 2)
  return { width: even(width), height: even(height) }
}

/** A whole, constant rate: with it two seconds are the same number of frames in all renditions, so their segments align. */
export function frameRate(fps = 25): number {
  const halvings = Math.max(0, Math.ceil(Math.log2(fps / MOST_FPS) - 0.01))
  return Math.max(1, Math.min(MOST_FPS, Math.round(fps / 2 ** halvings)))
}

export interface Encoding {
  readonly facts: Facts
  readonly quality: Quality
  /** Filters of the sound, and more filters after those of the picture. */
  readonly soundFilter: string
  readonly pictureFilter: string | null
}

/** ffmpeg's arguments from the maps on: one fragmented MP4 with a playlist of byte ranges (CMAF HLS). */
export function encodingArguments({ facts, quality, soundFilter, pictureFilter }: Encoding): string[] {
  const { width, height } = sizeIn(facts, quality.height)
  const fps = frameRate(facts.fps)
  const group = String(fps * SEGMENT_SECONDS)
  const filters = [`fps=${fps}`, `scale=${width}:${height}:flags=bicubic`, 'setsar=1', 'format=yuv420p']
  return [
    ['-map', `0:${facts.videoStream}`],
    ['-vf', [...filters, ...(pictureFilter ? [pictureFilter] : [])].join(',')],
    ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', String(quality.crf)],
    // One second: no segment of two is much heavier than the rate, on which a thin line would stall.
    ['-maxrate', `${quality.maxrate}k`, '-bufsize', `${quality.maxrate}k`],
    ['-profile:v', quality.profile, '-level', quality.level],
    ['-g', group, '-keyint_min', group, '-sc_threshold', '0'],
    audioArguments(facts, quality.audio, soundFilter),
    ['-map_metadata', '-1', '-map_chapters', '-1'],
    ['-f', 'hls', '-hls_time', String(SEGMENT_SECONDS), '-hls_playlist_type', 'vod'],
    ['-hls_segment_type', 'fmp4', '-hls_flags', 'single_file'],
    ['-hls_segment_filename', `${quality.name}.mp4`, `${quality.name}.m3u8`],
  ].flat()
}

/**
 * The sound of a source, if it has any. One channel stays one: a voice in two costs a thin line twice as much and sounds the same.
 * @param kilobits of two channels, per second
 */
export function audioArguments(facts: Facts, kilobits: number, filter: string): string[] {
  if (facts.audioStream === undefined) return []
  const channels = facts.audioChannels === 1 ? 1 : 2
  return [
    ['-map', `0:${facts.audioStream}`, '-af', filter],
    ['-c:a', 'aac', '-b:a', `${(kilobits * channels) / 2}k`, '-ac', String(channels), '-ar', '48000'],
  ].flat()
}
