import { LOWER_AFTER_MS, nextDemand } from './demand.ts'

const told = (layer: number) => ({ told: layer, lowerSince: null })

it('rises at once', () => expect(nextDemand(told(-1), 2, 0)).toEqual(told(2)))

it('falls only when less has been wanted for a while', () => {
  const waiting = nextDemand(told(2), 0, 1_000)
  expect(waiting.told).toBe(2)
  expect(nextDemand(waiting, 0, 999 + LOWER_AFTER_MS).told).toBe(2)
  expect(nextDemand(waiting, -1, 1_000 + LOWER_AFTER_MS)).toEqual(told(-1))
})

it('forgets the fall when somebody wants it again', () => {
  const waiting = nextDemand(told(2), 0, 0)
  expect(nextDemand(waiting, 2, 3_000)).toEqual(told(2))
})
