import fc from 'fast-check'
import { BestOf } from './best-of.ts'

it('keeps the largest, as a sort of all would', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer(), { maxLength: 300, size: 'max' }),
      fc.integer({ min: 1, max: 40 }),
      (values, count) => {
        const best = new BestOf(count)
        for (const value of values) best.add(value)
        expect(best.descending()).toEqual([...values].sort((a, b) => b - a).slice(0, count))
      },
    ),
  )
})
