export interface PdfPage {
  /** A JPEG of this many pixels. */
  readonly jpeg: Buffer
  readonly pixels: { readonly width: number; readonly height: number }
  /** Points (1/72 inch). */
  readonly width: number
  readonly height: number
  /** What can be read on it. */
  readonly text: readonly string[]
}

const FONT = 3
const FIRST = 6

/**
 * A PDF of pictures with their text behind them, as scanners with text recognition write it: the text is drawn in mode 3 (not shown)
 * in Adobe's predefined Chinese font, so that nothing needs to be embedded and everything can be found.
 * PDF 32000-1:2008, 9.3.6 and 9.7.5.2.
 */
export function pdfOf(pages: readonly PdfPage[]): Buffer {
  const kids = pages.map((_, index) => `${FIRST + index * 3} 0 R`).join(' ')
  const objects: Buffer[] = [
    text('<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>'),
    text(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`),
    text(
      '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>',
    ),
    text(
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R /DW 1000 ' +
        '/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>',
    ),
    text(
      '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 ' +
        '/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    ),
    ...pages.flatMap(objectsOf),
  ]
  return written(objects)
}

function objectsOf(page: PdfPage, index: number): Buffer[] {
  const at = FIRST + index * 3
  const { width, height, pixels, jpeg } = page
  const resources = `<< /Font << /F1 ${FONT} 0 R >> /XObject << /P ${at + 2} 0 R >> >>`
  const content = `q ${width} 0 0 ${height} 0 0 cm /P Do Q\n${hidden(page)}`
  return [
    text(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${at + 1} 0 R /Resources ${resources} >>`,
    ),
    stream('', text(content)),
    stream(
      `/Type /XObject /Subtype /Image /Width ${pixels.width} /Height ${pixels.height} /ColorSpace /DeviceRGB ` +
        '/BitsPerComponent 8 /Filter /DCTDecode ',
      jpeg,
    ),
  ]
}

/** One line of text below the other. Characters beyond the Basic Multilingual Plane have no code here. */
const hidden = ({ height, text: lines }: PdfPage): string => {
  const shown = lines.map((line) => `<${hex(line)}> Tj T*`)
  return `BT 3 Tr /F1 12 Tf 16 TL 20 ${height - 30} Td ${shown.join(' ')} ET`
}

const hex = (line: string): string =>
  Buffer.from(line.replaceAll(/[\u{10000}-\u{10FFFF}]/gu, ''), 'utf16le')
    .swap16()
    .toString('hex')

const text = (content: string): Buffer => Buffer.from(content, 'latin1')

const stream = (dictionary: string, content: Buffer): Buffer =>
  Buffer.concat([
    text(`<< ${dictionary}/Length ${content.length} >>\nstream\n`),
    content,
    text('\nendstream'),
  ])

function written(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [text('%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n')]
  let offset = parts[0]?.length ?? 0
  const add = (part: Buffer) => {
    parts.push(part)
    offset += part.length
  }
  const offsets = objects.map((object, index) => {
    const at = offset
    add(Buffer.concat([text(`${index + 1} 0 obj\n`), object, text('\nendobj\n')]))
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const count = objects.length + 1
  const start = offset
  add(text(`xref\n0 ${count}\n0000000000 65535 f \n${offsets.join('')}`))
  add(text(`trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`))
  return Buffer.concat(parts)
}
