import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'

/** An element before it is text; rules make these, so that none of them writes XML. */
export interface Xml {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (Xml | string)[]
}

type Child = Xml | string | null | undefined | false

/** An element; what is absent leaves no child. */
export const xml = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Child | readonly Child[])[]
): Xml => ({
  name,
  attributes,
  children: children.flat().filter((child): child is Xml | string => Boolean(child)),
})

/** A whole document. Whatever is in a text is escaped; characters that XML cannot have are left out. */
export function xmlDocument(root: Xml): string {
  const document = create({ version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '' })
  append(document, root)
  return document.end()
}

function append(parent: XMLBuilder, { name, attributes, children }: Xml): void {
  const clean = Object.entries(attributes).map(([key, value]) => [key, value.toWellFormed()])
  const element = parent.ele(name, Object.fromEntries(clean) as Record<string, string>)
  for (const child of children) {
    if (typeof child === 'string') element.txt(child.toWellFormed())
    else append(element, child)
  }
}
