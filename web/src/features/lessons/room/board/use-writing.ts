import { SURFACE_UNITS, type Ink, type Surface } from '@tongke/contract'
import { useEffect, useMemo, useRef, type PointerEvent } from 'react'
import { Pen, type Dot } from '../../../../live/board/pen.ts'
import { useCommand, useLesson, useRoom } from '../room-context.tsx'
import { touches } from './draw-ink.ts'
import type { Size } from './use-ink-layers.ts'

export type BoardTool = { kind: 'ink'; ink: Ink } | { kind: 'eraser' } | { kind: 'laser' } | null

const ERASER_RADIUS = 14
const LASER_EVERY_MS = 40
/** A pen beside which the palm lies: touches then write nothing. */
const PEN_FIRST_MS = 800

interface Handlers {
  onPointerDown: (event: PointerEvent<HTMLElement>) => void
  onPointerMove: (event: PointerEvent<HTMLElement>) => void
  onPointerUp: (event: PointerEvent<HTMLElement>) => void
  onPointerCancel: (event: PointerEvent<HTMLElement>) => void
  onPointerLeave: (event: PointerEvent<HTMLElement>) => void
}

/** What a finger, pen or mouse does on a surface. Mouse and touch press evenly. */
export function useWriting(surface: Surface, size: Size, tool: BoardTool): Handlers | null {
  const { ink: book, lesson: client } = useRoom().client
  const { me } = useLesson()
  const send = useCommand()
  const writer = 'legId' in me ? me.legId : null
  const pen = useMemo(
    () => new Pen(surface, { book, send, sketch: (sketch) => client.sketch(sketch) }),
    [surface, book, send, client],
  )
  const held = useRef<number | null>(null)
  const penSeenAt = useRef(0)
  const laserAt = useRef(0)
  const wiped = useRef(new Set<string>())
  useEffect(() => () => pen.end(), [pen])

  if (!tool) return null
  const placeOf = (event: { clientX: number; clientY: number }, box: DOMRect) => ({
    x: (event.clientX - box.left) / box.width,
    y: (event.clientY - box.top) / box.height,
  })
  const dotsOf = (event: PointerEvent<HTMLElement>): Dot[] => {
    const box = event.currentTarget.getBoundingClientRect()
    const coalesced = event.nativeEvent.getCoalescedEvents?.() ?? []
    return (coalesced.length > 0 ? coalesced : [event.nativeEvent]).map((one) => ({
      ...placeOf(one, box),
      pressure: one.pointerType === 'pen' ? one.pressure : 0.5,
    }))
  }
  const wipe = (event: PointerEvent<HTMLElement>) => {
    const place = placeOf(event, event.currentTarget.getBoundingClientRect())
    const at = { x: place.x * size.width, y: place.y * size.height }
    const mine = book.strokes(surface).filter((stroke) => writer === null || stroke.legId === writer)
    const strokeIds = mine
      .filter((stroke) => !wiped.current.has(stroke.id) && touches(stroke, at, ERASER_RADIUS, size))
      .map(({ id }) => id)
      .slice(0, 100)
    if (strokeIds.length === 0) return
    for (const id of strokeIds) wiped.current.add(id)
    void send({ type: 'erase_strokes', surface, strokeIds })
  }
  const point = (event: PointerEvent<HTMLElement>) => {
    const now = Date.now()
    if (now - laserAt.current < LASER_EVERY_MS) return
    laserAt.current = now
    const { x, y } = placeOf(event, event.currentTarget.getBoundingClientRect())
    const unit = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * SURFACE_UNITS)
    const [left, top] = [unit(x), unit(y)]
    book.point(surface, { legId: writer, x: left, y: top, at: now })
    client.sketch({ kind: 'laser', surface, x: left, y: top })
  }
  const letGo = (event: PointerEvent<HTMLElement>, isCancelled: boolean) => {
    if (held.current !== event.pointerId) return
    held.current = null
    wiped.current.clear()
    if (tool.kind !== 'ink') return
    if (isCancelled) pen.cancel()
    else pen.end()
  }
  return {
    onPointerDown: (event) => {
      if (event.button !== 0 && event.pointerType === 'mouse') return
      if (event.pointerType === 'pen') penSeenAt.current = Date.now()
      else if (event.pointerType === 'touch' && Date.now() - penSeenAt.current < PEN_FIRST_MS) return
      // A second finger is no pen.
      if (held.current !== null) return
      event.preventDefault()
      held.current = event.pointerId
      event.currentTarget.setPointerCapture(event.pointerId)
      if (tool.kind === 'ink') pen.begin(tool.ink, dotsOf(event)[0]!)
      if (tool.kind === 'eraser') wipe(event)
      if (tool.kind === 'laser') point(event)
    },
    onPointerMove: (event) => {
      if (event.pointerType === 'pen') penSeenAt.current = Date.now()
      // A mouse points by moving, a finger by touching.
      if (tool.kind === 'laser' && (event.pointerType === 'mouse' || held.current === event.pointerId))
        return point(event)
      if (held.current !== event.pointerId) return
      if (tool.kind === 'ink') pen.move(dotsOf(event))
      if (tool.kind === 'eraser') wipe(event)
    },
    onPointerUp: (event) => letGo(event, false),
    onPointerCancel: (event) => letGo(event, true),
    onPointerLeave: () => {
      if (tool.kind !== 'laser') return
      book.point(surface, null)
      client.sketch({ kind: 'laser_off', surface })
    },
  }
}
