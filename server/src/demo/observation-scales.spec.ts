import { faultOf, pointsOf, totalOf } from '@tongke/contract'
import { contentOf, INVENTED_SCALES } from './observation-scales.ts'

it('has scales that can be published, and the template of the domain', () => {
  const contents = INVENTED_SCALES.map(contentOf)
  expect(contents.map(faultOf)).toEqual(contents.map(() => null))
  const [template] = contents
  expect(template?.dimensions.map((one) => (one.bonus ? '+' : '') + pointsOf(one))).toEqual([
    '10',
    '15',
    '25',
    '30',
    '20',
    '+5',
  ])
  expect(template && totalOf(template)).toBe(100)
})
