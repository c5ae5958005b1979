import { SEGMENT_SECONDS, sizeIn } from './video.rules.ts'

const MOST_TILES = 100
const COLUMNS = 10
const TILE_LINES = 90

export interface Storyboard {
  /** One tile for so many key frames, which come every `SEGMENT_SECONDS`. */
  readonly every: number
  readonly tiles: number
  readonly rows: number
  readonly columns: number
  readonly width: number
  readonly height: number
}

/** At most a hundred small pictures of a video on one sheet, however long it is. */
export function storyboardOf(durationMs: number, shape: { width?: number; height?: number }): Storyboard {
  const keyFrames = Math.max(1, Math.ceil(durationMs / 1000 / SEGMENT_SECONDS))
  const every = Math.ceil(keyFrames / MOST_TILES)
  const tiles = Math.ceil(keyFrames / every)
  const columns = Math.min(COLUMNS, tiles)
  return { every, tiles, columns, rows: Math.ceil(tiles / columns), ...sizeIn(shape, TILE_LINES) }
}

/** WebVTT thumbnails: each span of the video with its part of `storyboard.jpg`. */
export function storyboardTrack(board: Storyboard, durationMs: number): string {
  const cues = Array.from({ length: board.tiles }, (_, index) => {
    const from = index * board.every * SEGMENT_SECONDS
    const to = Math.min(from + board.every * SEGMENT_SECONDS, durationMs / 1000)
    const x = (index % board.columns) * board.width
    const y = Math.floor(index / board.columns) * board.height
    const part = `storyboard.jpg#xywh=${x},${y},${board.width},${board.height}`
    return `${time(from)} --> ${time(Math.max(to, from + 0.001))}\n${part}\n`
  })
  return ['WEBVTT\n', ...cues].join('\n')
}

function time(seconds: number): string {
  const whole = Math.floor(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60].map((part) =>
    String(part).padStart(2, '0'),
  )
  return `${parts.join(':')}.${String(Math.round((seconds - whole) * 1000)).padStart(3, '0')}`
}
