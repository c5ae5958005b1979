import { levelOf, meterShare } from './sound-level.ts'

describe('sound level', () => {
  it('is 0 dBFS at full scale, about −3 for a full sine, and never below −120', () => {
    expect(levelOf(new Float32Array([1, -1, 1, -1]))).toBeCloseTo(0)
    const sine = Float32Array.from({ length: 4800 }, (_, index) => Math.sin((2 * Math.PI * index) / 48))
    expect(levelOf(sine)).toBeCloseTo(-3.01, 1)
    expect(levelOf(new Float32Array(8))).toBe(-120)
    expect(levelOf(new Float32Array(0))).toBe(-120)
  })

  it('fills the meter between −60 and 0', () => {
    expect([-120, -60, -30, 0].map(meterShare)).toEqual([0, 0, 0.5, 1])
  })
})
