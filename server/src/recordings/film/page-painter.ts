import { BOARD_GROUND, strokeLine, type Stroke } from '@tongke/contract'
import sharp, { type OverlayOptions } from 'sharp'
import { boxesOf, CANVAS, type Box } from './film.rules.ts'

/** The colour of the board behind everything. */
const GROUND = '#0f271e'
const FONT = 'Noto Sans CJK SC, Noto Sans SC, sans-serif'

const svg = ({ width, height }: Box, content: string): Buffer =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`)

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

/** Words in place of a page that has no picture: a page of the textbook that everybody has on the desk. */
const words = (box: Box, title: string, below: string): Buffer =>
  svg(
    box,
    `<g fill="#f6f4ec" font-family="${FONT}" text-anchor="middle">
      <text x="50%" y="46%" font-size="52" font-weight="600">${escaped(title)}</text>
      <text x="50%" y="58%" font-size="28" fill="#b9cbc0">${escaped(below)}</text></g>`,
  )

const inkLayer = (ink: readonly Stroke[], size: { width: number; height: number }): Buffer => {
  const lines = ink.map((stroke) => {
    const { points, width, colour, opacity } = strokeLine(stroke, size)
    return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`
  })
  return svg({ x: 0, y: 0, ...size }, lines.join(''))
}

export interface Ground {
  /** Of the page, in any format that sharp reads. */
  readonly image: Buffer | null
  readonly isBoard: boolean
  readonly ink: readonly Stroke[]
  /** In place of a page that has no picture. */
  readonly title: string
  readonly below: string
}

/** Draws one ground of the film, all of the canvas: the page with its ink where pages are, or words. */
export async function paintGround(path: string, hasPages: boolean, ground: Ground): Promise<void> {
  const { page: box } = boxesOf(hasPages)
  const layers = await pageLayers(box, ground)
  await sharp({ create: { ...CANVAS, channels: 3, background: GROUND } })
    .composite(layers)
    .png({ compressionLevel: 3 })
    .toFile(path)
}

async function pageLayers(
  box: Box,
  { image, isBoard, ink, title, below }: Ground,
): Promise<OverlayOptions[]> {
  const sheet = image
    ? await sharp(image)
        .resize(box.width, box.height, { fit: 'inside' })
        .png()
        .toBuffer({ resolveWithObject: true })
    : isBoard
      ? await blankBoard(box)
      : null
  if (!sheet) return [{ input: words(box, title, below), left: box.x, top: box.y }]
  const { width, height } = sheet.info
  const left = box.x + Math.floor((box.width - width) / 2)
  const top = box.y + Math.floor((box.height - height) / 2)
  const layers: OverlayOptions[] = [{ input: sheet.data, left, top }]
  if (ink.length > 0) layers.push({ input: inkLayer(ink, { width, height }), left, top })
  return layers
}

/** Boards are as wide as screens. */
const blankBoard = ({ width }: Box) =>
  sharp({ create: { width, height: Math.round((width * 9) / 16), channels: 3, background: BOARD_GROUND } })
    .png()
    .toBuffer({ resolveWithObject: true })
