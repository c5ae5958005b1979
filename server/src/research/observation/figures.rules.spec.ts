import type { MarkBody, ScaleContent } from '@tongke/contract'
import { activitySummary, farShare, scoreSummary, waitSummary } from './figures.rules.ts'

const MINUTE = 60_000
const mark = (sheetId: string, minute: number, body: MarkBody) => ({ sheetId, place: minute * MINUTE, body })
const count = (sheetId: string, counter: 'near_question' | 'far_question' | 'praise') =>
  mark(sheetId, 0, { kind: 'count', counter })

const content: ScaleContent = {
  dimensions: [
    {
      id: 'd',
      title: '目标',
      bonus: false,
      items: [{ id: 'a', label: 'a', hint: '', kind: 'score', levels: [5, 4, 3, 2], weight: 10 }],
    },
    {
      id: 'e',
      title: '加分',
      bonus: true,
      items: [{ id: 'b', label: 'b', hint: '', kind: 'score', levels: [5, 0], weight: 5 }],
    },
  ],
}
const scale = (...values: (number | null)[]) => ({
  versionId: 'v',
  title: '量表',
  content,
  answers: values.map((value) => ({ a: { value, text: '' } })),
})

describe('scoreSummary', () => {
  it('shows mean and spread of three, and the sum of the scale', () => {
    expect(scoreSummary([scale(5, 4, 3)], 3)).toEqual([
      {
        versionId: 'v',
        title: '量表',
        sheets: 3,
        dimensions: [
          {
            title: '目标',
            bonus: false,
            weight: 10,
            count: 3,
            mean: 80,
            least: 60,
            most: 100,
            deviation: 16.3,
          },
          { title: '', bonus: false, weight: 10, count: 3, mean: 80, least: 60, most: 100, deviation: 16.3 },
        ],
      },
    ])
  })
  it('hides what two said, also two of three who saw the dimension', () => {
    expect(scoreSummary([scale(5, 4)], 3)[0]?.dimensions).toBeNull()
    expect(scoreSummary([scale(5, 4, null)], 3)[0]?.dimensions).toEqual([])
  })
})

it('weighs each observer the same in the share of far questions', () => {
  const marks = [
    ...Array.from({ length: 9 }, () => count('a', 'near_question')),
    count('a', 'far_question'),
    count('b', 'near_question'),
    count('b', 'far_question'),
    count('c', 'praise'),
  ]
  expect(farShare(marks)).toEqual({ percent: 30, near: 5, far: 1, observers: 2 })
  expect(farShare([count('c', 'praise')])).toBeNull()
})

it('finds the middle and the longest wait for each side', () => {
  const wait = (target: 'near' | 'far', waitMs: number) => mark('a', 0, { kind: 'wait', target, waitMs })
  expect(waitSummary([wait('far', 9000), wait('far', 2000), wait('far', 4000), wait('near', 1000)])).toEqual([
    { target: 'near', count: 1, medianMs: 1000, longestMs: 1000 },
    { target: 'far', count: 3, medianMs: 4000, longestMs: 9000 },
  ])
})

it('gives minutes of activities as the mean of those who marked them', () => {
  const to = (sheetId: string, minute: number, activity: 'lecture' | 'practice') =>
    mark(sheetId, minute, { kind: 'activity', activity })
  const marks = [to('a', 0, 'lecture'), to('a', 30, 'practice'), to('b', 0, 'lecture'), count('c', 'praise')]
  expect(activitySummary(marks, 40 * MINUTE)).toEqual([
    { activity: 'lecture', minutes: 35 },
    { activity: 'practice', minutes: 5 },
  ])
})
