import { fitting, wrapped } from './wrap.rules.ts'

test.each([
  ['把一个月饼平均分成两份', 6, ['把一个月饼平', '均分成两份']],
  ['今天天气真好。', 6, ['今天天气真好。']],
  ['一共分成几份', 5, ['一共分成', '几份']],
  ['Nice to meet you!', 6, ['Nice to', 'meet you!']],
  ['', 6, []],
])('%s in %i squares', (text, squares, lines) => {
  expect(wrapped(text, squares)).toEqual(lines)
})

test('a long line becomes small enough, a short one stays', () => {
  expect(fitting('十个汉字的一行标题长', 100, 500)).toBe(50)
  expect(fitting('短', 100, 500)).toBe(100)
})
