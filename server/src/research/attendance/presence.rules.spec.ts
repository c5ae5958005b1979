import type { LessonEventBody } from '@tongke/contract'
import fc from 'fast-check'
import { lengthOf, mergeIntervals, presencesOf, within, type Interval } from './presence.rules.ts'

const interval: fc.Arbitrary<Interval> = fc
  .tuple(fc.nat(60), fc.integer({ min: -3, max: 30 }))
  .map(([from, length]) => ({ from, to: from + length }))
const intervals = fc.array(interval, { maxLength: 12 })
/** Every whole moment that is covered: what merging must neither add to nor take from. */
const moments = (list: readonly Interval[]): Set<number> => {
  const covered = new Set<number>()
  for (const { from, to } of list) for (let at = from; at < to; at += 1) covered.add(at)
  return covered
}

describe('merging intervals', () => {
  it('covers the same moments, each once, in order', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const merged = mergeIntervals(list)
        expect(moments(merged)).toEqual(new Set([...moments(list)].sort((a, b) => a - b)))
        expect(lengthOf(merged)).toBe(moments(list).size)
        for (const [at, one] of merged.entries()) {
          expect(one.to).toBeGreaterThan(one.from)
          expect(one.from).toBeGreaterThan(merged[at - 1]?.to ?? -Infinity)
        }
      }),
    )
  })

  it('does not mind order, repetition or being done twice', () => {
    fc.assert(
      fc.property(intervals, (list) => {
        const merged = mergeIntervals(list)
        expect(mergeIntervals(list.toReversed())).toEqual(merged)
        expect(mergeIntervals([...list, ...list])).toEqual(merged)
        expect(mergeIntervals(merged)).toEqual(merged)
      }),
    )
  })

  it('keeps of them what lies in the windows', () => {
    fc.assert(
      fc.property(intervals, intervals, (list, windows) => {
        const [inside, allowed] = [within(list, windows), moments(windows)]
        expect(lengthOf(inside)).toBe([...moments(list)].filter((at) => allowed.has(at)).length)
        expect(mergeIntervals(inside)).toEqual(inside)
      }),
    )
  })
})

const at = (time: number, body: LessonEventBody) => ({ at: time, body })
const intervalsIn = (events: readonly { at: number; body: LessonEventBody }[], end = 100) =>
  Object.fromEntries(presencesOf(events, 'chair', end))

describe('who was there', () => {
  it('chair, members, assistants and observers, each by the log of the room', () => {
    expect(
      intervalsIn([
        at(1, { kind: 'lecturer_online' }),
        at(2, { kind: 'member_online', personId: 'm' }),
        at(3, { kind: 'assistant_arrived', legId: 'l', personId: 'a', name: 'A' }),
        at(4, { kind: 'observer_arrived', id: 'o', name: 'O', orgName: 'S' }),
        at(5, { kind: 'hand_raised', legId: 'l', handId: 'h', seat: null }),
        at(10, { kind: 'member_offline', personId: 'm' }),
        at(20, { kind: 'member_online', personId: 'm' }),
        at(30, { kind: 'assistant_left', legId: 'l' }),
        at(40, { kind: 'observer_left', id: 'o' }),
        at(50, { kind: 'lecturer_lost' }),
      ]),
    ).toEqual({
      chair: [{ from: 1, to: 50 }],
      m: [
        { from: 2, to: 10 },
        { from: 20, to: 100 },
      ],
      a: [{ from: 3, to: 30 }],
      o: [{ from: 4, to: 40 }],
    })
  })

  it('an assistant whom another one follows has left, and somebody in two places is there once', () => {
    expect(
      intervalsIn([
        at(0, { kind: 'assistant_arrived', legId: 'l', personId: 'a', name: 'A' }),
        at(5, { kind: 'observer_arrived', id: 'a', name: 'A', orgName: 'S' }),
        at(10, { kind: 'assistant_arrived', legId: 'l', personId: 'b', name: 'B' }),
        at(20, { kind: 'observer_left', id: 'a' }),
      ]),
    ).toEqual({ a: [{ from: 0, to: 20 }], b: [{ from: 10, to: 100 }] })
  })

  it('repeated news change nothing', () => {
    const once = [
      at(1, { kind: 'member_online', personId: 'm' }),
      at(9, { kind: 'member_offline', personId: 'm' }),
    ] as const
    const twice = [
      once[0],
      at(4, { kind: 'member_online', personId: 'm' }),
      once[1],
      at(11, { kind: 'member_offline', personId: 'm' }),
    ]
    expect(intervalsIn(twice)).toEqual(intervalsIn(once))
  })
})
