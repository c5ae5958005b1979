import { isWeakPassword } from './password.rules.ts'

describe('isWeakPassword', () => {
  it.each([
    ['common', 'Password1', true],
    ['a run', 'bcdefghi', true],
    ['a falling run', '98765432', true],
    ['few characters', 'ababcabc', true],
    ['the own phone', 'x13900001234', true],
    ['the own name', '张晓云2026!!', true],
    ['a phrase', '山那边有一所小学', false],
    ['letters and digits', 'kite-river-40', false],
  ])('%s', (_, password, weak) => {
    expect(isWeakPassword(password, ['张晓云', '13900001234', null])).toBe(weak)
  })
})
