import { expect, test } from '@jest/globals'
import { metric, percentile } from './figures.ts'

test('percentiles are values that were measured', () => {
  const values = [9, 1, 8, 2, 7, 3, 6, 4, 5, 10]
  expect(percentile(values, 0.5)).toBe(5)
  expect(percentile(values, 0.95)).toBe(10)
  expect(percentile([4], 0.5)).toBe(4)
})

test('a figure with a baseline says how many times the baseline it is', () => {
  expect(metric(120, 'ms', 100)).toEqual({ value: 120, unit: 'ms', baseline: 100, ratio: 1.2 })
  expect(metric(3, 's')).toEqual({ value: 3, unit: 's' })
})
