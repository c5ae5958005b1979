import { QuizAnswer } from '@tongke/contract'
import { countdown, numberAnswer, talkShares } from './interaction.rules.ts'

it.each([
  ['7', '7'],
  ['007', '7'],
  ['0.50', '0.5'],
  ['-0', '0'],
  ['3,5', '3.5'],
  ['', null],
  ['1e5', null],
  ['12345678', null],
])('the number %j is sent as %j', (typed, sent) => {
  expect(numberAnswer(typed)).toBe(sent)
  if (sent !== null) expect(QuizAnswer.parse(sent)).toBe(sent)
})

it.each([
  [65_000, '1:05'],
  [60_000, '1:00'],
  [59_001, '1:00'],
  [59_000, '59'],
  [1, '1'],
  [-5, '0'],
])('%i ms are left as %s', (left, words) => {
  expect(countdown(left, 0)).toBe(words)
})

it('shares of talk add up, and are none while nobody has spoken', () => {
  expect(talkShares(2, 1)).toEqual({ lecturer: 67, classes: 33 })
  expect(talkShares(0, 0)).toBeNull()
})
