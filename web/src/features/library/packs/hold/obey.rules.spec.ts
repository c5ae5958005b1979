import type { Pack } from '@tongke/contract'
import { dutyOf } from './obey.rules.ts'

const pack = (version: number, withdrawn: string[] = [], state: Pack['state'] = 'READY') => ({
  version,
  state,
  withdrawn: withdrawn.map((id) => ({ id, title: id, flaw: 'offline' as const })),
})
const held = (version: number, withdrawn: string[] = []) => ({ version, withdrawn })

describe('what is owed to the portal', () => {
  it('nothing while nothing changed', () => {
    expect(dutyOf(held(1), pack(1))).toEqual({ kind: 'nothing' })
    expect(dutyOf(held(1, ['a']), pack(1, ['a']))).toEqual({ kind: 'nothing' })
  })

  it('to stop playing what was taken down', () => {
    expect(dutyOf(held(1), pack(1, ['a']))).toEqual({ kind: 'withdraw', withdrawn: ['a'], comesBack: false })
  })

  it('to play again what came back', () => {
    expect(dutyOf(held(1, ['a', 'b']), pack(1, ['b']))).toEqual({
      kind: 'withdraw',
      withdrawn: ['b'],
      comesBack: true,
    })
  })

  it('the newer pack: what was taken out of it is not in its list any more', () => {
    expect(dutyOf(held(1, ['a']), pack(2))).toEqual({ kind: 'update' })
  })

  it('no newer pack that is not to be had, yet nothing comes back by it', () => {
    expect(dutyOf(held(1, ['a']), pack(2, [], 'BUILDING'))).toEqual({ kind: 'nothing' })
    expect(dutyOf(held(1, ['a']), pack(2, ['b']))).toEqual({
      kind: 'withdraw',
      withdrawn: ['a', 'b'],
      comesBack: false,
    })
  })
})
