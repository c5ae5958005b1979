import { uuid7 } from './id.ts'
import { Outbox, type Entry, type Shelf } from './outbox.ts'

const memory = (): Shelf & { size: () => number } => {
  const values = new Map<string, string>()
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    size: () => values.size,
  }
}
const lesson = uuid7()
const legId = uuid7()
const hand = (at: number): Entry => ({
  commandId: uuid7(),
  at,
  command: { type: 'raise_hand', legId, seat: 7 },
})
const headcount = (at: number): Entry => ({
  commandId: uuid7(),
  at,
  command: { type: 'take_headcount', legId, headcount: { expected: 6, present: 5, leave: 1, absent: 0 } },
})
const stage = (at: number): Entry => ({ commandId: uuid7(), at, command: { type: 'leave_stage' } })

describe('outbox', () => {
  it('keeps hands and headcounts over a reload, in order, and nothing else', () => {
    const shelf = memory()
    const entries = [hand(1), stage(2), headcount(3)]
    const before = new Outbox(lesson, shelf)
    entries.forEach((entry) => before.add(entry))
    expect(new Outbox(lesson, shelf).entries).toEqual([entries[0], entries[2]])
    expect(new Outbox(uuid7(), shelf).entries).toEqual([])
  })

  it('forgets what was acknowledged and leaves the shelf empty', () => {
    const shelf = memory()
    const box = new Outbox(lesson, shelf)
    const entry = headcount(1)
    box.add(entry)
    box.remove(entry.commandId)
    expect(box.entries).toEqual([])
    expect(shelf.size()).toBe(0)
  })

  it('lets passing commands expire after 15 s, hands after 10 min, headcounts never', () => {
    const box = new Outbox(lesson, memory())
    const [a, b, c] = [hand(0), stage(0), headcount(0)] as const
    ;[a, b, c].forEach((entry) => box.add(entry))
    expect(box.expire(15_000)).toEqual([])
    expect(box.expire(15_001)).toEqual([b])
    expect(box.expire(600_001)).toEqual([a])
    expect(box.expire(1e12)).toEqual([])
    expect(box.entries).toEqual([c])
  })

  it.each(['not json', '{}', '[{"commandId":"x"}]'])('starts empty from a damaged shelf: %s', (text) => {
    const shelf = memory()
    shelf.setItem(`tongke.outbox.${lesson}`, text)
    expect(new Outbox(lesson, shelf).entries).toEqual([])
  })

  it('works without a shelf that can be written', () => {
    const full: Shelf = {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError')
      },
      removeItem: () => undefined,
    }
    const box = new Outbox(lesson, full)
    box.add(hand(0))
    expect(box.entries).toHaveLength(1)
  })
})
