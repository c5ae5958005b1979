import type { HoursClaim, TrainingFile } from '@tongke/contract'
import { mm, openPaper, printed, type Paper } from '../../platform/paper/paper.ts'
import { CATEGORY_WORDS, dayText, hoursText, SOURCE_WORDS, STATE_WORDS } from './words.ts'

const INK = '#17382c'
const QUIET = '#66736c'
const LINE = '#cfd6d1'
const MARGIN = mm(18)
const WIDTH = mm(210) - 2 * MARGIN
const BOTTOM = mm(297) - mm(20)

interface Column {
  readonly heading: string
  readonly width: number
  readonly align?: 'right'
  readonly text: (claim: HoursClaim) => string
}

const COLUMNS: readonly Column[] = [
  { heading: '日期', width: mm(23), text: ({ occurredOn }) => occurredOn },
  { heading: '内容', width: mm(65), text: ({ title }) => title },
  { heading: '类别', width: mm(22), text: ({ category }) => CATEGORY_WORDS[category] },
  { heading: '来源', width: mm(24), text: ({ source }) => SOURCE_WORDS[source] },
  {
    heading: '学时',
    width: mm(14),
    align: 'right',
    text: ({ credited, tenths }) => hoursText(credited ?? tenths),
  },
  { heading: '状态', width: WIDTH - mm(148), align: 'right', text: ({ state }) => STATE_WORDS[state] },
]

/** A teacher's file on A4: who, the cycle, sums by year and category, every claim; with page numbers and a place to sign. */
export async function filePaper(file: TrainingFile, printedOn: string): Promise<Buffer> {
  const title = `${file.person.name} 培训学时档案`
  const paper = await openPaper({ title, layout: 'portrait', margin: MARGIN })
  head(paper, file)
  sums(paper, file)
  table(paper, file.claims)
  signatures(paper)
  footers(paper, `${file.person.name} · ${file.person.countyNo} · 打印于 ${dayText(printedOn)}`)
  return printed(paper)
}

function head(paper: Paper, { person, cycle, tenths, waitingTenths }: TrainingFile): void {
  paper.font('serifBold').fontSize(20).fillColor(INK).text('教师培训学时档案', { align: 'center' })
  paper.moveDown(0.6)
  paper.font('sans').fontSize(10.5).fillColor('black')
  const top = paper.y
  paper.text(`姓名：${person.name}`, MARGIN, top)
  paper.text(`编号：${person.countyNo}`, MARGIN + mm(55), top)
  paper.text(`学校：${person.orgName}`, MARGIN + mm(100), top)
  paper.text(`周期：${dayText(cycle.from)}至${dayText(cycle.to)}`, MARGIN, top + 20)
  const share = cycle.targetTenths > 0 ? Math.min(1, tenths / cycle.targetTenths) : 0
  const words = `已记入 ${hoursText(tenths)} 学时 / 应修 ${hoursText(cycle.targetTenths)} 学时，另有 ${hoursText(waitingTenths)} 学时待审核`
  paper.text(words, MARGIN, top + 40)
  paper.roundedRect(MARGIN, top + 62, WIDTH, 7, 3.5).fill('#e6ebe7')
  if (share > 0) paper.roundedRect(MARGIN, top + 62, Math.max(7, WIDTH * share), 7, 3.5).fill(INK)
  paper.fillColor('black')
  paper.x = MARGIN
  paper.y = top + 82
}

function sums(paper: Paper, { years, categories }: TrainingFile): void {
  const line = (label: string, values: readonly string[]) => {
    paper.font('sansBold').fontSize(9.5).fillColor(QUIET).text(label, MARGIN, paper.y, { continued: true })
    paper
      .font('sans')
      .fillColor('black')
      .text(`　${values.length > 0 ? values.join('　') : '—'}`, { lineGap: 3 })
  }
  line(
    '分年度',
    years.map(({ year, tenths }) => `${year}年 ${hoursText(tenths)}`),
  )
  line(
    '分类别',
    categories.map(({ category, tenths }) => `${CATEGORY_WORDS[category]} ${hoursText(tenths)}`),
  )
  paper.moveDown(0.6)
}

function table(paper: Paper, claims: readonly HoursClaim[]): void {
  headings(paper)
  for (const claim of claims) row(paper, claim)
  if (claims.length === 0)
    paper.font('sans').fontSize(10).fillColor(QUIET).text('本周期还没有学时记录。', MARGIN)
}

function headings(paper: Paper): void {
  cells(paper, (column) => column.heading, 'sansBold', QUIET)
}

function row(paper: Paper, claim: HoursClaim): void {
  paper.font('sans').fontSize(9)
  const height = Math.max(
    ...COLUMNS.map(({ text, width }) => paper.heightOfString(text(claim), { width: width - 6 })),
  )
  if (paper.y + height + 8 > BOTTOM) {
    paper.addPage()
    headings(paper)
  }
  cells(paper, (column) => column.text(claim), 'sans', 'black')
}

function cells(
  paper: Paper,
  text: (column: Column) => string,
  font: 'sans' | 'sansBold',
  colour: string,
): void {
  paper.font(font).fontSize(9).fillColor(colour)
  const top = paper.y
  let left = MARGIN
  let bottom = top
  for (const column of COLUMNS) {
    paper.text(text(column), left, top + 4, { width: column.width - 6, align: column.align ?? 'left' })
    bottom = Math.max(bottom, paper.y)
    left += column.width
  }
  paper
    .moveTo(MARGIN, bottom + 3)
    .lineTo(MARGIN + WIDTH, bottom + 3)
    .lineWidth(0.5)
    .stroke(LINE)
  paper.y = bottom + 4
}

function signatures(paper: Paper): void {
  if (paper.y + mm(28) > BOTTOM) paper.addPage()
  const top = paper.y + mm(14)
  paper.font('sans').fontSize(10.5).fillColor('black')
  paper.text('学校（盖章）：', MARGIN, top)
  paper.text('教育局（盖章）：', MARGIN + WIDTH / 2, top)
  paper.text('　　　年　　月　　日', MARGIN, top + 22)
  paper.text('　　　年　　月　　日', MARGIN + WIDTH / 2, top + 22)
}

/** When the number of pages is known. */
function footers(paper: Paper, words: string): void {
  const { count } = paper.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    paper.switchToPage(page)
    // Below the margin a line would begin a page of its own.
    paper.page.margins.bottom = 0
    paper.font('sans').fontSize(8).fillColor(QUIET)
    paper.text(words, MARGIN, mm(297) - mm(13), { lineBreak: false })
    paper.text(`第 ${page + 1} 页 共 ${count} 页`, MARGIN, mm(297) - mm(13), { width: WIDTH, align: 'right' })
  }
}
