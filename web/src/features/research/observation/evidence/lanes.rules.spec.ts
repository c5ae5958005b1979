import type { EvidenceMark, MarkBody } from '@tongke/contract'
import { gridOf, lanesByFacet, lanesByPerson, shownMarks } from './lanes.rules.ts'

const mark = (id: string, sheetId: string, place: number, body: MarkBody): EvidenceMark => ({
  id,
  sheetId,
  place,
  at: place,
  body,
  hasVoice: false,
})
const note = (...tags: ('highlight' | 'question')[]): MarkBody => ({
  kind: 'note',
  text: '',
  tags,
  voiceMs: null,
})
const marks = [
  mark('b', 'two', 5, note('highlight', 'question')),
  mark('a', 'one', 2, note()),
  mark('c', 'one', 0, { kind: 'activity', activity: 'lecture' }),
  mark('d', 'one', 8, { kind: 'activity', activity: 'practice' }),
  mark('e', 'two', 9, { kind: 'count', counter: 'far_question' }),
]
const sheets = ['one', 'two', 'three'].map((id) => ({ id })) as never
const none = { sheets: new Set<string>(), facets: new Set<never>() }
const ids = (shown: readonly EvidenceMark[]) => shown.map(({ id }) => id).join('')

it('filters by person and by tag, in the order of the lesson', () => {
  expect(ids(shownMarks(marks, none))).toBe('cabde')
  expect(ids(shownMarks(marks, { ...none, sheets: new Set(['one']) }))).toBe('be')
  // A note with another tag beside it stays.
  expect(ids(shownMarks(marks, { ...none, facets: new Set(['highlight', 'activity'] as const) }))).toBe('abe')
  expect(ids(shownMarks(marks, { ...none, facets: new Set(['highlight', 'question'] as const) }))).toBe(
    'cade',
  )
})

it('has a lane for each observer with bands, and one for each tag', () => {
  const [one, two, three] = lanesByPerson({ sheets, durationMs: 10 }, shownMarks(marks, none))
  expect(one?.bands).toEqual([
    { activity: 'lecture', from: 0, to: 8 },
    { activity: 'practice', from: 8, to: 10 },
  ])
  expect([two && ids(two.marks), three]).toEqual(['be', undefined])
  expect(lanesByFacet(shownMarks(marks, none)).map(({ key, marks: own }) => `${key} ${ids(own)}`)).toEqual([
    'highlight b',
    'question b',
    'untagged a',
    'count e',
  ])
})

it.each([
  [40, [0, 5, 10, 15, 20, 25, 30, 35, 40]],
  [3, [0, 0.5, 1, 1.5, 2, 2.5, 3]],
  [0, [0]],
])('labels %s minutes', (minutes, grid) => {
  expect(gridOf(minutes * 60_000).map((at) => at / 60_000)).toEqual(grid)
})
