import { Refusal } from '@tongke/contract'
import {
  canCatchUp,
  cookiesOf,
  isRequestName,
  MAX_MESSAGE_BYTES,
  parseClassRequest,
} from './class-plane.rules.ts'
import { stateOf, uuid } from './lesson.fixtures.ts'

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof Refusal ? error.code : 'thrown'
  }
  return 'parsed'
}
const cyclic: Record<string, unknown> = {}
cyclic.self = cyclic

test.each<[string, unknown, string]>([
  ['a join', { lessonId: uuid(1) }, 'parsed'],
  ['nothing', undefined, 'request.invalid'],
  ['too much', { lessonId: uuid(1), more: 'x'.repeat(MAX_MESSAGE_BYTES) }, 'request.too_large'],
  ['something without an end', cyclic, 'request.too_large'],
])('%s', (_, body, code) => {
  expect(codeOf(() => parseClassRequest('join', body))).toBe(code)
})

test.each([
  ['join', true],
  ['change', false],
  ['__proto__', false],
  ['toString', false],
])('%s is a request: %s', (name, expected) => {
  expect(isRequestName(name)).toBe(expected)
})

test.each([
  [undefined, false],
  [0, false],
  [100, true],
  [300, true],
  [99, false],
  [301, false],
])('a client at %s can catch up to revision 300: %s', (since, expected) => {
  expect(canCatchUp(since, stateOf({ revision: 300 }))).toBe(expected)
})

test('cookies of a handshake', () => {
  expect(cookiesOf('a=1; tongke_session=x=y ;broken; =z')).toEqual({ a: '1', tongke_session: 'x=y' })
  expect(cookiesOf(undefined)).toEqual({})
})
