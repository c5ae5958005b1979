import { linkLevel, lossOf } from './quality.ts'

const fine = { connected: true, rttMs: 40, loss: 0, availableBps: 3_000_000 }

it.each([
  [4, fine],
  [4, { ...fine, rttMs: null, availableBps: null }],
  [3, { ...fine, loss: 0.03 }],
  [3, { ...fine, rttMs: 300 }],
  [3, { ...fine, availableBps: 500_000 }],
  [2, { ...fine, loss: 0.1 }],
  [2, { ...fine, availableBps: 300_000 }],
  [1, { ...fine, loss: 0.3 }],
  [1, { ...fine, rttMs: 2_000 }],
  [1, { ...fine, availableBps: 100_000 }],
  [0, { ...fine, connected: false }],
])('level %i', (level, sample) => expect(linkLevel(sample)).toBe(level))

it('reads the eight bits of an RTCP report', () => {
  expect([lossOf(0), lossOf(64), lossOf(255), lossOf(-1)]).toEqual([0, 0.25, 255 / 256, 0])
})
