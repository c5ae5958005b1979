import type {
  Ink,
  LessonEvent,
  SketchNotice,
  StoredStroke,
  Stroke,
  StrokesRead,
  Surface,
} from '@tongke/contract'
import { Emitter } from '../emitter.ts'
import type { LessonStream } from '../lesson-client.ts'

/** What the book needs of a lesson's client. */
export interface StrokeSource {
  readonly stream: Pick<Emitter<LessonStream>, 'on'>
  readStrokes(surface: Surface, after: number): Promise<StrokesRead>
}

/** A stroke that is still being drawn, or drawn and not yet acknowledged. */
export interface LiveStroke {
  readonly id: string
  readonly ink: Ink
  readonly points: readonly number[]
  /** Null: the lecturer. */
  readonly legId: string | null
  readonly own: boolean
  /** By our clock, ms. */
  readonly at: number
}

export interface Pointer {
  readonly legId: string | null
  readonly x: number
  readonly y: number
  readonly at: number
}

interface Page {
  readonly strokes: Map<string, StoredStroke>
  /** Wiped while the page was being read: an older answer must not bring them back. */
  readonly gone: Set<string>
  /** Revisions of the clearings that were seen here and not taken back. */
  readonly clears: Set<number>
  /** How often it was begun to be read: only the last reading is the whole. */
  readings: number
  state: 'unread' | 'reading' | 'read'
  sorted: readonly StoredStroke[] | null
}

const RETRY_MS = 1_500
const OWN = 'own'
/** A pen of a line that broke says no more. */
export const STALE_MS = 8_000
export const POINTER_STALE_MS = 4_000

const newPage = (): Page => ({
  strokes: new Map(),
  gone: new Set(),
  clears: new Set(),
  readings: 0,
  state: 'unread',
  sorted: null,
})

/**
 * Strokes of the pages and boards of a lesson: read by pages when one is looked at, then kept by the lesson's events. Whatever the order
 * of answers and events, all books of a lesson come to the same strokes in the same order.
 */
export class InkBook {
  /** `strokes`: what is drawn changed; `live`: only pens and pointers did. */
  readonly changes = new Emitter<{ strokes: Surface; live: Surface }>()
  readonly #source: StrokeSource
  readonly #pages = new Map<Surface, Page>()
  readonly #live = new Map<Surface, Map<string, LiveStroke>>()
  readonly #pointers = new Map<Surface, Map<string, Pointer>>()
  readonly #unsubscribe: (() => void)[]
  #looked: Surface | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Answers to what was asked before a snapshot came are void. */
  #age = 0

  constructor(source: StrokeSource) {
    this.#source = source
    this.#unsubscribe = [
      source.stream.on('applied', (events) => events.forEach((event) => this.#apply(event))),
      source.stream.on('reset', () => this.#reset()),
      source.stream.on('sketch', (notice) => this.#takeSketch(notice)),
    ]
  }

  close(): void {
    clearTimeout(this.#timer)
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe()
    this.#looked = null
    this.#age += 1
  }

  /** Reads the surface, unless it was read before. */
  look(surface: Surface): void {
    this.#looked = surface
    if (this.#page(surface).state === 'unread') void this.#read(surface)
  }

  isRead(surface: Surface): boolean {
    return this.#pages.get(surface)?.state === 'read'
  }

  /** In the order in which they lie on each other. */
  strokes(surface: Surface): readonly StoredStroke[] {
    const page = this.#page(surface)
    page.sorted ??= [...page.strokes.values()].sort((a, b) => a.revision - b.revision)
    return page.sorted
  }

  live(surface: Surface): LiveStroke[] {
    return [...(this.#live.get(surface)?.values() ?? [])]
  }

  pointers(surface: Surface): Pointer[] {
    return [...(this.#pointers.get(surface)?.values() ?? [])]
  }

  /** The own pen, before the server knows of it. */
  draft(surface: Surface, stroke: LiveStroke): void {
    this.#liveOf(surface).set(stroke.id, stroke)
    this.changes.emit('live', surface)
  }

  dropDraft(surface: Surface, id: string): void {
    if (this.#live.get(surface)?.delete(id)) this.changes.emit('live', surface)
  }

  /** The own pointer: it is not told back to its owner. */
  point(surface: Surface, pointer: Pointer | null): void {
    const pointers = this.#pointersOf(surface)
    if (pointer) pointers.set(OWN, pointer)
    else pointers.delete(OWN)
    this.changes.emit('live', surface)
  }

  /** Forgets pens and pointers that went silent. */
  sweep(now: number): void {
    for (const [surface, live] of this.#live)
      for (const stroke of live.values())
        if (!stroke.own && now - stroke.at > STALE_MS) this.dropDraft(surface, stroke.id)
    for (const [surface, pointers] of this.#pointers)
      for (const [who, pointer] of pointers)
        if (now - pointer.at > POINTER_STALE_MS) {
          pointers.delete(who)
          this.changes.emit('live', surface)
        }
  }

  #page(surface: Surface): Page {
    const page = this.#pages.get(surface) ?? newPage()
    this.#pages.set(surface, page)
    return page
  }

  #liveOf(surface: Surface): Map<string, LiveStroke> {
    const live = this.#live.get(surface) ?? new Map<string, LiveStroke>()
    this.#live.set(surface, live)
    return live
  }

  #pointersOf(surface: Surface): Map<string, Pointer> {
    const pointers = this.#pointers.get(surface) ?? new Map<string, Pointer>()
    this.#pointers.set(surface, pointers)
    return pointers
  }

  #reset(): void {
    this.#age += 1
    this.#pages.clear()
    clearTimeout(this.#timer)
    if (this.#looked !== null) void this.#read(this.#looked)
  }

  async #read(surface: Surface): Promise<void> {
    const page = this.#page(surface)
    const age = this.#age
    page.state = 'reading'
    page.readings += 1
    const reading = page.readings
    try {
      let after = 0
      for (let more = true; more;) {
        const answer = await this.#source.readStrokes(surface, after)
        if (age !== this.#age || reading !== page.readings) return
        for (const stroke of answer.strokes) this.#add(page, stroke)
        after = answer.strokes.at(-1)?.revision ?? after
        more = answer.more && answer.strokes.length > 0
        this.changes.emit('strokes', surface)
      }
      page.state = 'read'
      this.changes.emit('strokes', surface)
    } catch {
      if (age !== this.#age || reading !== page.readings) return
      page.state = 'unread'
      this.#timer = setTimeout(() => this.#looked !== null && this.look(this.#looked), RETRY_MS)
    }
  }

  #add(page: Page, stroke: StoredStroke): void {
    if (page.gone.has(stroke.id) || stroke.revision <= Math.max(0, ...page.clears)) return
    page.strokes.set(stroke.id, stroke)
    page.sorted = null
  }

  #apply({ revision, body }: LessonEvent): void {
    if (body.kind === 'stroke_drawn') {
      this.#live.get(body.surface)?.delete(body.stroke.id)
      this.#add(this.#page(body.surface), { ...body.stroke, revision, legId: body.legId })
    } else if (body.kind === 'strokes_erased') this.#erase(this.#page(body.surface), body.strokeIds)
    else if (body.kind === 'surface_cleared') {
      const page = this.#page(body.surface)
      page.clears.add(revision)
      page.strokes.clear()
      page.sorted = null
    } else if (body.kind === 'clear_undone') this.#undoClear(body.surface, body.cleared)
    else return
    this.changes.emit('strokes', body.surface)
  }

  /** What comes back need not be known here: the page is read anew. */
  #undoClear(surface: Surface, cleared: number): void {
    const page = this.#page(surface)
    page.clears.delete(cleared)
    page.readings += 1
    page.state = 'unread'
    if (this.#looked === surface) void this.#read(surface)
  }

  #erase(page: Page, ids: readonly string[]): void {
    for (const id of ids) {
      page.gone.add(id)
      page.strokes.delete(id)
    }
    page.sorted = null
  }

  #takeSketch({ legId, sketch }: SketchNotice): void {
    const { surface } = sketch
    const pointers = this.#pointersOf(surface)
    const who = legId ?? ''
    if (sketch.kind === 'laser') pointers.set(who, { legId, x: sketch.x, y: sketch.y, at: Date.now() })
    else if (sketch.kind === 'laser_off') pointers.delete(who)
    else if (sketch.kind === 'stroke_off') this.#live.get(surface)?.delete(sketch.strokeId)
    else if (!this.#page(surface).strokes.has(sketch.strokeId)) this.#grow(legId, sketch)
    this.changes.emit('live', surface)
  }

  /** A batch that got lost leaves a gap; the finished stroke is whole. */
  #grow(legId: string | null, sketch: Extract<SketchNotice['sketch'], { kind: 'stroke' }>): void {
    const live = this.#liveOf(sketch.surface)
    const before = live.get(sketch.strokeId)?.points ?? []
    const points = [...before.slice(0, 3 * sketch.from), ...sketch.points]
    live.set(sketch.strokeId, {
      id: sketch.strokeId,
      ink: sketch.ink,
      points,
      legId,
      own: false,
      at: Date.now(),
    })
  }
}

export const strokeOf = ({ id, ink, points }: LiveStroke): Stroke => ({ ...ink, id, points: [...points] })
