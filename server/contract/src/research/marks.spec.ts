import fc from 'fast-check'
import { Activity, activityAt, foldActivities } from './marks.ts'

const at = (minute: number, activity: Activity) => ({ at: minute, activity })

describe('foldActivities', () => {
  it.each([
    ['nothing', [], []],
    ['one to the end', [at(2, 'lecture')], [['lecture', 2, 40]]],
    [
      'sent in any order',
      [at(10, 'practice'), at(0, 'lecture')],
      [
        ['lecture', 0, 10],
        ['practice', 10, 40],
      ],
    ],
    ['a break has no band', [at(0, 'lecture'), at(5, 'break')], [['lecture', 0, 5]]],
    ['touched twice', [at(0, 'lecture'), at(5, 'lecture')], [['lecture', 0, 40]]],
    ['corrected at once', [at(3, 'lecture'), at(3, 'discussion')], [['discussion', 3, 40]]],
    ['after the end', [at(50, 'lecture')], []],
  ] as const)('%s', (_, switches, bands) => {
    expect(foldActivities(switches, 40).map(({ activity, from, to }) => [activity, from, to])).toEqual(bands)
  })

  it('never overlaps, and at each moment says what was touched last', () => {
    const touches = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 60 }), activity: fc.constantFrom(...Activity.options) }),
    )
    fc.assert(
      fc.property(touches, fc.integer({ min: 0, max: 39 }), (switches, moment) => {
        const spans = foldActivities(switches, 40)
        for (const [index, span] of spans.entries()) {
          expect(span.to).toBeGreaterThan(span.from)
          expect(span.from).toBeGreaterThanOrEqual(spans[index - 1]?.to ?? 0)
        }
        const last = switches.toSorted((a, b) => a.at - b.at).findLast((one) => one.at <= moment)
        const expected = !last || last.activity === 'break' ? null : last.activity
        expect(activityAt(spans, moment)).toBe(expected)
      }),
    )
  })
})
