import { ClaimState } from '@tongke/contract'
import { advances, STAGES } from './claim-stage.rules.ts'

describe('the stage a source reports', () => {
  it('moves a claim onwards only, and none that the school has', () => {
    const moves = ClaimState.options.flatMap((state) =>
      STAGES.filter((stage) => advances(state, stage)).map((stage) => `${state} ${stage}`),
    )
    expect(moves).toEqual([
      'REGISTERED ATTENDED',
      'REGISTERED ASSESSED',
      'REGISTERED CLAIMED',
      'ATTENDED ASSESSED',
      'ATTENDED CLAIMED',
      'ASSESSED CLAIMED',
    ])
  })
})
