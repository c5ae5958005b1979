import type { Role } from '@tongke/contract'
import { tabsFor } from './tabs.rules.ts'

const own = ['find', 'favourites', 'collections']

describe('tabsFor', () => {
  it.each<[Role, string[]]>([
    ['teacher', own],
    ['trainer', own],
    ['head', [...own, 'usage']],
    ['coordinator', [...own, 'usage']],
    ['inspector', [...own, 'usage']],
    ['researcher', [...own, 'comments']],
    ['officer', [...own, 'usage', 'comments', 'withdrawn']],
    ['administrator', [...own, 'usage', 'comments', 'withdrawn']],
  ])('%s', (role, keys) => {
    expect(tabsFor([role]).map(({ key }) => key)).toEqual(keys)
  })
})
