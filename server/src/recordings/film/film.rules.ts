import type { ReplayClock, Span } from '../replay/timeline.rules.ts'

/** Pictures a second: enough for a teacher's hands, and half the work of what a camera gives. */
export const FRAMES_PER_SECOND = 20
const FRAME_MS = 1000 / FRAMES_PER_SECOND
/** What a job that is killed must do again at most. */
const PART_MS = 5 * 60_000
/** Pieces that follow each other so closely are one stretch. */
const SAME_STRETCH_MS = 400

export const CANVAS = { width: 1280, height: 720 } as const

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where things are in the film: pages large and people beside them, or the lecturer over all of it when there are no pages. */
export const boxesOf = (hasPages: boolean): { page: Box; lecturer: Box; stage: Box } =>
  hasPages
    ? {
        page: { x: 0, y: 0, width: 960, height: 720 },
        lecturer: { x: 960, y: 0, width: 320, height: 240 },
        stage: { x: 960, y: 240, width: 320, height: 240 },
      }
    : {
        page: { x: 0, y: 0, width: 1280, height: 720 },
        lecturer: { x: 0, y: 0, width: 1280, height: 720 },
        stage: { x: 940, y: 520, width: 320, height: 180 },
      }

/** Some pictures of the film, made by one run of ffmpeg. They lie within one stretch without a pause. */
export interface FilmPart {
  readonly index: number
  /** On the server's clock. */
  readonly wall: Span
  /** On the replay's clock. */
  readonly at: number
  readonly frames: number
}

/** The film is cut on the grid of its pictures, so that its parts together are as long as the whole. */
export function partsOf({ kept }: ReplayClock): FilmPart[] {
  const parts: FilmPart[] = []
  for (const { from, to, at } of kept) {
    const end = at + (to - from)
    for (let start = at; start < end; start += PART_MS) {
      const first = Math.ceil(start / FRAME_MS)
      const after = Math.ceil(Math.min(end, start + PART_MS) / FRAME_MS)
      if (after === first) continue
      const place = first * FRAME_MS
      const wallFrom = from + place - at
      const wall = { from: wallFrom, to: wallFrom + (after - first) * FRAME_MS }
      parts.push({ index: parts.length, wall, at: place, frames: after - first })
    }
  }
  return parts
}

/** A stretch of the server's clock for whose sound one run of ffmpeg is made. */
export const soundPartsOf = ({ kept }: ReplayClock): (Span & { index: number })[] =>
  kept.map(({ from, to }, index) => ({ index, from, to }))

/** A piece as it was recorded, on the server's clock. */
export interface FilmPiece {
  readonly number: number
  readonly at: number
  readonly durationMs: number
  readonly blobSha: string
  readonly headerBytes: number
}

export interface FilmStream {
  readonly id: string
  /** Null: the lecturer's. */
  readonly legId: string | null
  readonly isAssistant: boolean
  readonly source: 'camera' | 'screen'
  readonly hasVideo: boolean
  readonly hasAudio: boolean
  readonly pieces: readonly FilmPiece[]
}

/** A stream as one part of the film uses it. */
export interface Shot {
  readonly stream: FilmStream
  /** That overlap the part, in order: together they are one file. */
  readonly pieces: readonly FilmPiece[]
  /** From the part's start to the first frame of the first piece, in seconds; negative: it begins before the part. */
  readonly offset: number
  /** When it is seen and heard, in seconds after the part's start. */
  readonly windows: readonly Span[]
}

const overlap = (a: Span, b: Span): Span => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) })
const isLong = ({ from, to }: Span): boolean => to > from
const spanOf = ({ at, durationMs }: FilmPiece): Span => ({ from: at, to: at + durationMs })

function stretches(pieces: readonly FilmPiece[]): Span[] {
  const found: Span[] = []
  for (const { from, to } of pieces.map(spanOf)) {
    const last = found.at(-1)
    if (last && from - last.to < SAME_STRETCH_MS)
      found[found.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    else found.push({ from, to })
  }
  return found
}

/** @param stages when which class was on stage, on the server's clock: a class is seen and heard then only */
export function shotsOf(
  part: Span,
  streams: readonly FilmStream[],
  stages: readonly (Span & { legId: string })[],
): Shot[] {
  return streams.flatMap((stream) => {
    const pieces = stream.pieces.filter((piece) => isLong(overlap(spanOf(piece), part)))
    const [first] = pieces
    if (!first) return []
    const always = stream.legId === null || stream.isAssistant
    const allowed = always ? [part] : stages.filter(({ legId }) => legId === stream.legId)
    const windows = stretches(pieces)
      .flatMap((one) => allowed.map((other) => overlap(overlap(one, other), part)))
      .filter(isLong)
      .map(({ from, to }) => ({ from: (from - part.from) / 1000, to: (to - part.from) / 1000 }))
    if (windows.length === 0) return []
    return [{ stream, pieces, offset: (first.at - part.from) / 1000, windows }]
  })
}

const seconds = (value: number): string => value.toFixed(3)

const within = (windows: readonly Span[]): string =>
  windows.map(({ from, to }) => `between(t,${seconds(from)},${seconds(to)})`).join('+')

/** The stream's own time, moved so that 0 is the start of the part. */
const moved = (offset: number, a: '' | 'a'): string =>
  offset < 0
    ? `${a}trim=start=${seconds(-offset)},${a}setpts=PTS-${seconds(-offset)}/TB`
    : `${a}setpts=PTS+${seconds(offset)}/TB`

const fit = ({ width, height }: Box): string =>
  `scale=${width}:${height}:force_original_aspect_ratio=decrease,pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:color=0x0f271e,setsar=1`

export interface Film {
  readonly hasPages: boolean
}

const rank = ({ stream }: Shot): number => (stream.source === 'screen' ? 0 : stream.legId === null ? 1 : 2)

/** What is laid over the pages: shared screens lowest, then the lecturer, then whoever is on stage. */
export function pictureGraph(shots: readonly Shot[], { hasPages }: Film): string {
  const boxes = boxesOf(hasPages)
  const seen = shots.filter(({ stream }) => stream.hasVideo).toSorted((a, b) => rank(a) - rank(b))
  const graph = [`[0:v]fps=${FRAMES_PER_SECOND}:start_time=0,tpad=stop_mode=clone:stop_duration=5[o0]`]
  for (const [index, shot] of seen.entries()) {
    const { stream, offset, windows } = shot
    const box = stream.source === 'screen' ? boxes.page : stream.legId === null ? boxes.lecturer : boxes.stage
    graph.push(
      `[${shots.indexOf(shot) + 1}:v:0]${moved(offset, '')},${fit(box)}[v${index}]`,
      `[o${index}][v${index}]overlay=${box.x}:${box.y}:enable='${within(windows)}':eof_action=pass:repeatlast=0[o${index + 1}]`,
    )
  }
  return `${graph.join(';')};[o${seen.length}]format=yuv420p[out]`
}

/** All voices together, as loud as they were; silence where there is none. */
export function soundGraph(shots: readonly Shot[], lengthSeconds: number): string {
  const heard = shots.flatMap((shot, index) => (shot.stream.hasAudio ? [{ shot, index }] : []))
  const graph = ['[0:a]anull[a0]']
  for (const [number, { shot, index }] of heard.entries())
    graph.push(
      `[${index + 1}:a:0]${moved(shot.offset, 'a')},aresample=48000:async=1:min_hard_comp=0.05:first_pts=0,` +
        `aformat=channel_layouts=stereo,volume=0:enable='not(${within(shot.windows)})'[a${number + 1}]`,
    )
  const inputs = Array.from({ length: heard.length + 1 }, (_, number) => `[a${number}]`).join('')
  return `${graph.join(';')};${inputs}amix=inputs=${heard.length + 1}:duration=first:normalize=0,atrim=end=${seconds(lengthSeconds)}[out]`
}

/** Turns of the page as ffmpeg's metadata file tells chapters. */
export function chapterFile(
  chapters: readonly { at: number; title: string }[],
  durationMs: number,
  title: string,
): string {
  const escaped = (text: string) => text.replaceAll(/[=;#\\\n]/g, (character) => `\\${character}`)
  const lines = [';FFMETADATA1', `title=${escaped(title)}`]
  for (const [index, chapter] of chapters.entries()) {
    const end = chapters[index + 1]?.at ?? durationMs
    if (end <= chapter.at) continue
    lines.push(
      '[CHAPTER]',
      'TIMEBASE=1/1000',
      `START=${chapter.at}`,
      `END=${end}`,
      `title=${escaped(chapter.title)}`,
    )
  }
  return `${lines.join('\n')}\n`
}

/** A cut may begin at a turn of the page: there is a key frame then. In seconds after the part's start. */
export const keyFramesOf = (part: FilmPart, chapters: readonly { at: number }[]): number[] => {
  const end = part.at + part.frames * FRAME_MS
  return chapters
    .filter(({ at }) => at > part.at && at < end)
    .map(({ at }) => (Math.ceil(at / FRAME_MS) * FRAME_MS - part.at) / 1000)
}

/** A picture of the film's ground: a page, and the ink on it as it is at `inkAt`. */
export interface Scene {
  readonly at: number
  readonly key: string | null
  readonly inkAt: number
}

/** New ink is shown at most so often. */
const INK_MS = 1_000

/** The pages of a film, anew whenever a stroke comes or goes. */
export function scenesOf(
  chapters: readonly { at: number; key: string | null }[],
  ink: readonly { surface: string; from: number; to: number }[],
  durationMs: number,
): Scene[] {
  return chapters.flatMap(({ at, key }, index) => {
    const end = chapters[index + 1]?.at ?? durationMs
    const changes = ink.flatMap(({ surface, from, to }) => (surface === key ? [from, to] : []))
    const times = changes
      .filter((time) => time > at && time < end)
      .map((time) => Math.ceil(time / INK_MS) * INK_MS)
      .filter((time) => time < end)
    return [...new Set([at, ...times.toSorted((a, b) => a - b)])].map((time) => ({
      at: time,
      key,
      inkAt: time,
    }))
  })
}

/** Stretches of the same ground within a part, as ffmpeg's concat demuxer reads them. `fileOf`: the picture of a scene. */
export function pictureList(
  part: FilmPart,
  scenes: readonly { at: number }[],
  fileOf: (index: number) => string,
): string {
  const end = part.at + part.frames * FRAME_MS
  const lines: string[] = []
  let last = fileOf(-1)
  for (let index = -1; index < scenes.length; index += 1) {
    const from = Math.max(part.at, index < 0 ? 0 : (scenes[index]?.at ?? 0))
    const to = Math.min(end, scenes[index + 1]?.at ?? end)
    if (to <= from) continue
    last = fileOf(index)
    lines.push(`file '${last}'`, `duration ${seconds((to - from) / 1000)}`)
  }
  // The last picture is named twice: without it ffmpeg leaves its duration out.
  return [...lines, `file '${last}'`, ''].join('\n')
}
