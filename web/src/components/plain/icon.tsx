import type { AbstractNode, IconDefinition } from '@ant-design/icons-svg/es/types'
import { createElement, type ReactNode } from 'react'

const nodes = (children: readonly AbstractNode[] = []): ReactNode =>
  children.map(({ tag, attrs, children: inner }, key) => createElement(tag, { ...attrs, key }, nodes(inner)))

/**
 * A drawing of Ant Design in the size and colour of its text. For what every page carries: their own component brings colours and
 * styles along that nobody needs there.
 */
export function Icon({ of }: { of: IconDefinition }) {
  // Drawings in two colours are functions; the side bar has none.
  if (typeof of.icon === 'function') return null
  const { viewBox } = of.icon.attrs
  return (
    <svg className="icon" viewBox={viewBox} fill="currentColor" aria-hidden="true">
      {nodes(of.icon.children)}
    </svg>
  )
}
