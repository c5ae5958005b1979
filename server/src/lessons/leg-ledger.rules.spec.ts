import type { LegMode } from '@tongke/contract'
import fc from 'fast-check'
import { legLedger, legResult, type LedgerSpan } from './leg-ledger.rules.ts'
import { connectedNow, connectionsOf, type MediaFact } from './media-connections.rules.ts'

const MINUTE = 60_000
const START = 1_000 * MINUTE
const LIMITS = { fullPercent: 80, partialPercent: 30 }
const ALIVE = new Map([['boot', null]])
const span = (change: Partial<LedgerSpan> = {}): LedgerSpan => ({
  startedAt: START,
  endedAt: START + 40 * MINUTE,
  plannedMinutes: 40,
  now: START + 60 * MINUTE,
  ...change,
})
const fact = (kind: MediaFact['kind'], minute: number, more: Partial<MediaFact> = {}): MediaFact => ({
  bootId: 'boot',
  connectionId: 'c1',
  identity: 'leg:a',
  sequence: minute + 100,
  at: START + minute * MINUTE,
  kind,
  mode: null,
  ...more,
})
const ledger = (
  facts: MediaFact[],
  boots: Map<string, number | null> = ALIVE,
  change: Partial<LedgerSpan> = {},
) => legLedger(connectionsOf(facts, boots), span(change), false, LIMITS)

describe('leg ledger', () => {
  // domain §6, test vectors: online minutes of 40 → 4 FULL of 6
  test.each([
    [40, 'FULL'],
    [38, 'FULL'],
    [30, 'PARTIAL'],
    [33, 'FULL'],
    [4, 'ABSENT'],
    [32, 'FULL'],
    [31.99, 'PARTIAL'],
    [12, 'PARTIAL'],
    [11.99, 'ABSENT'],
  ])('%d of 40 minutes is %s', (minutes, result) => {
    const sum = ledger([fact('joined', -5), fact('left', minutes)])
    expect(sum.result).toBe(result)
    expect(sum.onlineMinutes).toBeCloseTo(minutes, 1)
  })

  test('local teaching counts as such unless the class had the lesson anyway', () => {
    expect(legResult(10 * MINUTE, 40, true, LIMITS)).toBe('FALLBACK_LOCAL')
    expect(legResult(35 * MINUTE, 40, true, LIMITS)).toBe('FULL')
  })

  test('modes are told apart and overlaps counted once', () => {
    const sum = ledger([
      fact('joined', 0),
      fact('mode', 10, { mode: 'low' }),
      fact('mode', 20, { mode: 'audio' }),
      fact('joined', 25, { connectionId: 'c2', sequence: 0 }),
      fact('left', 30),
      fact('left', 35, { connectionId: 'c2' }),
    ])
    expect(sum.modeMinutes).toEqual({ full: 20, low: 10, image: 0, audio: 5, off: 5 })
    expect(sum.intervals).toEqual([{ from: START, to: START + 35 * MINUTE }])
    expect(sum.interruptions).toBe(1)
  })

  test('a node that died takes its connections along at its last heartbeat', () => {
    const facts = [fact('joined', 0), fact('joined', 12, { bootId: 'next', sequence: 0 })]
    const boots = new Map([
      ['boot', START + 10 * MINUTE],
      ['next', null],
    ])
    const sum = ledger(facts, boots)
    expect(sum.onlineMinutes).toBe(38)
    expect(sum.interruptions).toBe(1)
    expect(connectedNow(connectionsOf(facts, boots))).toEqual(new Map([['leg:a', 'full']]))
  })

  test('a run of a node nobody knows counts nothing', () => {
    expect(ledger([fact('joined', 0)], new Map()).onlineMinutes).toBe(0)
  })

  test('time before the start and after the planned length does not count', () => {
    const sum = ledger([fact('joined', 20), fact('left', 48)], ALIVE, { endedAt: START + 48 * MINUTE })
    expect(sum.onlineMinutes).toBe(20)
  })

  test('while the lesson runs there is a sum but no result', () => {
    const sum = ledger([fact('joined', 0)], ALIVE, { endedAt: null, now: START + 15 * MINUTE })
    expect([sum.onlineMinutes, sum.result]).toEqual([15, null])
  })

  test('a lesson that never was live has no result', () => {
    expect(ledger([fact('joined', 0)], ALIVE, { startedAt: null }).result).toBeNull()
  })
})

const facts: fc.Arbitrary<MediaFact[]> = fc
  .array(
    fc.record({
      bootId: fc.constantFrom('boot', 'dead'),
      connectionId: fc.constantFrom('c1', 'c2', 'c3'),
      identity: fc.constant('leg:a'),
      sequence: fc.nat(20),
      at: fc.integer({ min: -10, max: 55 }).map((minute) => START + minute * MINUTE),
      kind: fc.constantFrom<MediaFact['kind']>('joined', 'left', 'mode'),
      mode: fc.constantFrom<LegMode>('full', 'low', 'image', 'audio'),
    }),
    { maxLength: 25 },
  )
  .map((all) => {
    // a node numbers the events of one connection: no two different ones share a number
    const once = new Map(all.map((one) => [`${one.bootId}/${one.connectionId}/${one.sequence}`, one]))
    return [...once.values()].map((one) => (one.kind === 'mode' ? one : { ...one, mode: null }))
  })
const BOOTS = new Map([
  ['boot', null],
  ['dead', START + 22 * MINUTE],
])

test('order and duplicates of events make no difference', () => {
  fc.assert(
    fc.property(
      facts.chain((all) =>
        fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
      ),
      ([all, shuffled]) => {
        expect(ledger(shuffled, BOOTS)).toEqual(ledger(all, BOOTS))
      },
    ),
  )
})

test('minutes never exceed the planned ones and the modes add up', () => {
  fc.assert(
    fc.property(facts, (all) => {
      const { onlineMinutes, modeMinutes, intervals } = ledger(all, BOOTS)
      const { off, ...on } = modeMinutes
      expect(onlineMinutes).toBeLessThanOrEqual(40)
      expect(Object.values(on).reduce((a, b) => a + b)).toBeCloseTo(onlineMinutes, 5)
      expect(onlineMinutes + off).toBeCloseTo(40, 5)
      for (let i = 1; i < intervals.length; i += 1) {
        expect(intervals[i]!.from).toBeGreaterThan(intervals[i - 1]!.to)
      }
    }),
  )
})
