import type { Subject } from '@tongke/contract'
import { drawn } from './drawings.rules.ts'
import type { Page } from './resource-text.rules.ts'
import { ACCENT, SERIF, picture as svg, words, type Box, type Palette } from './svg.rules.ts'
import { fitting, widthOf, wrapped } from './wrap.rules.ts'

export const SLIDE = { width: 1280, height: 720 } as const

const PALETTES = {
  board: { deep: '#24463d', tint: '#dfeae4' },
  slate: { deep: '#233a47', tint: '#dde8ee' },
  plum: { deep: '#43304a', tint: '#eae1ee' },
  clay: { deep: '#573527', tint: '#f1e2d8' },
  moss: { deep: '#33431f', tint: '#e5ebd6' },
} as const

const GROUNDS: Partial<Record<Subject, keyof typeof PALETTES>> = {
  mathematics: 'slate',
  physics: 'slate',
  ict: 'slate',
  english: 'plum',
  music: 'plum',
  art: 'plum',
  morality: 'clay',
  history: 'clay',
  pe: 'clay',
  fine_art: 'clay',
  science: 'moss',
  biology: 'moss',
  geography: 'moss',
  labour: 'moss',
}

export const paletteOf = (subject: Subject): Palette => PALETTES[GROUNDS[subject] ?? 'board']

export interface Deck {
  readonly subject: Subject
  readonly title: string
  /** `数学 · 三年级 · 人教版`. */
  readonly about: string
  /** `示例市第一实验小学 林晓雯`. */
  readonly maker: string
  readonly pages: readonly Page[]
}

/** The slides of a deck as SVG, its title first. @param scale 1: 720 lines */
export const slidesOf = (deck: Deck, scale = 1): string[] => [
  titleSlide(deck, scale),
  ...deck.pages.map((page, index) => pageSlide(deck, page, index + 2, scale)),
]

function titleSlide({ subject, title, about, maker }: Deck, scale: number): string {
  const { deep, tint } = paletteOf(subject)
  const lines = balanced(title)
  const size = Math.min(104, ...lines.map((line) => fitting(line, 104, 1060)))
  const top = 390 - (lines.length - 1) * size * 0.5
  const body = [
    `<rect width="1280" height="720" fill="${deep}"/>`,
    `<path d="M0 560C320 500 520 640 1280 540V720H0z" fill="#fff" opacity="0.06"/>`,
    words(about, 110, 196, { size: 34, colour: tint }),
    `<rect x="110" y="226" width="84" height="8" fill="${ACCENT}"/>`,
    ...lines.map((line, index) =>
      words(line, 106, top + index * size * 1.3, { size, weight: 700, colour: '#fff', family: SERIF }),
    ),
    words(maker, 110, 624, { size: 32, colour: tint }),
  ]
  return svg(SLIDE.width, SLIDE.height, scale, body.join(''))
}

/** A title that takes two lines breaks at its colon, else into two of about the same length. */
function balanced(title: string): string[] {
  const [head = '', ...tail] = title.split(/(?<=：)/)
  const parts = [head, tail.join('')]
  if (tail.length > 0 && widthOf(title) > 14 && parts.every((part) => widthOf(part) <= 14)) return parts
  const [line = '', ...more] = wrapped(title, 14)
  return more.length === 0 ? [line] : wrapped(title, Math.max(8, Math.ceil(widthOf(title) / 2) + 1))
}

const TEXT: Box = { x: 84, y: 236, width: 520, height: 390 }
const BESIDE: Box = { x: 650, y: 216, width: 550, height: 410 }
const WHOLE: Box = { x: 110, y: 226, width: 1060, height: 396 }

function pageSlide(deck: Deck, page: Page, number: number, scale: number): string {
  const palette = paletteOf(deck.subject)
  const alone = page.lines.length === 0
  const text = page.picture ? TEXT : WHOLE
  const body = [
    '<rect width="1280" height="720" fill="#fbf8f0"/>',
    `<rect width="28" height="720" fill="${palette.deep}"/>`,
    words(deck.about, 84, 76, { size: 24, colour: '#8a8576' }),
    words(page.title, 84, 152, {
      size: fitting(page.title, 58, 1100),
      weight: 700,
      colour: palette.deep,
    }),
    `<rect x="84" y="178" width="72" height="7" fill="${ACCENT}"/>`,
    alone ? '' : linesIn(page.lines, text),
    page.picture ? drawn(page.picture, alone ? WHOLE : BESIDE, palette) : '',
    words(deck.title, 84, 680, { size: 22, colour: '#8a8576' }),
    words(String(number), 1210, 680, { size: 22, colour: '#8a8576', anchor: 'end' }),
  ]
  return svg(SLIDE.width, SLIDE.height, scale, body.join(''))
}

/** The largest size at which all lines fit. */
function linesIn(lines: readonly string[], box: Box): string {
  for (let size = 46; ; size -= 2) {
    const rows = lines.map((line) => wrapped(line, (box.width - size) / size))
    const height = rows.flat().length * size * 1.45 + (lines.length - 1) * size * 0.5
    if (height > box.height && size > 22) continue
    let y = box.y + Math.max(0, (box.height - height) / 3) + size
    return rows
      .map((row) => {
        const dot = `<circle cx="${box.x + 8}" cy="${y - size * 0.36}" r="7" fill="${ACCENT}"/>`
        const texts = row.map((one, index) =>
          words(one, box.x + size * 0.9, y + index * size * 1.45, { size }),
        )
        y += row.length * size * 1.45 + size * 0.5
        return dot + texts.join('')
      })
      .join('')
  }
}

/** What is written in the picture of a page, without the name of the drawing. */
export const shownIn = ({ picture }: Page): string[] =>
  picture === null ? [] : [picture.slice(picture.indexOf(' ') + 1)]

/** What can be read on the slides, page by page. */
export const textOfSlides = ({ title, about, maker, pages }: Deck): string[][] => [
  [about, title, maker],
  ...pages.map((page) => [page.title, ...page.lines, ...shownIn(page)]),
]
