import type { Surface } from '@tongke/contract'
import { useEffect, useRef, type RefObject } from 'react'
import type { InkBook } from '../../../../live/board/ink-book.ts'
import { outlineOf, paint, paintLive, paintPointers } from './draw-ink.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

const SWEEP_MS = 250

function contextOf(canvas: HTMLCanvasElement | null, { width, height }: Size) {
  if (!canvas || width < 1) return null
  const scale = window.devicePixelRatio || 1
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h]
  const context = canvas.getContext('2d')
  context?.setTransform(scale, 0, 0, scale, 0, 0)
  return context
}

/** Finished strokes, drawn one upon another: a new one costs one stroke, a wiped one a new picture. */
class Sheet {
  readonly #paths = new Map<string, Path2D>()
  #drawn: readonly string[] = []
  #size: Size = { width: 0, height: 0 }

  draw(canvas: HTMLCanvasElement | null, book: InkBook, surface: Surface, size: Size): void {
    const context = contextOf(canvas, size)
    if (!context) return
    const strokes = book.strokes(surface)
    const isSameSize = size.width === this.#size.width && size.height === this.#size.height
    const goesOn =
      isSameSize &&
      strokes.length >= this.#drawn.length &&
      this.#drawn.every((id, at) => strokes[at]?.id === id)
    if (!isSameSize) this.#paths.clear()
    if (!goesOn) context.clearRect(0, 0, size.width, size.height)
    for (const stroke of goesOn ? strokes.slice(this.#drawn.length) : strokes) {
      const path = this.#paths.get(stroke.id) ?? outlineOf(stroke, size)
      this.#paths.set(stroke.id, path)
      paint(context, stroke, path)
    }
    this.#drawn = strokes.map(({ id }) => id)
    this.#size = size
  }
}

/** Keeps two canvases in step with the book: what is written, and above it pens and pointers on their way. */
export function useInkLayers(
  book: InkBook,
  surface: Surface,
  size: Size,
): { ink: RefObject<HTMLCanvasElement | null>; live: RefObject<HTMLCanvasElement | null> } {
  const ink = useRef<HTMLCanvasElement>(null)
  const live = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    book.look(surface)
    const sheet = new Sheet()
    let frame = 0
    let hasNew = true
    const draw = () => {
      frame = 0
      if (hasNew) {
        sheet.draw(ink.current, book, surface, size)
        ink.current?.setAttribute('data-strokes', String(book.strokes(surface).length))
      }
      hasNew = false
      const context = contextOf(live.current, size)
      if (!context) return
      context.clearRect(0, 0, size.width, size.height)
      paintLive(context, book.live(surface), size)
      const pointers = book.pointers(surface)
      paintPointers(context, pointers, size, Date.now())
      live.current?.setAttribute('data-pointers', String(pointers.length))
      live.current?.setAttribute('data-pens', String(book.live(surface).length))
    }
    const later = () => {
      frame ||= requestAnimationFrame(draw)
    }
    later()
    const stop = [
      book.changes.on('strokes', (changed) => {
        if (changed !== surface) return
        hasNew = true
        later()
      }),
      book.changes.on('live', (changed) => changed === surface && later()),
    ]
    const timer = setInterval(() => {
      book.sweep(Date.now())
      if (book.pointers(surface).length > 0) later()
    }, SWEEP_MS)
    return () => {
      for (const unsubscribe of stop) unsubscribe()
      clearInterval(timer)
      cancelAnimationFrame(frame)
    }
  }, [book, surface, size])
  return { ink, live }
}
