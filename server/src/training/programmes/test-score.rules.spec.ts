import { markTest } from './test-score.rules.ts'

const single = { kind: 'single' as const, options: ['甲', '乙', '丙'], correct: [1] }
const multiple = { kind: 'multiple' as const, options: ['甲', '乙', '丙', '丁'], correct: [0, 2] }
const truth = { kind: 'true_false' as const, options: ['对', '错'], correct: [0] }
const all = [single, multiple, truth]

it.each([
  [[[1], [0, 2], [0]], 100, [true, true, true]],
  [[[1], [2, 0], [1]], 66, [true, true, false]],
  [[[1], [0], [0]], 66, [true, false, true]],
  [[[1], [0, 1, 2, 3], [0]], 66, [true, false, true]],
  [[[], [], []], 0, [false, false, false]],
])('marks %j with %d', (answers, score, right) => {
  expect(markTest(all, answers)).toEqual({ score, right })
})

it.each([[[[1], [0, 2]]], [[[3], [0], [0]]], [[[0, 1], [0], [0]]]])('refuses %j', (answers) => {
  expect(markTest(all, answers)).toBeNull()
})

it('refuses answers to a test without questions', () => {
  expect(markTest([], [])).toBeNull()
})
