import type { LessonPlan, Quiz } from '@tongke/contract'
import { columnsOf, OTHERS, rowsOf } from './quiz-chart.rules.ts'

const plan = { legs: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] } as unknown as LessonPlan
const quiz = (change: Partial<Quiz>): Quiz => ({
  id: 'q',
  number: 1,
  quizKind: 'choice',
  options: 3,
  seconds: null,
  startedAt: 0,
  endsAt: null,
  closedAt: null,
  classes: {},
  result: null,
  sealed: { answer: null, counts: {} },
  ...change,
})
const turnout = (counts: [string, number][] | null, answered: number) => ({
  answered,
  present: 30,
  counts: counts && counts.map(([answer, count]) => ({ answer, count })),
})

describe('the chart of a question', () => {
  it('adds up what may be shown, and only that', () => {
    const shown = quiz({
      classes: {
        a: turnout([['A', 5]], 5),
        b: turnout(null, 4),
        lecture: turnout(
          [
            ['A', 2],
            ['C', 20],
          ],
          22,
        ),
      },
    })
    expect(rowsOf(shown, plan)).toEqual([
      { place: 'all', answered: 27, counts: [7, 0, 20] },
      { place: 'lecture', answered: 22, counts: [2, 0, 20] },
      { place: 'a', answered: 5, counts: [5, 0, 0] },
      { place: 'b', answered: 4, counts: null },
    ])
  })

  it('has no sum of one class, and nothing of a class that did not answer', () => {
    const one = quiz({ classes: { a: turnout([['B', 6]], 6), b: turnout(null, 0) } })
    expect(rowsOf(one, plan)).toEqual([{ place: 'a', answered: 6, counts: [0, 6, 0] }])
  })

  it('takes small classes as one', () => {
    const small = { classes: 2, answered: 6, counts: [{ answer: 'B', count: 6 }] }
    const both = quiz({
      classes: { a: turnout(null, 3), b: turnout(null, 3) },
      result: { answer: 'B', small },
    })
    expect(rowsOf(both, plan).at(-1)).toEqual({ place: 'small', answered: 6, counts: [0, 6, 0] })
  })

  it('shows the numbers given most, in their order, the right one even if nobody found it', () => {
    const many: [string, number][] = ['1', '2', '3', '4', '5', '6', '7'].map((n) => [n, Number(n)])
    const numbers = quiz({
      quizKind: 'number',
      options: 0,
      classes: { a: turnout(many, 28) },
      result: { answer: '0.5', small: null },
    })
    expect(columnsOf(numbers)).toEqual(['0.5', '3', '4', '5', '6', '7', OTHERS])
    expect(rowsOf(numbers, plan)[0]?.counts).toEqual([0, 3, 4, 5, 6, 7, 3])
  })
})
