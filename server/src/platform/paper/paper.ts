import { Refusal } from '@tongke/contract'
import { existsSync } from 'node:fs'

/** Debian's `fonts-noto-cjk`, which the portal installs for office files. */
const FOLDER = '/usr/share/fonts/opentype/noto'
const FONTS = {
  sans: ['NotoSansCJK-Regular.ttc', 'NotoSansCJKsc-Regular'],
  sansBold: ['NotoSansCJK-Bold.ttc', 'NotoSansCJKsc-Bold'],
  serif: ['NotoSerifCJK-Regular.ttc', 'NotoSerifCJKsc-Regular'],
  serifBold: ['NotoSerifCJK-Bold.ttc', 'NotoSerifCJKsc-Bold'],
} as const
export type FontName = keyof typeof FONTS

export type Paper = PDFKit.PDFDocument

/** 72 points an inch, 25.4 mm an inch. */
export const mm = (value: number): number => (value * 72) / 25.4

/**
 * An A4 document with Chinese fonts, of which only the characters in use are embedded.
 * @throws Refusal certificate.no_font on a machine without them
 */
export async function openPaper(options: {
  readonly title: string
  readonly layout: 'portrait' | 'landscape'
  readonly margin: number
}): Promise<Paper> {
  if (!Object.values(FONTS).every(([file]) => existsSync(`${FOLDER}/${file}`)))
    throw new Refusal('certificate.no_font')
  // Loaded when first needed: it would double the time of a restart.
  const { default: PDFDocument } = await import('pdfkit')
  const paper = new PDFDocument({
    size: 'A4',
    layout: options.layout,
    margin: options.margin,
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    info: { Title: options.title },
  })
  for (const [name, [file, family]] of Object.entries(FONTS))
    paper.registerFont(name, `${FOLDER}/${file}`, family)
  return paper
}

export function printed(paper: Paper): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    paper.on('data', (part: Buffer) => parts.push(part))
    paper.on('end', () => resolve(Buffer.concat(parts)))
    paper.on('error', reject)
    paper.end()
  })
}
