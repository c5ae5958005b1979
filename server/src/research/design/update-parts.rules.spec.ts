import { MAX_DESIGN_BYTES } from '@tongke/contract'
import { UpdateParts } from './update-parts.rules.ts'

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
const codeOf = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('parts are put together in their order, a whole update goes through, and part 0 begins anew', () => {
  const parts = new UpdateParts()
  expect(parts.take({ update: base64('整'), part: 0, parts: 1 })).toBe(base64('整'))
  expect(parts.take({ update: base64('丢'), part: 0, parts: 3 })).toBeNull()
  expect(parts.take({ update: base64('a'), part: 0, parts: 3 })).toBeNull()
  expect(parts.take({ update: base64('b'), part: 1, parts: 3 })).toBeNull()
  expect(parts.take({ update: base64('c'), part: 2, parts: 3 })).toBe(base64('abc'))
})

test('a part that is not the next one is a gap, and nothing of it stays', () => {
  const parts = new UpdateParts()
  parts.take({ update: base64('a'), part: 0, parts: 3 })
  expect(codeOf(() => parts.take({ update: base64('c'), part: 2, parts: 3 }))).toBe('design.gap')
  expect(codeOf(() => parts.take({ update: base64('b'), part: 1, parts: 3 }))).toBe('design.gap')
})

test('no more than a design may be large is held', () => {
  const parts = new UpdateParts()
  const half = base64(Buffer.alloc(MAX_DESIGN_BYTES / 2))
  parts.take({ update: half, part: 0, parts: 3 })
  parts.take({ update: half, part: 1, parts: 3 })
  expect(codeOf(() => parts.take({ update: base64('x'), part: 2, parts: 3 }))).toBe('design.too_large')
})
