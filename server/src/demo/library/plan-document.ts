import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx'
import type { Deck } from './slide.rules.ts'

const FONT = { ascii: 'Noto Sans CJK SC', eastAsia: 'Noto Sans CJK SC', hAnsi: 'Noto Sans CJK SC' }

/** A lesson plan as a word processor's file, as teachers write them. */
export function planDocument({ title, about, maker, pages }: Deck): Promise<Buffer> {
  const line = (text: string) =>
    new Paragraph({
      spacing: { after: 100, line: 340 },
      children: [new TextRun({ text, font: FONT, size: 23 })],
    })
  const heading = (text: string) =>
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      spacing: { before: 260, after: 120 },
      children: [new TextRun({ text, font: FONT, size: 28, bold: true, color: '24463D' })],
    })
  const document = new Document({
    creator: maker,
    title,
    sections: [
      {
        children: [
          new Paragraph({
            heading: HeadingLevel.TITLE,
            children: [new TextRun({ text: title, font: FONT, size: 44, bold: true })],
          }),
          line(about),
          line(maker),
          ...pages.flatMap((page) => [heading(page.title), ...page.lines.map(line)]),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}
