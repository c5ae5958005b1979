import { deviceFinder } from './slot-records.rules.ts'

describe('the device of a slot', () => {
  const deviceOf = deviceFinder([
    { id: 'third', orgId: 'village', classId: 'village-3', room: '101' },
    { id: 'fourth', orgId: 'village', classId: 'village-4', room: '102' },
    { id: 'town', orgId: 'town', classId: 'town-3', room: '101' },
  ])
  const at = (
    mode: 'sync-listen' | 'recorded' | 'sync-lecture',
    room: string | null,
    classId = 'village-3',
  ) => deviceOf({ orgId: 'village', classId, room, mode })

  it('is the class’s own where it listens, in whatever room', () => {
    expect([at('sync-listen', '101'), at('sync-listen', '102'), at('sync-listen', null)]).toEqual([
      'third',
      'third',
      'third',
    ])
  })

  it('is that of the room for everything else, and for a class that has none', () => {
    expect([at('recorded', '102'), at('sync-lecture', '101', 'village-4'), at('recorded', null)]).toEqual([
      'fourth',
      'third',
      null,
    ])
    expect(at('sync-listen', '102', 'village-5')).toBe('fourth')
  })
})
