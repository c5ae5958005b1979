import { failedLegs } from './make-up.rules.ts'

const LEGS = [
  { classId: 'a', result: 'FULL' as const },
  { classId: 'b', result: 'ABSENT' as const },
  { classId: 'c', result: 'FALLBACK_LOCAL' as const },
]
const idsOf = (...args: Parameters<typeof failedLegs>) => {
  const failed = failedLegs(...args)
  return failed && [...failed]
}

describe('what a make-up lesson is for', () => {
  it('is all classes of a lesson that was not held or was cancelled without excuse', () => {
    expect(idsOf('NOT_HELD', null, LEGS)).toEqual(['a', 'b', 'c'])
    expect(idsOf('CANCELLED', 'network', LEGS)).toEqual(['a', 'b', 'c'])
    expect(idsOf('CANCELLED', 'holiday', LEGS)).toBeNull()
    expect(idsOf('CANCELLED', 'official', LEGS)).toBeNull()
  })

  it('is the failed classes of a lesson that was held', () => {
    expect(idsOf('SETTLED', null, LEGS)).toEqual(['b', 'c'])
    expect(idsOf('SETTLED', null, LEGS.slice(0, 1))).toBeNull()
  })

  it('is nothing while the lesson may still be held, or is held at another time', () => {
    expect(idsOf('SCHEDULED', null, LEGS)).toBeNull()
    expect(idsOf('LIVE', null, LEGS)).toBeNull()
    expect(idsOf('RESCHEDULED', 'network', LEGS)).toBeNull()
  })
})
