/** A part of the storyboard's sheet for a span of the video, in seconds and pixels. */
export interface Tile {
  readonly from: number
  readonly to: number
  readonly sheet: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const CUE = /^([\d:.]+) --> ([\d:.]+)\s*\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)/gm

const secondsOf = (time: string): number =>
  time.split(':').reduce((total, part) => total * 60 + Number(part), 0)

/** Reads WebVTT thumbnails; what is not one is left out. */
export const tilesOf = (vtt: string): Tile[] =>
  [...vtt.replaceAll('\r\n', '\n').matchAll(CUE)].map(([, from, to, sheet, x, y, width, height]) => ({
    from: secondsOf(from ?? ''),
    to: secondsOf(to ?? ''),
    sheet: sheet ?? '',
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
  }))

export const tileAt = (tiles: readonly Tile[], at: number): Tile | undefined =>
  tiles.find(({ from, to }) => from <= at && at < to) ?? tiles.at(-1)
