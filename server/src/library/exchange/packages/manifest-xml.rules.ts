import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { packageFault } from './package-fault.ts'

/** An element without regard to prefixes: makers of packages choose them freely. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  readonly text: string
}

type Ordered = Record<string, unknown>

const DEEPEST = 60
/** Declared entities can grow without end or name files of ours (XXE); no package needs any. */
const DECLARATION = /<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
})

/** The root of a file of the package. @throws Refusal package.unreadable */
export function readElement(content: Buffer, path: string): Element {
  const text = textOf(content, path)
  if (DECLARATION.test(text)) throw packageFault('doctype', path)
  if (XMLValidator.validate(text) !== true) throw packageFault('manifest', path)
  let nodes: Ordered[]
  try {
    nodes = parser.parse(text) as Ordered[]
  } catch {
    throw packageFault('manifest', path)
  }
  const root = nodes.map((node) => elementOf(node, path, 0)).find(({ name }) => !name.startsWith('?'))
  if (!root) throw packageFault('manifest', path)
  return root
}

/** In UTF-8, UTF-16 with its mark, or what the declaration says and we know. */
function textOf(content: Buffer, path: string): string {
  const isWide = (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff)
  const declared = /encoding=["']([\w-]+)["']/.exec(content.subarray(0, 200).toString('latin1'))?.[1]
  const wide = content[0] === 0xff ? 'utf-16le' : 'utf-16be'
  const encoding = isWide ? wide : /^gb/i.test(declared ?? '') ? 'gb18030' : 'utf-8'
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content)
  } catch {
    throw packageFault('manifest', path)
  }
}

function elementOf(ordered: Ordered, path: string, depth: number): Element {
  if (depth > DEEPEST) throw packageFault('manifest', path)
  const [name = '', content] = Object.entries(ordered).find(([key]) => key !== ':@') ?? []
  if (name === '#text') return { name, attributes: {}, children: [], text: String(content) }
  const children = (content as Ordered[]).map((child) => elementOf(child, path, depth + 1))
  return {
    name,
    attributes: (ordered[':@'] ?? {}) as Record<string, string>,
    children: children.filter((child) => child.name !== '#text'),
    text: children.map((child) => child.text).join(''),
  }
}

/** All elements of this path below; names in any case, since makers differ. */
export function allOf(element: Element | undefined, path: string): Element[] {
  if (!element) return []
  const [first = '', ...rest] = path.split('/')
  const found = element.children.filter(({ name }) => name.toLowerCase() === first.toLowerCase())
  return rest.length === 0 ? found : found.flatMap((child) => allOf(child, rest.join('/')))
}

export const firstOf = (element: Element | undefined, path: string): Element | undefined =>
  allOf(element, path)[0]
