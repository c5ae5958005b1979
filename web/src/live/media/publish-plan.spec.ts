import type { MediaIdentity, MediaSource } from '@tongke/contract'
import { cameraProfile, planOf } from './publish-plan.ts'

const leg: MediaIdentity = 'leg:01890000-0000-7000-8000-000000000001'
const other: MediaIdentity = 'leg:01890000-0000-7000-8000-000000000002'
const situation = (identity: MediaIdentity, stage: MediaIdentity | null, audible: MediaIdentity[]) => ({
  identity,
  directive: { revision: 1, stage, audible, record: null, groups: null },
  muted: new Set<MediaSource>(),
  demand: new Map<MediaSource, number>(),
})

describe('publish plan', () => {
  it.each([
    [leg, leg, 'stage'],
    [leg, other, 'thumbnail'],
    [leg, null, 'thumbnail'],
    ['lecturer', null, 'lecturer'],
    ['lecturer', leg, 'lecturer'],
  ] as const)('%s with %s on stage sends its camera as %s', (identity, stage, profile) => {
    expect(cameraProfile(identity, stage)).toBe(profile)
  })

  it('keeps the microphone of a class quiet until it may be heard', () => {
    expect(planOf('microphone', situation(leg, null, ['lecturer'])).isQuiet).toBe(true)
    expect(planOf('microphone', situation(leg, leg, ['lecturer', leg])).isQuiet).toBe(false)
    expect(planOf('camera', situation(leg, null, [])).isQuiet).toBe(false)
  })

  it('leaves the lecturer and assistants their own switch', () => {
    expect(planOf('microphone', situation('lecturer', null, [])).isQuiet).toBe(false)
    const muted = {
      ...situation('lecturer', null, ['lecturer']),
      muted: new Set<MediaSource>(['microphone']),
    }
    expect(planOf('microphone', muted).isQuiet).toBe(true)
  })

  it('sends nothing that nobody wants', () => {
    const unwanted = {
      ...situation('lecturer', null, []),
      demand: new Map<MediaSource, number>([['camera', -1]]),
    }
    expect(planOf('camera', unwanted).isQuiet).toBe(true)
    expect(planOf('microphone', unwanted).isQuiet).toBe(false)
  })
})
