import { COUNTED } from './counted-drawings.rules.ts'
import { ACCENT, INK, SERIF, round, words, type Box, type Palette } from './svg.rules.ts'
import { fitting } from './wrap.rules.ts'

export type Drawing = (args: string, box: Box, palette: Palette) => string

/** `a | b | c` */
const listOf = (args: string): string[] => args.split(' | ').map((one) => one.trim())

const centreOf = ({ x, y, width, height }: Box) => ({ cx: x + width / 2, cy: y + height / 2 })

/** Characters in the squares that children write in. */
const grid: Drawing = (args, box, { deep }) => {
  const signs = args.split(' ')
  const side = Math.min(box.width / signs.length - 16, box.height, 240)
  const { cx, cy } = centreOf(box)
  const left = cx - (signs.length * (side + 16) - 16) / 2
  return signs
    .map((sign, index) => {
      const [x, y] = [left + index * (side + 16), cy - side / 2]
      const cross = `M${x} ${y + side / 2}h${side}M${x + side / 2} ${y}v${side}`
      return (
        `<rect x="${x}" y="${y}" width="${side}" height="${side}" fill="#fff" stroke="${deep}" stroke-width="3"/>` +
        `<path d="${cross}" stroke="${ACCENT}" stroke-width="1.5" stroke-dasharray="8 7"/>` +
        words(sign, x + side / 2, y + side * 0.79, { size: side * 0.8, family: SERIF, anchor: 'middle' })
      )
    })
    .join('')
}

/** Steps with arrows between them: beside each other where there is room, else below each other. */
const flow: Drawing = (args, box, palette) => {
  const steps = listOf(args)
  const wide = box.width / steps.length >= 190
  const gap = wide ? 46 : 34
  const width = wide ? (box.width - gap * (steps.length - 1)) / steps.length : Math.min(box.width, 420)
  const height = wide ? 110 : Math.min(84, (box.height - gap * (steps.length - 1)) / steps.length)
  const { cx, cy } = centreOf(box)
  const top = wide ? cy - height / 2 : cy - (steps.length * (height + gap) - gap) / 2
  return steps
    .map((step, index) => {
      const x = wide ? box.x + index * (width + gap) : cx - width / 2
      const y = wide ? top : top + index * (height + gap)
      const arrow = wide
        ? `M${x - gap + 8} ${y + height / 2}h${gap - 20}`
        : `M${cx} ${y - gap + 5}v${gap - 16}`
      return (index > 0 ? arrowLine(arrow, palette.deep) : '') + plate(step, { x, y, width, height }, palette)
    })
    .join('')
}

/** Stages that come round again. */
const cycle: Drawing = (args, box, palette) => {
  const stages = listOf(args)
  const { cx, cy } = centreOf(box)
  const [rx, ry] = [Math.min(box.width / 2 - 90, 240), Math.min(box.height / 2 - 44, 165)]
  const at = (turn: number) => {
    const angle = (turn / stages.length) * 2 * Math.PI - Math.PI / 2
    return { x: cx + rx * Math.cos(angle), y: cy + ry * Math.sin(angle) }
  }
  const arcs = stages.map((_, index) => {
    const [from, to] = [at(index + 0.36), at(index + 0.64)]
    return arrowLine(`M${round(from.x)} ${round(from.y)}L${round(to.x)} ${round(to.y)}`, palette.deep)
  })
  const plates = stages.map((stage, index) => {
    const { x, y } = at(index)
    return plate(stage, { x: x - 84, y: y - 36, width: 168, height: 72 }, palette)
  })
  return arcs.join('') + plates.join('')
}

/** Words with what they mean, two in a row: `apple 苹果 | pear 梨`. */
const cards: Drawing = (args, box, { deep, tint }) => {
  const pairs = listOf(args).map((one) => {
    const cut = one.lastIndexOf(' ')
    return [one.slice(0, cut), one.slice(cut + 1)] as const
  })
  const columns = pairs.length > 2 ? 2 : 1
  const rows = Math.ceil(pairs.length / columns)
  const width = (box.width - 20 * (columns - 1)) / columns
  const height = Math.min(140, (box.height - 20 * (rows - 1)) / rows)
  const top = box.y + (box.height - rows * (height + 20) + 20) / 2
  return pairs
    .map(([word, meaning], index) => {
      const x = box.x + (index % columns) * (width + 20)
      const y = top + Math.floor(index / columns) * (height + 20)
      const size = fitting(word, 46, width - 36)
      return (
        `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="14" fill="${tint}"/>` +
        words(word, x + width / 2, y + height * 0.5, { size, weight: 700, colour: deep, anchor: 'middle' }) +
        words(meaning, x + width / 2, y + height * 0.84, { size: 28, anchor: 'middle' })
      )
    })
    .join('')
}

/** Beats of a bar by their weight: `强 弱 次强 弱`. */
const beats: Drawing = (args, box, { deep }) => {
  const names = args.split(' ')
  const { cy } = centreOf(box)
  const step = box.width / names.length
  return names
    .map((name, index) => {
      const radius = Math.min(step / 2 - 8, name === '强' ? 74 : name === '次强' ? 58 : 42)
      const x = box.x + step * (index + 0.5)
      const fill = name === '强' ? ACCENT : deep
      return (
        `<circle cx="${round(x)}" cy="${cy - 20}" r="${radius}" fill="${fill}"/>` +
        words(name, x, cy - 20 + radius * 0.22, {
          size: radius * 0.6,
          colour: '#fff',
          anchor: 'middle',
        }) +
        words(String(index + 1), x, cy + 100, { size: 34, anchor: 'middle' })
      )
    })
    .join('')
}

/** Lines of a poem, in the middle. */
const poem: Drawing = (args, box) => {
  const lines = listOf(args)
  const size = Math.min(
    54,
    box.height / lines.length / 1.7,
    ...lines.map((one) => fitting(one, 54, box.width)),
  )
  const { cx, cy } = centreOf(box)
  const top = cy - ((lines.length - 1) * size * 1.7) / 2 + size * 0.35
  return lines
    .map((line, index) =>
      words(line, cx, top + index * size * 1.7, { size, family: SERIF, weight: 600, anchor: 'middle' }),
    )
    .join('')
}

/** Rows with cells: `名称，面积 | 长方形，长×宽`; the first row names the columns. */
const table: Drawing = (args, box, { deep, tint }) => {
  const rows = listOf(args).map((row) => row.split('，'))
  const columns = Math.max(...rows.map((row) => row.length))
  const [width, height] = [box.width / columns, Math.min(78, box.height / rows.length)]
  const top = box.y + (box.height - rows.length * height) / 2
  return rows
    .flatMap((row, line) =>
      Array.from({ length: columns }, (_, column) => {
        const [x, y, text] = [box.x + column * width, top + line * height, row[column] ?? '']
        const colour = line === 0 ? '#fff' : INK
        const fill = line === 0 ? deep : line % 2 ? '#fff' : tint
        const size = fitting(text, 30, width - 20)
        return (
          `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}" stroke="${deep}" stroke-width="2"/>` +
          words(text, x + width / 2, y + height * 0.64, { size, colour, anchor: 'middle' })
        )
      }),
    )
    .join('')
}

function plate(text: string, { x, y, width, height }: Box, { deep, tint }: Palette): string {
  const size = fitting(text, 32, width - 24)
  return (
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="14" fill="${tint}" stroke="${deep}" stroke-width="3"/>` +
    words(text, x + width / 2, y + height / 2 + size * 0.36, {
      size,
      weight: 700,
      colour: deep,
      anchor: 'middle',
    })
  )
}

const arrowLine = (path: string, colour: string): string =>
  `<defs><marker id="tip" viewBox="0 0 10 10" refX="6" refY="5" markerWidth="5" markerHeight="5" orient="auto">` +
  `<path d="M0 0L10 5L0 10z" fill="${colour}"/></marker></defs>` +
  `<path d="${path}" stroke="${colour}" stroke-width="5" fill="none" marker-end="url(#tip)"/>`

const DRAWINGS: Readonly<Record<string, Drawing>> = {
  ...COUNTED,
  grid,
  flow,
  cycle,
  cards,
  beats,
  poem,
  table,
}

/** @param notation name of the drawing and what is drawn @throws Error for a drawing that there is not */
export function drawn(notation: string, box: Box, palette: Palette): string {
  const cut = notation.indexOf(' ')
  const drawing = DRAWINGS[notation.slice(0, cut)]
  if (!drawing) throw new Error(`No drawing is called like this: ${notation}`)
  return drawing(notation.slice(cut + 1), box, palette)
}
