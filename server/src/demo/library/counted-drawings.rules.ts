import { ACCENT, INK, round, words, type Box, type Palette } from './svg.rules.ts'

type Drawing = (args: string, box: Box, palette: Palette) => string

/** Circles with parts of them filled: `1/4 3/8`. */
const fraction: Drawing = (args, box, { deep, tint }) => {
  const parts = args.split(' ')
  const step = box.width / parts.length
  const radius = Math.min(step / 2 - 20, box.height / 2 - 50, 150)
  const cy = box.y + box.height / 2 - 24
  return parts
    .map((part, index) => {
      const [filled = 0, all = 1] = part.split('/').map(Number)
      const cx = box.x + step * (index + 0.5)
      const sectors = Array.from({ length: all }, (_, at) =>
        sector(cx, cy, radius, at / all, (at + 1) / all, at < filled ? ACCENT : tint, deep),
      )
      const label = words(part, cx, cy + radius + 58, {
        size: 46,
        weight: 700,
        colour: deep,
        anchor: 'middle',
      })
      return sectors.join('') + label
    })
    .join('')
}

function sector(
  cx: number,
  cy: number,
  r: number,
  from: number,
  to: number,
  fill: string,
  line: string,
): string {
  if (to - from === 1)
    return `<circle cx="${cx}" cy="${cy}" r="${r}" fill="${fill}" stroke="${line}" stroke-width="3"/>`
  const at = (turn: number) => {
    const angle = turn * 2 * Math.PI - Math.PI / 2
    return `${round(cx + r * Math.cos(angle))} ${round(cy + r * Math.sin(angle))}`
  }
  const arc = `A${r} ${r} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}`
  return `<path d="M${cx} ${cy}L${at(from)}${arc}z" fill="${fill}" stroke="${line}" stroke-width="3"/>`
}

/** A number line with marked places: `0 10 3 7`. */
const line: Drawing = (args, box, { deep }) => {
  const [from = 0, to = 10, ...marks] = args.split(' ').map(Number)
  const y = box.y + box.height / 2
  const step = (box.width - 60) / (to - from)
  const at = (value: number) => round(box.x + 30 + (value - from) * step)
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => {
    const x = at(from + index)
    const size = Math.min(30, step * 0.8)
    return (
      `<path d="M${x} ${y - 12}v24" stroke="${deep}" stroke-width="4"/>` +
      words(String(from + index), x, y + 56, { size, anchor: 'middle' })
    )
  })
  const points = marks.map((mark) => `<circle cx="${at(mark)}" cy="${y}" r="14" fill="${ACCENT}"/>`)
  const axis = `<path d="M${box.x} ${y}H${box.x + box.width}" stroke="${deep}" stroke-width="5"/>`
  return axis + ticks.join('') + points.join('')
}

/** Rows of things to count: `3 4`, with a third number so many of them are filled. */
const array: Drawing = (args, box, { deep, tint }) => {
  const [rows = 1, columns = 1, filled = rows * columns] = args.split(' ').map(Number)
  const step = Math.min(box.width / columns, box.height / rows, 92)
  const left = box.x + (box.width - columns * step) / 2 + step / 2
  const top = box.y + (box.height - rows * step) / 2 + step / 2
  return Array.from({ length: rows * columns }, (_, index) => {
    const [x, y] = [left + (index % columns) * step, top + Math.floor(index / columns) * step]
    const fill = index < filled ? ACCENT : tint
    return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(step * 0.36)}" fill="${fill}" stroke="${deep}" stroke-width="3"/>`
  }).join('')
}

/** Bars with names and numbers: `晴 12 | 阴 8`. */
const bars: Drawing = (args, box, { deep }) => {
  const rows = args.split(' | ').map((one) => one.trim().split(' '))
  const most = Math.max(...rows.map(([, value]) => Number(value)))
  const step = box.width / rows.length
  const floor = box.y + box.height - 56
  const columns = rows.map(([name = '', value = '0'], index) => {
    const height = (Number(value) / most) * (box.height - 120)
    const [x, width] = [box.x + step * (index + 0.22), step * 0.56]
    return (
      `<rect x="${round(x)}" y="${round(floor - height)}" width="${round(width)}" height="${round(height)}" rx="6" fill="${index % 2 ? deep : ACCENT}"/>` +
      words(value, x + width / 2, floor - height - 14, { size: 30, weight: 700, anchor: 'middle' }) +
      words(name, x + width / 2, floor + 42, { size: 30, anchor: 'middle' })
    )
  })
  return columns.join('') + `<path d="M${box.x} ${floor}h${box.width}" stroke="${INK}" stroke-width="4"/>`
}

/** Points of shapes in a field of 100 by 70. */
const SHAPES: Readonly<Record<string, string>> = {
  triangle: '8,66 92,66 40,6',
  parallelogram: '4,64 70,64 96,8 30,8',
  trapezium: '4,64 96,64 70,8 28,8',
  rectangle: '6,64 94,64 94,10 6,10',
}

/** A plane figure with its height and the names of base and height: `triangle 底 高`. */
const shape: Drawing = (args, box, { deep, tint }) => {
  const [name = '', base = '', height = ''] = args.split(' ')
  const points = SHAPES[name]
  if (!points) throw new Error(`No shape is called ${name}`)
  const scale = Math.min(box.width / 110, (box.height - 50) / 74)
  const [left, top] = [box.x + (box.width - 100 * scale) / 2, box.y + (box.height - 84 * scale) / 2]
  const foot = name === 'triangle' ? 'M40 6V66' : name === 'rectangle' ? '' : 'M30 8V64'
  const x = left + (name === 'rectangle' ? 95 : 44) * scale
  return (
    `<g transform="translate(${round(left)} ${round(top)}) scale(${round(scale)})">` +
    `<polygon points="${points}" fill="${tint}" stroke="${deep}" stroke-width="1"/>` +
    `<path d="${foot}" stroke="${ACCENT}" stroke-width="0.9" stroke-dasharray="3 2"/></g>` +
    words(base, left + 50 * scale, top + 78 * scale, { size: 40, weight: 700, anchor: 'middle' }) +
    words(height, x, top + 40 * scale, { size: 40, weight: 700, colour: ACCENT })
  )
}

/** Drawings that show numbers and sizes. */
export const COUNTED: Readonly<Record<string, Drawing>> = { fraction, line, array, bars, shape }
