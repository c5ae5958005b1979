import { Licence, PublishScope, ResourceStanding } from '@tongke/contract'
import { isOpen, type Openness } from './openness.rules.ts'

const OPEN: Openness = { standing: 'ONLINE', scope: 'county', licence: 'cc_by_nc_sa', minorsVisible: false }

describe('what strangers may know of', () => {
  it.each<[Partial<Openness>, boolean]>([
    [{}, true],
    [{ licence: 'link' }, true],
    [{ licence: 'county' }, false],
    [{ licence: 'school' }, false],
    [{ licence: 'third_party' }, false],
    [{ scope: 'school' }, false],
    [{ minorsVisible: true }, false],
    [{ standing: 'NEW' }, false],
    [{ standing: 'OFFLINE' }, false],
    [{ standing: 'TAKEN_DOWN' }, false],
    [{ standing: 'ARCHIVED' }, false],
  ])('%j: %s', (change, expected) => {
    expect(isOpen({ ...OPEN, ...change })).toBe(expected)
  })

  it('is two of all combinations there are', () => {
    const open = ResourceStanding.options.flatMap((standing) =>
      PublishScope.options.flatMap((scope) =>
        Licence.options.flatMap((licence) =>
          [true, false].filter((minorsVisible) => isOpen({ standing, scope, licence, minorsVisible })),
        ),
      ),
    )
    expect(open).toEqual([false, false])
  })
})
