import type * as Docx from 'docx'
import {
  numberedHeadings,
  paragraphsOf,
  sharesOf,
  type PaperDocument,
  type PaperTable,
} from './paper-document.ts'

/** Twentieths of a point, in which word processors measure. */
const mm = (value: number): number => Math.round((value * 1440) / 25.4)
const PAGE = { width: mm(210), height: mm(297) }
const MARGIN = { top: mm(30), bottom: mm(25), left: mm(26), right: mm(24) }
const WIDTH = PAGE.width - MARGIN.left - MARGIN.right

/** Faces that every Chinese word processor has; Latin letters and digits in theirs. */
const SONG = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: '宋体', cs: 'Times New Roman' }
const HEI = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '黑体', cs: 'Arial' }
/** Half points: 二号, 四号, 小四, 五号. */
const SIZE = { title: 44, heading: 28, body: 24, cell: 21 } as const
const LINE = 360

type Kit = typeof Docx

/** The document as a word processor's file: A4, Chinese faces, first lines indented by two characters, numbered pages. */
export async function documentDocx(paper: PaperDocument): Promise<Buffer> {
  // Loaded when first needed: it would lengthen every start of the server.
  const docx = await import('docx')
  const headings = numberedHeadings(paper.parts)
  const children = [
    ...titleOf(docx, paper),
    ...paper.parts.flatMap(({ table, text }, index) => [
      ...headingOf(docx, headings[index] ?? null),
      ...(table && table.rows.length > 0 ? [tableOf(docx, table), gap(docx)] : []),
      ...paragraphsOf(text).map((line) => bodyOf(docx, line)),
    ]),
    ...paper.signature.map((line, index) => signatureOf(docx, line, index)),
  ]
  const document = new docx.Document({
    creator: '同课',
    title: paper.title,
    styles: {
      default: {
        document: {
          run: { font: SONG, size: SIZE.body, language: { value: 'en-US', eastAsia: 'zh-CN' } },
          paragraph: { spacing: { line: LINE } },
        },
      },
    },
    sections: [
      {
        properties: { page: { size: PAGE, margin: { ...MARGIN, footer: mm(15) } } },
        footers: { default: footerOf(docx, paper.footer) },
        children,
      },
    ],
  })
  return docx.Packer.toBuffer(document)
}

function titleOf(
  { Paragraph, TextRun, AlignmentType, HeadingLevel, LineRuleType }: Kit,
  paper: PaperDocument,
) {
  const line = (text: string, size: number, bold: boolean, after: number, heading: boolean) =>
    new Paragraph({
      ...(heading ? { heading: HeadingLevel.TITLE } : {}),
      alignment: AlignmentType.CENTER,
      // Times the height of the letters: a title may take two lines.
      spacing: { after, line: 320, lineRule: LineRuleType.AUTO },
      children: [new TextRun({ text, size, bold, font: SONG, color: '000000' })],
    })
  const title = line(paper.title, SIZE.title, true, 120, true)
  return paper.subtitle ? [title, line(paper.subtitle, SIZE.body, false, 240, false)] : [title]
}

function headingOf({ Paragraph, TextRun, HeadingLevel }: Kit, text: string | null) {
  if (text === null) return []
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      keepNext: true,
      spacing: { before: 240, after: 120, line: LINE },
      children: [new TextRun({ text, size: SIZE.heading, font: HEI, bold: false, color: '000000' })],
    }),
  ]
}

const bodyOf = ({ Paragraph, TextRun, AlignmentType }: Kit, text: string) =>
  new Paragraph({
    alignment: AlignmentType.BOTH,
    indent: { firstLine: SIZE.body * 20 },
    spacing: { line: LINE, after: 60 },
    children: [new TextRun({ text })],
  })

const gap = ({ Paragraph }: Kit) => new Paragraph({ spacing: { line: 120 }, children: [] })

function tableOf(kit: Kit, table: PaperTable) {
  const { Table, TableRow, WidthType, TableLayoutType } = kit
  const widths = sharesOf(table).map((share) => Math.round(share * WIDTH))
  const isNamed = table.columns.length === 0
  const row = (cells: readonly string[], head: boolean) =>
    new TableRow({
      tableHeader: head,
      cantSplit: true,
      children: widths.map((width, at) => cellOf(kit, cells[at] ?? '', width, head || (isNamed && at === 0))),
    })
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    rows: [...(isNamed ? [] : [row(table.columns, true)]), ...table.rows.map((cells) => row(cells, false))],
  })
}

function cellOf(
  { TableCell, Paragraph, TextRun, VerticalAlign, WidthType }: Kit,
  text: string,
  width: number,
  isHead: boolean,
) {
  const run = isHead ? { font: HEI, size: SIZE.cell } : { size: SIZE.cell }
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { top: 60, bottom: 60, left: 100, right: 100 },
    ...(isHead ? { shading: { fill: 'F2F2F2' } } : {}),
    children: text
      .split('\n')
      .map(
        (line) => new Paragraph({ spacing: { line: 300 }, children: [new TextRun({ text: line, ...run })] }),
      ),
  })
}

const signatureOf = ({ Paragraph, TextRun, AlignmentType }: Kit, text: string, index: number) =>
  new Paragraph({
    alignment: AlignmentType.RIGHT,
    keepNext: true,
    spacing: { before: index === 0 ? 600 : 0, line: 440 },
    children: [new TextRun({ text })],
  })

/** — 1 —, as official documents are numbered. */
function footerOf(
  { Footer, Paragraph, TextRun, AlignmentType, PageNumber, TabStopType }: Kit,
  words: string,
) {
  const size = 18
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.LEFT,
        tabStops: [{ type: TabStopType.RIGHT, position: WIDTH }],
        children: [
          new TextRun({ text: `${words}\t`, size, color: '666666' }),
          new TextRun({ children: ['— ', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES, ' —'], size }),
        ],
      }),
    ],
  })
}
