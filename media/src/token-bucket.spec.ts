import { newId } from './ids.ts'
import { TokenBucket } from './token-bucket.ts'

it('allows a burst and then a rate', () => {
  const bucket = new TokenBucket({ burst: 3, perSecond: 2 }, 0)
  expect([0, 0, 0, 0].map((at) => bucket.take(at))).toEqual([true, true, true, false])
  expect([500, 500, 1_000].map((at) => bucket.take(at))).toEqual([true, false, true])
})

it('makes ids that sort by time and have the form of a UUID v7', () => {
  const ids = [1_000, 2_000, 1_795_468_288_826].map((at) => newId(at))
  expect(ids).toEqual(ids.toSorted())
  expect(ids[2]).toMatch(/^01a20a3f-e33a-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
