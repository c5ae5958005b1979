import { QualityMinutes } from './quality-minutes.ts'

const line = (identity: string, rttMs: number | null, loss: number) => ({ identity, rttMs, loss })

test('a minute of measurements of a class becomes one figure, and the lecturer none', () => {
  const minutes = new QualityMinutes()
  expect(minutes.add([line('leg:a', 40, 0.01), line('lecturer', 5, 0)], 0).size).toBe(0)
  expect(minutes.add([line('leg:a', 900, 0.5)], 2_000).size).toBe(0)
  const told = minutes.add([line('leg:a', 60, 0.02), line('leg:b', null, 0)], 60_000)
  expect([...told]).toEqual([
    ['leg:a', { rttMs: 60, loss: 0.02 }],
    ['leg:b', { rttMs: null, loss: 0 }],
  ])
  expect([...minutes.add([line('leg:a', 10, 0)], 119_999)]).toEqual([])
  expect([...minutes.add([], 120_000)]).toEqual([['leg:a', { rttMs: 10, loss: 0 }]])
})
