import { orgTree } from './org-tree.ts'

const org = (
  id: string,
  parentId: string | null,
  kind: 'bureau' | 'urban' | 'centre' | 'village',
  name = id,
) => ({
  id,
  parentId,
  kind,
  name,
})

describe('orgTree', () => {
  it('hangs children under parents, schools of the town first', () => {
    const tree = orgTree([
      org('v', 'c', 'village'),
      org('c', 'b', 'centre'),
      org('u', 'b', 'urban'),
      org('b', null, 'bureau'),
    ])
    expect(tree).toHaveLength(1)
    expect(tree[0]?.children.map((node) => node.key)).toEqual(['u', 'c'])
    expect(tree[0]?.children[1]?.children[0]?.key).toBe('v')
  })

  it('makes a root of a school whose parent the reader may not see', () => {
    expect(orgTree([org('c', 'hidden', 'centre'), org('v', 'c', 'village')]).map((node) => node.key)).toEqual(
      ['c'],
    )
  })
})
