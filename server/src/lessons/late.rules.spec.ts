import { LESSON_POLICY_DEFAULTS } from './lesson-policy.rules.ts'
import { lateAfter } from './late.rules.ts'

const SHANGHAI = 'Asia/Shanghai'

describe('late changes', () => {
  it.each([
    ['a Monday', '2026-11-23T09:10:00+08:00'],
    ['the Friday after', '2026-11-27T15:00:00+08:00'],
    ['a Sunday just before midnight', '2026-11-29T23:59:00+08:00'],
  ])('of a lesson on %s begin on the Friday before, at four', (_, start) => {
    const late = lateAfter(Date.parse(start), SHANGHAI, LESSON_POLICY_DEFAULTS)
    expect(new Date(late).toISOString()).toBe('2026-11-20T08:00:00.000Z')
  })
})
