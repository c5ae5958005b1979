import { KnownCallers } from './known-callers.ts'

const HOUR = 3_600_000
const person = (id: string) => ({ kind: 'person', id, name: id }) as const

test('a person is one caller, whatever else is in the cookies', () => {
  const callers = new KnownCallers()
  expect(callers.of('session=a', 0)).toBeNull()
  callers.remember('session=a', person('1'), 0)
  callers.remember('session=a; more=b', person('1'), 0)
  expect([callers.of('session=a', 1), callers.of('session=a; more=b', 1)]).toEqual(['person:1', 'person:1'])
  expect([callers.of('session=a; other=c', 1), callers.of(undefined, 1)]).toEqual([null, null])
})

test('it forgets after half a day, and the oldest when there are too many', () => {
  const callers = new KnownCallers(2)
  callers.remember('a', person('1'), 0)
  expect(callers.of('a', 12 * HOUR)).toBeNull()
  callers.remember('b', person('2'), 1)
  callers.remember('a', person('1'), 2)
  callers.remember('c', person('3'), 3)
  expect(['a', 'b', 'c'].map((cookies) => callers.of(cookies, 4))).toEqual(['person:1', null, 'person:3'])
})
