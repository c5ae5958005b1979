import fc from 'fast-check'
import {
  freshLine,
  type LayerSight,
  type LayerState,
  nextLayerState,
  preferredLayer,
  wantedLayer,
  wantMore,
} from './layer-policy.ts'

const sight = (more: Partial<LayerSight> = {}): LayerSight => ({
  wanted: 2,
  current: 2,
  score: 10,
  sent: true,
  ...more,
})
const after = (state: LayerState, sights: LayerSight[]): LayerState => sights.reduce(nextLayerState, state)
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

describe('the layer an element wants', () => {
  it.each([
    [160, 90, 0],
    [400, 225, 0],
    [640, 360, 1],
    [800, 450, 1],
    [1280, 720, 2],
    [3840, 2160, 2],
    // A tall phone shows a small picture.
    [390, 844, 0],
  ])('%i × %i: %i', (width, height, layer) => {
    expect(wantedLayer('camera', 2, width, height)).toBe(layer)
  })

  it('is the only one of a camera with one layer', () => {
    expect(wantedLayer('camera', 0, 1920, 1080)).toBe(0)
  })

  it('is higher for a screen, which carries text', () => {
    expect([wantedLayer('screen', 1, 640, 360), wantedLayer('screen', 1, 1280, 720)]).toEqual([0, 1])
  })
})

describe('a line', () => {
  it('that still ramps up is not held back', () => {
    expect(after(freshLine, times(20, sight({ current: 0 })))).toEqual(freshLine)
  })

  it('that loses a layer it had is asked for less, but not at the first bad tick', () => {
    const reached = after(freshLine, [sight()])
    expect(preferredLayer(after(reached, [sight({ current: 1 })]), 2)).toBe(2)
    expect(preferredLayer(after(reached, times(2, sight({ current: 1 }))), 2)).toBe(1)
  })

  it('gets a lost layer back only after good ticks in a row', () => {
    const fallen = after(freshLine, [sight(), ...times(2, sight({ current: 1 }))])
    const good = sight({ current: 1 })
    expect(preferredLayer(after(fallen, times(7, good)), 2)).toBe(1)
    expect(preferredLayer(after(fallen, times(8, good)), 2)).toBe(2)
    expect(
      preferredLayer(
        after(fallen, [...times(7, good), sight({ current: 1, score: 4 }), ...times(7, good)]),
        2,
      ),
    ).toBe(1)
  })

  it('waits longer after every fall', () => {
    const falls = [sight(), ...times(2, sight({ current: 1 }))]
    const twice = after(freshLine, [...falls, ...times(8, sight({ current: 1 })), ...falls])
    expect(twice.patience).toBe(16)
  })

  it('is not blamed for a layer that the sender does not send', () => {
    const reached = after(freshLine, [sight()])
    expect(preferredLayer(after(reached, times(9, sight({ current: 1, sent: false }))), 2)).toBe(2)
  })

  it('is not blamed for the time a larger element takes to get its layer', () => {
    const small = after(freshLine, times(5, sight({ wanted: 0, current: 0 })))
    const grown = after(wantMore(small), times(5, sight({ current: 0 })))
    expect(preferredLayer(grown, 2)).toBe(2)
    expect(preferredLayer(after(grown, [sight(), ...times(2, sight({ current: 1 }))]), 2)).toBe(1)
  })

  it('is never asked below the lowest layer nor above what is wanted', () => {
    const anySight = fc.record({
      wanted: fc.integer({ min: 0, max: 2 }),
      current: fc.option(fc.integer({ min: 0, max: 2 })),
      score: fc.integer({ min: 0, max: 10 }),
      sent: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(anySight, { maxLength: 200 }), (sights) => {
        let state = freshLine
        for (const one of sights) {
          state = nextLayerState(state, one)
          const layer = preferredLayer(state, one.wanted)
          expect(layer).toBeGreaterThanOrEqual(0)
          expect(layer).toBeLessThanOrEqual(one.wanted)
        }
      }),
    )
  })
})
