import { crc32 } from 'node:zlib'

interface Entry {
  readonly name: string
  readonly content: Buffer
  /** What the directory says it unpacks to. */
  readonly claims?: number
}

/** An uncompressed ZIP file. */
export function zip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, claims = content.length } of entries) {
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt32LE(crc32(content), 14)
    header.writeUInt32LE(content.length, 18)
    header.writeUInt32LE(claims, 22)
    header.writeUInt16LE(name.length, 26)
    const listed = Buffer.alloc(46)
    listed.writeUInt32LE(0x02014b50, 0)
    listed.writeUInt16LE(20, 4)
    header.copy(listed, 6, 4, 30)
    listed.writeUInt32LE(offset, 42)
    parts.push(header, Buffer.from(name), content)
    directory.push(listed, Buffer.from(name))
    offset += header.length + name.length + content.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}

/** A small file that says it unpacks to so many bytes. */
export const zipClaiming = (bytes: number): Buffer =>
  zip([{ name: 'ppt/media/image1.png', content: Buffer.alloc(100), claims: bytes }])

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SPACES =
  `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${RELATIONS}"` +
  ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
const SLIDE_TYPE = 'application/vnd.openxmlformats-officedocument.presentationml.slide+xml'
const MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml'

const relations = (targets: readonly [kind: string, target: string][]) =>
  `<Relationships xmlns="${PACKAGE}/relationships">${targets
    .map(
      ([kind, target], index) =>
        `<Relationship Id="rId${index + 1}" Type="${RELATIONS}/${kind}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

const slide = (text: string) =>
  `<p:sld ${SPACES}><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>
   <p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="900000" y="900000"/>
   <a:ext cx="9000000" cy="2000000"/></a:xfrm><a:prstGeom prst="rect"/></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="zh-CN" sz="6000"/>
   <a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>`

/** A PowerPoint file of slides with a line each. */
export function presentation(lines: readonly string[] = ['分数的初步认识', '练习']): Buffer {
  const names = lines.map((_, index) => `slides/slide${index + 1}.xml`)
  const ids = names.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`).join('')
  const types = names
    .map((name) => `<Override PartName="/ppt/${name}" ContentType="${SLIDE_TYPE}"/>`)
    .join('')
  const files: [string, string][] = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
       <Override PartName="/ppt/presentation.xml" ContentType="${MAIN_TYPE}"/>${types}</Types>`,
    ],
    ['_rels/.rels', relations([['officeDocument', 'ppt/presentation.xml']])],
    [
      'ppt/presentation.xml',
      `<p:presentation ${SPACES}><p:sldIdLst>${ids}</p:sldIdLst><p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    ],
    ['ppt/_rels/presentation.xml.rels', relations(names.map((name) => ['slide', name]))],
    ...lines.map((line, index): [string, string] => [`ppt/${names[index]}`, slide(line)]),
  ]
  return zip(
    files.map(([name, text]) => ({
      name,
      content: Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${text}`),
    })),
  )
}
