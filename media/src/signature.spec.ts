import { isSigned, sign } from './signature.ts'

const request = { method: 'POST', path: '/api/internal/media/events', body: '{"a":1}' }
const header = sign('secret', request, 1_000_000)

it('accepts what it signed, for a minute', () => {
  expect(isSigned('secret', request, header, 1_059_000)).toBe(true)
  expect(isSigned('secret', request, header, 1_061_000)).toBe(false)
  expect(isSigned('secret', request, header, 900_000)).toBe(false)
})

it.each([
  ['another body', { ...request, body: '{"a":2}' }],
  ['another path', { ...request, path: '/api/internal/media/heartbeat' }],
  ['another method', { ...request, method: 'PUT' }],
])('refuses %s', (_what, other) => expect(isSigned('secret', other, header, 1_000_000)).toBe(false))

it.each([[undefined], [''], ['t=1,v='], [header.replace('t=1000000', 't=1000001')], [`${header}0`]])(
  'refuses the header %s',
  (bad) => expect(isSigned('secret', request, bad, 1_000_000)).toBe(false),
)

it('refuses another secret', () => expect(isSigned('other', request, header, 1_000_000)).toBe(false))
