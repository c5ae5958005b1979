import { ReviewAspect, ReviewVerdict } from '@tongke/contract'
import { desksOf, leftToJudge, verdictFrom } from './verdict.rules.ts'

const all = (holds: boolean) => Object.fromEntries(ReviewAspect.options.map((aspect) => [aspect, holds]))

describe('verdictFrom', () => {
  it('waits until every aspect was judged', () => {
    expect(verdictFrom({ ...all(true), timely: undefined }, '')).toBeNull()
    expect(leftToJudge({ political: true, timely: false })).toBe(5)
  })

  it('passes without words, and rejects only with a reason', () => {
    expect(verdictFrom(all(true), ' ')).toMatchObject({ decision: 'PASS', comment: '' })
    const failed = { ...all(true), scientific: false }
    expect(verdictFrom(failed, ' 不对 ')).toBeNull()
    expect(ReviewVerdict.parse(verdictFrom(failed, '第三页的结论不对'))).toMatchObject({ decision: 'REJECT' })
  })
})

describe('desksOf', () => {
  it('seats heads at the school and researchers at the city', () => {
    expect(desksOf(['head', 'teacher'])).toEqual(['SCHOOL'])
    expect(desksOf(['researcher', 'coordinator'])).toEqual(['SCHOOL', 'CITY'])
    expect(desksOf(['administrator'])).toEqual([])
  })
})
