import fc from 'fast-check'
import { believed, lengthOf, multirange, percentOf, type Report } from './watching.rules.ts'

const report = (more: Partial<Report> = {}): Report => ({
  stretches: [{ from: 0, to: 10 }],
  speed: 1,
  elapsedMs: 10_000,
  durationMs: 60_000,
  ...more,
})

describe('what a report is believed', () => {
  it('is what was shown, in milliseconds', () => {
    expect(
      believed(
        report({
          stretches: [
            { from: 1.2, to: 4 },
            { from: 20, to: 22.5 },
          ],
        }),
      ),
    ).toEqual([
      { from: 1200, to: 4000 },
      { from: 20_000, to: 22_500 },
    ])
  })

  it('is never more than there was time for', () => {
    expect(lengthOf(believed(report({ stretches: [{ from: 0, to: 60 }] })))).toBe(11_500)
    expect(lengthOf(believed(report({ stretches: [{ from: 0, to: 60 }], elapsedMs: 0 })))).toBe(1_500)
    expect(lengthOf(believed(report({ stretches: [{ from: 0, to: 60 }], elapsedMs: -5_000 })))).toBe(1_500)
  })

  it('may be twice the time at double speed, and not three times at any', () => {
    const long = { stretches: [{ from: 0, to: 60 }] }
    expect(lengthOf(believed(report({ ...long, speed: 2 })))).toBe(23_000)
    expect(lengthOf(believed(report({ ...long, speed: 3 })))).toBe(23_000)
    expect(lengthOf(believed(report({ ...long, speed: 0.5 })))).toBe(5_750)
  })

  it('ends with the file and knows nothing backwards or empty', () => {
    expect(believed(report({ stretches: [{ from: 55, to: 63 }] }))).toEqual([{ from: 55_000, to: 60_000 }])
    expect(
      believed(
        report({
          stretches: [
            { from: 9, to: 3 },
            { from: 4, to: 4 },
            { from: 70, to: 80 },
          ],
        }),
      ),
    ).toEqual([])
  })

  it('is bounded whatever is claimed', () => {
    const second = fc.double({ min: 0, max: 86_400, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(fc.record({ from: second, to: second }), { maxLength: 50 }),
        fc.double({ min: 0.25, max: 3, noNaN: true }),
        fc.integer({ min: 0, max: 100_000 }),
        (stretches, speed, elapsedMs) => {
          const result = believed(report({ stretches, speed, elapsedMs }))
          expect(lengthOf(result)).toBeLessThanOrEqual((elapsedMs + 1_500) * 2)
          for (const { from, to } of result) {
            expect(from).toBeLessThan(to)
            expect(to).toBeLessThanOrEqual(60_000)
          }
        },
      ),
    )
  })

  it('is written as Postgres reads it', () => {
    expect(
      multirange([
        { from: 0, to: 5 },
        { from: 9, to: 12 },
      ]),
    ).toBe('{[0,5),[9,12)}')
    expect(multirange([])).toBe('{}')
  })
})

describe('percentOf', () => {
  it.each([
    [0, 60_000, 0],
    [30_000, 60_000, 50],
    [59_999, 60_000, 100],
    [58_600, 60_000, 100],
    [58_000, 60_000, 96],
    [9_400, 10_000, 94],
    [5, null, 0],
  ])('%s of %s is %s', (watched, duration, percent) => {
    expect(percentOf(watched, duration)).toBe(percent)
  })
})
