import { checkInCode, readCheckInCode } from './check-in-code.rules.ts'

const SECRET = 'a secret of this test, long enough'
const SESSION = '0190a000-0000-7000-8000-000000000001'
const WINDOW = 20_000
const START = 90_000_000 * WINDOW
const code = (at: number, purpose: 'in' | 'out' = 'in') =>
  checkInCode(SECRET, SESSION, purpose, at, WINDOW).code
const read = (given: string, at: number, session = SESSION, secret = SECRET) =>
  readCheckInCode(secret, session, given, at, WINDOW)

it('changes with the window and says when', () => {
  expect(code(START)).toBe(code(START + WINDOW - 1))
  expect(code(START)).not.toBe(code(START + WINDOW))
  expect(checkInCode(SECRET, SESSION, 'in', START + 5_000, WINDOW).nextInMs).toBe(15_000)
})

it.each([
  [0, true],
  [WINDOW - 1, true],
  [1.5 * WINDOW - 1, true],
  [1.5 * WINDOW, false],
  [24 * 3_600_000, false],
])('read %d ms after its window began: %s', (later, ok) => {
  expect(read(code(START), START + later)).toEqual(
    ok ? { ok: true, purpose: 'in' } : { ok: false, why: 'expired' },
  )
})

it('is of one session, one purpose, one portal and not of the future', () => {
  const good = code(START)
  const wrong = { ok: false, why: 'wrong' }
  expect(read(good, START, '0190a000-0000-7000-8000-000000000002')).toEqual(wrong)
  expect(read(good.replace('.in.', '.out.'), START)).toEqual(wrong)
  expect(read(good, START, SESSION, 'another secret')).toEqual(wrong)
  expect(read(code(START + WINDOW), START)).toEqual(wrong)
  expect(read(good.slice(0, -1), START)).toEqual(wrong)
  expect(read(code(START, 'out'), START)).toEqual({ ok: true, purpose: 'out' })
})

it('cannot be dated anew', () => {
  const [, ...rest] = code(START).split('.')
  expect(read([String(START / WINDOW + 1), ...rest].join('.'), START + WINDOW)).toEqual({
    ok: false,
    why: 'wrong',
  })
})
