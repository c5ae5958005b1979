import { pageNumbers, stepFor } from './pages.rules.ts'

it('counts pages, not their small pictures, and by number', () => {
  expect(
    pageNumbers(['page-10.webp', 'page-2.webp', 'page-2-small.webp', 'text.json', 'page-1.webp']),
  ).toEqual([1, 2, 10])
})

it.each([
  ['PageDown', 3, 4],
  ['ArrowRight', 9, 9],
  ['PageUp', 1, 1],
  ['Home', 5, 1],
  ['End', 5, 9],
  ['x', 5, undefined],
])('%s leads from page %d to %s', (key, page, to) => expect(stepFor(key, page, 9)).toBe(to))
