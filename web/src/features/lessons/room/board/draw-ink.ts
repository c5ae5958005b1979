import { SURFACE_UNITS, type Ink, type InkColour } from '@tongke/contract'
import { getStroke } from 'perfect-freehand'
import { POINTER_STALE_MS, type LiveStroke, type Pointer } from '../../../../live/board/ink-book.ts'

/** Bright enough for a dark board, dark enough for a white page. */
export const INK_COLOURS: Readonly<Record<InkColour, string>> = {
  black: '#16241e',
  red: '#e5482f',
  blue: '#2f7fe0',
  green: '#1fa463',
  yellow: '#ffcf4d',
  white: '#ffffff',
}

interface Drawable extends Ink {
  readonly points: readonly number[]
}

/** A mouse always presses the same: its line is thinned by speed instead. */
const hasPressure = (points: readonly number[]): boolean =>
  points.some((value, index) => index % 3 === 2 && value !== points[2])

/** Outline of a stroke on a surface of this size, CSS pixels. Every screen makes the same one of the same points. */
export function outlineOf(
  { tool, width, points }: Drawable,
  size: { width: number; height: number },
): Path2D {
  const dots = Array.from({ length: points.length / 3 }, (_, index) => [
    ((points[3 * index] ?? 0) / SURFACE_UNITS) * size.width,
    ((points[3 * index + 1] ?? 0) / SURFACE_UNITS) * size.height,
    (points[3 * index + 2] ?? 0) / 255,
  ])
  const outline = getStroke(dots, {
    size: (width / SURFACE_UNITS) * size.width,
    thinning: tool === 'marker' ? 0 : 0.55,
    smoothing: 0.5,
    streamline: 0.35,
    simulatePressure: tool === 'pen' && !hasPressure(points),
    last: true,
  })
  const path = new Path2D()
  const [first] = outline
  if (!first) return path
  path.moveTo(first[0]!, first[1]!)
  for (let index = 0; index < outline.length; index += 1) {
    const [x, y] = outline[index] as [number, number]
    const [nextX, nextY] = (outline[index + 1] ?? first) as [number, number]
    path.quadraticCurveTo(x, y, (x + nextX) / 2, (y + nextY) / 2)
  }
  path.closePath()
  return path
}

export function paint(context: CanvasRenderingContext2D, ink: Ink, path: Path2D): void {
  context.globalAlpha = ink.tool === 'marker' ? 0.38 : 1
  context.fillStyle = INK_COLOURS[ink.colour]
  context.fill(path)
  context.globalAlpha = 1
}

export function paintLive(
  context: CanvasRenderingContext2D,
  live: readonly LiveStroke[],
  size: { width: number; height: number },
): void {
  for (const { ink, points } of live) paint(context, ink, outlineOf({ ...ink, points }, size))
}

/** A glowing point that fades when its owner rests. */
export function paintPointers(
  context: CanvasRenderingContext2D,
  pointers: readonly Pointer[],
  size: { width: number; height: number },
  now: number,
): void {
  for (const { x, y, at } of pointers) {
    const [left, top] = [(x / SURFACE_UNITS) * size.width, (y / SURFACE_UNITS) * size.height]
    const radius = Math.max(9, size.width / 90)
    context.globalAlpha = Math.max(0, Math.min(1, 1.4 - (now - at) / POINTER_STALE_MS))
    const glow = context.createRadialGradient(left, top, 0, left, top, 2.4 * radius)
    glow.addColorStop(0, 'rgb(255 59 31 / 0.85)')
    glow.addColorStop(1, 'rgb(255 59 31 / 0)')
    context.fillStyle = glow
    context.beginPath()
    context.arc(left, top, 2.4 * radius, 0, 2 * Math.PI)
    context.fill()
    context.fillStyle = '#ff3b1f'
    context.strokeStyle = '#ffffff'
    context.lineWidth = radius / 5
    context.beginPath()
    context.arc(left, top, 0.62 * radius, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
    context.globalAlpha = 1
  }
}

/** Whether a circle of this radius (CSS pixels) touches the line between the stroke's points. */
export function touches(
  { points, width }: Drawable,
  at: { x: number; y: number },
  radius: number,
  size: { width: number; height: number },
): boolean {
  const reach = radius + ((width / SURFACE_UNITS) * size.width) / 2
  const place = (index: number) => ({
    x: ((points[3 * index] ?? 0) / SURFACE_UNITS) * size.width,
    y: ((points[3 * index + 1] ?? 0) / SURFACE_UNITS) * size.height,
  })
  const count = points.length / 3
  for (let index = 0; index < count; index += 1)
    if (distance(at, place(index), place(Math.min(index + 1, count - 1))) <= reach) return true
  return false
}

function distance(
  at: { x: number; y: number },
  from: { x: number; y: number },
  to: { x: number; y: number },
): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((at.x - from.x) * dx + (at.y - from.y) * dy) / length
  const share = Math.max(0, Math.min(1, along))
  return Math.hypot(at.x - from.x - share * dx, at.y - from.y - share * dy)
}
