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

/**
 * Draws one ground of the film, all of the canvas: the page where pages are, or words.
 * @param image of the page, in any format that sharp reads; @param over drawn above it, an SVG as large as the page
 */
export async function paintGround(
  path: string,
  hasPages: boolean,
  page: { image: Buffer | null; over: string | null; title: string; below: string },
): Promise<void> {
  const { page: box } = boxesOf(hasPages)
  const layers: OverlayOptions[] = []
  if (page.image) {
    const fitted = await sharp(page.image)
      .resize(box.width, box.height, { fit: 'contain', background: GROUND })
      .png()
      .toBuffer()
    layers.push({ input: fitted, left: box.x, top: box.y })
  } else layers.push({ input: words(box, page.title, page.below), left: box.x, top: box.y })
  if (page.over) layers.push({ input: Buffer.from(page.over), left: box.x, top: box.y })
  await sharp({ create: { ...CANVAS, channels: 3, background: GROUND } })
    .composite(layers)
    .png({ compressionLevel: 3 })
    .toFile(path)
}
