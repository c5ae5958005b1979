import { nextGate, openGate, opensAt, type Gate } from './gate.rules.ts'

const STEP = 30
/** The gate after levels that each last so long, dBFS and ms. */
function after(gate: Gate, ...levels: [db: number, ms: number][]): Gate {
  let at = gate.heardAt
  for (const [db, ms] of levels)
    for (let gone = 0; gone < ms; gone += STEP) gate = nextGate(gate, db, (at += STEP), STEP)
  return { ...gate, heardAt: gate.heardAt }
}
const QUIET = -65
const VOICE = -30

describe('the gate of an open room', () => {
  it.each<[string, [number, number][], boolean]>([
    ['a quiet room is closed', [[QUIET, 2_000]], false],
    [
      'a voice opens it at once',
      [
        [QUIET, 2_000],
        [VOICE, STEP],
      ],
      true,
    ],
    [
      'a pause between words keeps it open',
      [
        [QUIET, 2_000],
        [VOICE, 500],
        [QUIET, 600],
      ],
      true,
    ],
    [
      'the end of a sentence closes it',
      [
        [QUIET, 2_000],
        [VOICE, 500],
        [QUIET, 900],
      ],
      false,
    ],
    [
      'a voice that sinks a little is still one',
      [
        [QUIET, 2_000],
        [-50, 300],
        [-56, 2_000],
      ],
      true,
    ],
    [
      'the same low level alone never opens it',
      [
        [QUIET, 2_000],
        [-56, 2_000],
      ],
      false,
    ],
    [
      'a steady fan is noise after a while',
      [
        [QUIET, 2_000],
        [-45, 20_000],
      ],
      false,
    ],
    [
      'a voice over the fan is heard',
      [
        [QUIET, 2_000],
        [-45, 20_000],
        [-31, STEP],
      ],
      true,
    ],
    [
      'somebody loud is heard in any noise',
      [
        [-33, 60_000],
        [-29, STEP],
      ],
      true,
    ],
  ])('%s', (_, levels, isOpen) => {
    expect(after(openGate(0), ...levels).isOpen).toBe(isOpen)
  })

  it('begins open, and never needs more than a loud voice', () => {
    expect(openGate(0).isOpen).toBe(true)
    expect(opensAt({ isOpen: false, floorDb: 0, heardAt: 0 })).toBe(-30)
  })
})
