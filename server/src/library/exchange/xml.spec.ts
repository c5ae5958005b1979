import { XMLParser, XMLValidator } from 'fast-xml-parser'
import fc from 'fast-check'
import { xml, xmlDocument } from './xml.ts'

describe('a document', () => {
  it('is well-formed and says what was given, whatever that is', () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '',
      trimValues: false,
      parseTagValue: false,
    })
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const document = xmlDocument(xml('a', { b: text }, text))
        expect(XMLValidator.validate(document)).toBe(true)
        const { a } = parser.parse(document) as { a: string | { '#text'?: string; b: string } }
        const read = typeof a === 'string' ? a : (a['#text'] ?? '')
        expect(normal(read)).toBe(normal(text))
      }),
    )
  })

  it('has no characters that XML does not know, and no half of one', () => {
    expect(xmlDocument(xml('a', {}, 'x\u0000\u0008\uD800y'))).toMatch(/<a>x\uFFFD?y<\/a>/)
  })

  it('leaves out what is absent', () => {
    expect(xmlDocument(xml('a', {}, null, false, undefined, '', xml('b', {})))).toContain('<a><b/></a>')
  })
})

/** Without what XML itself changes or cannot carry. */
const normal = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
