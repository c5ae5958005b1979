import { gradesInOrder, subjectsInOrder, watchableFirst } from './entrances.rules.ts'

const COUNTS = [
  { subject: 'chinese', count: 7 },
  { subject: 'mathematics', count: 9 },
  { subject: 'music', count: 1 },
] as const

test.each([
  [[], ['mathematics', 'chinese', 'music']],
  [['music'], ['music', 'mathematics', 'chinese']],
  [
    ['chinese', 'history'],
    ['chinese', 'mathematics', 'music'],
  ],
] as const)('who teaches %j sees %j', (subjects, order) => {
  const entrances = subjectsInOrder(COUNTS, { subjects: [...subjects], grades: [] })
  expect(entrances.map(({ of }) => of.subject)).toEqual(order)
  expect(entrances.filter(({ isMine }) => isMine).map(({ of }) => of.subject)).toEqual(
    subjects.filter((one) => COUNTS.some(({ subject }) => subject === one)),
  )
})

test('the grades one teaches come first, in their order', () => {
  const order = (grades: (1 | 3 | 4)[]) => gradesInOrder({ subjects: [], grades }).map(({ of }) => of)
  expect(order([4, 3])).toEqual([3, 4, 1, 2, 5, 6, 7, 8, 9])
  expect(gradesInOrder(undefined).every(({ isMine }) => !isMine)).toBe(true)
})

test('videos come before sound and paper', () => {
  const poster = { fileId: 'f', name: 'poster.jpg' }
  const sound = { durationMs: 20_000, poster: null }
  const paper = { durationMs: null, poster }
  const [first, second] = [1, 2].map((seconds) => ({ durationMs: seconds * 1000, poster }))
  expect(watchableFirst([sound, first!, paper, second!])).toEqual([first, second, sound, paper])
})
