import {
  MAX_STROKE_POINTS,
  MAX_STROKES_AT_ONCE,
  SURFACE_UNITS,
  type Ink,
  type LessonCommand,
  type Sketch,
  type Stroke,
  type Surface,
} from '@tongke/contract'
import { uuid7 } from '../id.ts'
import { strokeOf, type InkBook, type LiveStroke } from './ink-book.ts'

/** Where the pen is: 0 to 1 of width and height; pressure 0 to 1. */
export interface Dot {
  readonly x: number
  readonly y: number
  readonly pressure: number
}

interface PenOptions {
  book: InkBook
  sketch: (sketch: Sketch) => void
  /** Resolves whether it was done. */
  send: (command: LessonCommand) => Promise<boolean>
}

/** Points nearer than this say nothing new. Ten-thousandths of the width. */
const NEAREST = 14
/** So often the others see how the line grows. ms */
const SKETCH_EVERY_MS = 45
const SKETCH_POINTS = 60
/** A message of the class plane holds 8 kB. */
const MOST_BYTES = 6_500

const unit = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * SURFACE_UNITS)
const flat = ({ x, y, pressure }: Dot): [number, number, number] => [
  unit(x),
  unit(y),
  Math.round(Math.min(1, Math.max(0, pressure)) * 255),
]

/** As many from the front as one message holds. */
export function parcelOf(strokes: readonly Stroke[]): Stroke[] {
  const parcel: Stroke[] = []
  let bytes = 0
  for (const stroke of strokes) {
    bytes += JSON.stringify(stroke).length
    if (parcel.length > 0 && (bytes > MOST_BYTES || parcel.length >= MAX_STROKES_AT_ONCE)) break
    parcel.push(stroke)
  }
  return parcel
}

/**
 * The own pen on one surface: the line grows at once on this screen, a moment later on the others', and is written down when it is
 * finished. Finished lines wait for each other: while one message is under way the next ones are gathered.
 */
export class Pen {
  readonly #options: PenOptions
  readonly #surface: Surface
  #stroke: LiveStroke | null = null
  #shown = 0
  #shownAt = 0
  #finished: Stroke[] = []
  #isSending = false

  constructor(surface: Surface, options: PenOptions) {
    this.#surface = surface
    this.#options = options
  }

  begin(ink: Ink, dot: Dot): void {
    this.end()
    this.#start(ink, flat(dot))
  }

  move(dots: readonly Dot[]): void {
    for (const dot of dots) this.#add(flat(dot))
    if (this.#stroke) this.#options.book.draft(this.#surface, this.#stroke)
    this.#show(false)
  }

  end(): void {
    const stroke = this.#stroke
    if (!stroke) return
    this.#show(true)
    this.#stroke = null
    this.#finished.push(strokeOf(stroke))
    void this.#flush()
  }

  /** The line was no line: a second finger came, or the tool was taken away. */
  cancel(): void {
    const stroke = this.#stroke
    this.#stroke = null
    if (!stroke) return
    this.#options.book.dropDraft(this.#surface, stroke.id)
    this.#options.sketch({ kind: 'stroke_off', surface: this.#surface, strokeId: stroke.id })
  }

  #start(ink: Ink, first: readonly number[]): void {
    this.#stroke = { id: uuid7(), ink, points: first, legId: null, own: true, at: Date.now() }
    this.#shown = 0
    this.#shownAt = 0
    this.#options.book.draft(this.#surface, this.#stroke)
    this.#show(false)
  }

  #add(point: [number, number, number]): void {
    const stroke = this.#stroke
    if (!stroke) return
    const { points } = stroke
    const [x = 0, y = 0] = points.slice(-3)
    if (Math.hypot(point[0] - x, point[1] - y) < NEAREST) return
    this.#stroke = { ...stroke, points: [...points, ...point] }
    if (this.#stroke.points.length < 3 * MAX_STROKE_POINTS) return
    // Longer than one stroke may be: the next one goes on from here.
    const { ink } = stroke
    this.end()
    this.#start(ink, point)
  }

  #show(isLast: boolean): void {
    const stroke = this.#stroke
    const now = Date.now()
    if (!stroke || (!isLast && now - this.#shownAt < SKETCH_EVERY_MS)) return
    const count = stroke.points.length / 3
    for (let from = this.#shown; from < count; from += SKETCH_POINTS)
      this.#options.sketch({
        kind: 'stroke',
        surface: this.#surface,
        ink: stroke.ink,
        strokeId: stroke.id,
        from,
        points: stroke.points.slice(3 * from, 3 * (from + SKETCH_POINTS)),
      })
    this.#shown = count
    this.#shownAt = now
  }

  async #flush(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    while (this.#finished.length > 0) {
      const strokes = parcelOf(this.#finished)
      this.#finished = this.#finished.slice(strokes.length)
      const isDone = await this.#options.send({ type: 'draw_strokes', surface: this.#surface, strokes })
      // Done ones stay until their event comes and takes their place.
      if (!isDone) for (const { id } of strokes) this.#options.book.dropDraft(this.#surface, id)
    }
    this.#isSending = false
  }
}
