import { drawn } from './drawings.rules.ts'
import { paletteOf, shownIn, type Deck } from './slide.rules.ts'
import { ACCENT, picture, words } from './svg.rules.ts'
import { fitting, wrapped } from './wrap.rules.ts'

/** A4 upright, with 105 pixels an inch. */
export const SHEET = { width: 868, height: 1228 } as const

const LEFT = 76
const ROOM = SHEET.width - 2 * LEFT
const BOTTOM = SHEET.height - 90
const SIZE = 25
const DRAWING_HEIGHT = 240

interface Block {
  readonly height: number
  /** SVG with its upper edge at `y`. */
  readonly at: (y: number) => string
  readonly text: string
}

/** A sheet for the class to write or read on: SVG and text of each page. */
export function sheetsOf(deck: Deck): { svg: string; text: string[] }[] {
  const pages: { body: string; text: string[]; y: number }[] = []
  const begin = () => {
    const first = pages.length === 0
    const page = {
      body: first ? headOf(deck) : '',
      text: first ? [deck.title, deck.about] : [],
      y: first ? 250 : 90,
    }
    pages.push(page)
    return page
  }
  let page = begin()
  for (const block of deck.pages.flatMap((one) => blocksOf(deck, one))) {
    if (page.y + block.height > BOTTOM) page = begin()
    page.body += block.at(page.y)
    page.text.push(block.text)
    page.y += block.height
  }
  return pages.map(({ body, text }, index) => {
    const foot = words(`${deck.maker} · ${index + 1}`, SHEET.width - LEFT, SHEET.height - 44, {
      size: 17,
      colour: '#8a8576',
      anchor: 'end',
    })
    const paper = `<rect width="${SHEET.width}" height="${SHEET.height}" fill="#fff"/>`
    return { svg: picture(SHEET.width, SHEET.height, 1, paper + body + foot), text }
  })
}

function headOf({ title, about, subject }: Deck): string {
  const { deep } = paletteOf(subject)
  return [
    words(about, LEFT, 84, { size: 21, colour: '#6b675c' }),
    words(title, LEFT, 142, { size: fitting(title, 42, ROOM), weight: 700, colour: deep }),
    words('班级 ________　姓名 ____________　日期 ________', LEFT, 200, { size: 21 }),
    `<path d="M${LEFT} 222h${ROOM}" stroke="${ACCENT}" stroke-width="3"/>`,
  ].join('')
}

function blocksOf(deck: Deck, page: Deck['pages'][number]): Block[] {
  const palette = paletteOf(deck.subject)
  const drawing = page.picture
  const heading: Block = {
    height: 58,
    at: (y) => words(page.title, LEFT, y + 40, { size: 29, weight: 700, colour: palette.deep }),
    text: page.title,
  }
  const rows = page.lines.map((line): Block => {
    const lines = wrapped(line, ROOM / SIZE - 1)
    return {
      height: lines.length * SIZE * 1.7 + 10,
      at: (y) =>
        lines
          .map((one, index) => words(one, LEFT, y + (index + 1) * SIZE * 1.7 - 12, { size: SIZE }))
          .join(''),
      text: line,
    }
  })
  const drawings: Block[] = drawing
    ? [
        {
          height: DRAWING_HEIGHT + 20,
          at: (y) => drawn(drawing, { x: LEFT, y: y + 8, width: ROOM, height: DRAWING_HEIGHT }, palette),
          text: shownIn(page).join(''),
        },
      ]
    : []
  return [heading, ...drawings, ...rows]
}
