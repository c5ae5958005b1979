import {
  numberedHeadings,
  paragraphsOf,
  sharesOf,
  type PaperDocument,
  type PaperTable,
} from './paper-document.ts'
import { mm, openPaper, printed, type FontName, type Paper } from './paper.ts'

const MARGIN = mm(25)
const WIDTH = mm(210) - 2 * MARGIN
const BOTTOM = mm(297) - mm(25)
const SIZE = { title: 20, subtitle: 11, heading: 13.5, body: 11.5, cell: 10 } as const
const LINE_GAP = 4.5
const CELL = { x: 5, y: 4 }
const QUIET = '#666666'

/** The document to print: A4, Chinese fonts embedded, first lines indented by two characters, numbered pages. @throws Refusal certificate.no_font */
export async function documentPdf(document: PaperDocument): Promise<Buffer> {
  const paper = await openPaper({ title: document.title, layout: 'portrait', margin: MARGIN })
  writeTitle(paper, document)
  const headings = numberedHeadings(document.parts)
  for (const [index, { table, text }] of document.parts.entries()) {
    writeHeading(paper, headings[index] ?? null)
    if (table && table.rows.length > 0) writeTable(paper, table)
    for (const line of paragraphsOf(text)) writeParagraph(paper, line)
  }
  writeSignature(paper, document.signature)
  writeFooters(paper, document.footer)
  return printed(paper)
}

function setType(paper: Paper, font: FontName, size: number): void {
  paper.font(font).fontSize(size).fillColor('black')
}

/** Begins a new page where less than so many points are left. */
function keepTogether(paper: Paper, height: number): void {
  if (paper.y + height > BOTTOM) paper.addPage()
}

function writeTitle(paper: Paper, { title, subtitle }: PaperDocument): void {
  setType(paper, 'serifBold', SIZE.title)
  paper.text(title, MARGIN, paper.y, { width: WIDTH, align: 'center', lineGap: 4 })
  if (subtitle) {
    setType(paper, 'serif', SIZE.subtitle)
    paper.text(subtitle, MARGIN, paper.y + 4, { width: WIDTH, align: 'center' })
  }
  paper.y += 8
}

function writeHeading(paper: Paper, heading: string | null): void {
  if (heading === null) return
  setType(paper, 'sansBold', SIZE.heading)
  // Never alone at the foot of a page.
  keepTogether(paper, 60)
  paper.text(heading, MARGIN, paper.y + 8, { width: WIDTH })
  paper.y += 5
}

function writeParagraph(paper: Paper, text: string): void {
  setType(paper, 'serif', SIZE.body)
  keepTogether(paper, SIZE.body * 2)
  paper.text(text, MARGIN, paper.y, { width: WIDTH, indent: SIZE.body * 2, lineGap: LINE_GAP })
}

function writeTable(paper: Paper, table: PaperTable): void {
  const widths = sharesOf(table).map((share) => share * WIDTH)
  const isNamed = table.columns.length === 0
  const head = () => isNamed || writeRow(paper, table.columns, widths, () => true)
  keepTogether(paper, 2 * (SIZE.cell * 1.5 + 2 * CELL.y))
  head()
  for (const cells of table.rows) {
    const isHead = (at: number) => isNamed && at === 0
    if (paper.y + heightOf(paper, cells, widths, isHead) > BOTTOM) {
      paper.addPage()
      head()
    }
    writeRow(paper, cells, widths, isHead)
  }
  paper.x = MARGIN
  paper.y += 6
}

const inner = (width: number) => ({ width: width - 2 * CELL.x, lineGap: 2 })

function heightOf(
  paper: Paper,
  cells: readonly string[],
  widths: readonly number[],
  isHead: (at: number) => boolean,
): number {
  const heights = widths.map((width, at) => {
    setType(paper, isHead(at) ? 'sansBold' : 'sans', SIZE.cell)
    return paper.heightOfString(cells[at] ?? '', inner(width))
  })
  return Math.max(SIZE.cell * 1.5, ...heights) + 2 * CELL.y
}

function writeRow(
  paper: Paper,
  cells: readonly string[],
  widths: readonly number[],
  isHead: (at: number) => boolean,
): void {
  const top = paper.y
  const height = heightOf(paper, cells, widths, isHead)
  let left = MARGIN
  for (const [at, width] of widths.entries()) {
    const box = paper.rect(left, top, width, height).lineWidth(0.5)
    if (isHead(at)) box.fillAndStroke('#f2f2f2', '#999999')
    else box.stroke('#999999')
    setType(paper, isHead(at) ? 'sansBold' : 'sans', SIZE.cell)
    paper.text(cells[at] ?? '', left + CELL.x, top + CELL.y, inner(width))
    left += width
  }
  paper.x = MARGIN
  paper.y = top + height
}

function writeSignature(paper: Paper, lines: readonly string[]): void {
  if (lines.length === 0) return
  setType(paper, 'serif', SIZE.body)
  keepTogether(paper, mm(6) + lines.length * 22)
  paper.y += mm(6)
  for (const line of lines) paper.text(line, MARGIN, paper.y, { width: WIDTH, align: 'right', lineGap: 5 })
}

/** When the number of pages is known. */
function writeFooters(paper: Paper, words: string): void {
  const { start, count } = paper.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    paper.switchToPage(start + page)
    // Below the margin a line would begin a page of its own.
    paper.page.margins.bottom = 0
    const y = mm(297) - mm(15)
    paper.font('sans').fontSize(8.5).fillColor(QUIET)
    paper.text(words, MARGIN, y, { lineBreak: false })
    paper.text(`— ${page + 1} / ${count} —`, MARGIN, y, { width: WIDTH, align: 'right', lineBreak: false })
  }
}
