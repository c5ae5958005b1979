import type { LegMode } from '@tongke/contract'
import { modeSeen, nextMode, noMode, type ModeState } from './mode-policy.ts'

const play = (steps: [at: number, seen: LegMode | null][], from: ModeState = noMode): ModeState =>
  steps.reduce((state, [at, seen]) => nextMode(state, seen, at), from)

describe('what a class sees', () => {
  const sight = { expected: true, flows: true, layer: 2, wanted: 2 }
  it.each([
    ['full', sight],
    ['full', { ...sight, layer: 1 }],
    ['low', { ...sight, layer: 0 }],
    ['full', { ...sight, layer: 0, wanted: 0 }],
    ['full', { ...sight, layer: null }],
    ['audio', { ...sight, flows: false }],
    [null, { ...sight, expected: false, flows: false }],
  ])('%s', (mode, seen) => expect(modeSeen(seen)).toBe(mode))
})

describe('the mode of a leg', () => {
  it('is full at the first full picture', () => expect(play([[0, 'full']]).mode).toBe('full'))

  it('does not start low while the picture ramps up', () => {
    expect(play([[0, 'low'], [1000, 'low'], [2000, 'full']]).mode).toBe('full') // prettier-ignore
    expect(play([[0, 'low'], [1000, 'low'], [3000, 'low']]).mode).toBe('low') // prettier-ignore
  })

  it('gets worse after three seconds and better after six', () => {
    const low = play([[0, 'full'], [1000, 'low'], [3900, 'low'], [4000, 'low']]) // prettier-ignore
    expect(low.mode).toBe('low')
    expect(play([[5000, 'full'], [10_900, 'full']], low).mode).toBe('low') // prettier-ignore
    expect(play([[5000, 'full'], [11_000, 'full']], low).mode).toBe('full') // prettier-ignore
  })

  it('stays while nothing can be said', () => {
    const full = play([[0, 'full'], [1000, null], [60_000, null]]) // prettier-ignore
    expect(full.mode).toBe('full')
  })

  it('does not change for a flicker', () => {
    const steps = Array.from({ length: 30 }, (_, n): [number, LegMode] => [
      n * 1000,
      n % 2 === 0 ? 'full' : 'low',
    ])
    expect(play(steps).mode).toBe('full')
  })
})
