import type { Organization } from '@tongke/contract'

type Node = Pick<Organization, 'id' | 'parentId' | 'name' | 'kind'>

export interface OrgNode {
  key: string
  title: string
  kind: Organization['kind']
  children: OrgNode[]
}

const KIND_ORDER: readonly Organization['kind'][] = ['bureau', 'urban', 'centre', 'village', 'point']

const inOrder = (a: Node, b: Node) =>
  KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || a.name.localeCompare(b.name, 'zh-CN')

/** Organizations as a forest. One whose parent is out of the reader's scope is a root. */
export function orgTree(all: readonly Node[]): OrgNode[] {
  const known = new Set(all.map((org) => org.id))
  const below = (parentId: string | null): OrgNode[] =>
    all
      .filter((org) => (org.parentId && known.has(org.parentId) ? org.parentId : null) === parentId)
      .sort(inOrder)
      .map((org) => ({ key: org.id, title: org.name, kind: org.kind, children: below(org.id) }))
  return below(null)
}
