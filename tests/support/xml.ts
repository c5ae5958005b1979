import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** An element as it is read back: its name, attributes, children in order, and all text in it. */
export class XmlNode {
  constructor(
    readonly name: string,
    readonly attributes: Readonly<Record<string, string>>,
    readonly children: readonly XmlNode[],
    readonly text: string,
  ) {}

  /** All elements of this path below. */
  all(path: string): XmlNode[] {
    const [first = '', ...rest] = path.split('/')
    const found = this.children.filter(({ name }) => name === first)
    return rest.length === 0 ? found : found.flatMap((node) => node.all(rest.join('/')))
  }

  /** The one element of this path. */
  one(path: string): XmlNode {
    const found = this.all(path)
    if (found.length !== 1) throw new Error(`${found.length} elements ${path} in ${this.name}`)
    return found[0]!
  }

  texts(path: string): string[] {
    return this.all(path).map(({ text }) => text)
  }
}

type Ordered = Record<string, unknown>

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
})

/** The root of a document. @throws when it is not well-formed */
export function readXml(document: string): XmlNode {
  const valid = XMLValidator.validate(document)
  if (valid !== true) throw new Error(`${valid.err.msg}: ${document.slice(0, 500)}`)
  const nodes = (parser.parse(document) as Ordered[]).map(nodeOf).filter(({ name }) => name !== '?xml')
  if (nodes.length !== 1) throw new Error('There is more than one root')
  return nodes[0]!
}

function nodeOf(ordered: Ordered): XmlNode {
  const [name = '', content] = Object.entries(ordered).find(([key]) => key !== ':@') ?? []
  if (name === '#text') return new XmlNode(name, {}, [], String(content))
  const children = (content as Ordered[]).map(nodeOf)
  const text = children.map((child) => child.text).join('')
  const elements = children.filter((child) => child.name !== '#text')
  return new XmlNode(name, (ordered[':@'] ?? {}) as Record<string, string>, elements, text)
}
