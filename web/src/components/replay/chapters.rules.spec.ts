import type { ReplayPage } from '@tongke/contract'
import { chapterAt, findChapters, turnFrom } from './chapters.rules.ts'

const chapters = [
  { at: 0, key: null, title: '' },
  { at: 10_000, key: 'slide:a:1', title: '荷花' },
  { at: 30_000, key: 'slide:a:2', title: '生字' },
]
const page = (key: string, text: string): ReplayPage => ({
  key,
  kind: 'slide',
  number: 1,
  deck: '',
  image: null,
  thumbnail: null,
  text,
})
const pages = [page('slide:a:1', '荷花 叶圣陶'), page('slide:a:2', '生字\n  Lotus 莲蓬 挨挤')]

test.each([
  [0, null],
  [9_999, null],
  [10_000, 'slide:a:1'],
  [99_000, 'slide:a:2'],
])('at %d it is %s', (at, key) => {
  expect(chapterAt(chapters, at)?.key).toBe(key)
})

test.each([
  [11_000, 1, 30_000],
  [35_000, 1, undefined],
  [35_000, -1, 30_000],
  [31_000, -1, 10_000],
  [1_000, -1, 0],
] as const)('from %d by %d: %s', (at, step, to) => {
  expect(turnFrom(chapters, at, step)).toBe(to)
})

test('words on pages are found, also across lines and in either case', () => {
  expect(findChapters(chapters, pages, '')).toHaveLength(3)
  expect(
    findChapters(chapters, pages, ' lotus 莲').map(({ chapter, excerpt }) => [chapter.at, excerpt]),
  ).toEqual([[30_000, '生字 Lotus 莲蓬 挨挤']])
  expect(findChapters(chapters, pages, '没有')).toEqual([])
})
