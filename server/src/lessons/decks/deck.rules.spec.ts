import { deckOf, pagesOf, type DeckFile } from './deck.rules.ts'

const picture = (name: string) => ({ name, sha256: name, bytes: 1 })
const file = (change: Partial<DeckFile> = {}): DeckFile => ({
  fileId: 'f',
  title: '荷花',
  fileName: '荷花.pptx',
  siblings: 1,
  kind: 'document',
  own: false,
  state: 'READY',
  progress: 1,
  pictures: [1, 2, 10].flatMap((n) =>
    ['', '-medium', '-small'].map((size) => picture(`page-${n}${size}.webp`)),
  ),
  ...change,
})

test('pages come in their order, each in three sizes', () => {
  expect(pagesOf(file()).map(({ large }) => large.name)).toEqual([
    'page-1.webp',
    'page-2.webp',
    'page-10.webp',
  ])
  expect(pagesOf(file())[0]?.medium.name).toBe('page-1-medium.webp')
})

test('a document of before, without medium pictures, is shown by its large ones', () => {
  const [page] = pagesOf(file({ pictures: [picture('page-1.webp'), picture('page-1-small.webp')] }))
  expect(page).toMatchObject({ medium: { name: 'page-1.webp' }, small: { name: 'page-1-small.webp' } })
})

test('a picture is a deck of one page', () => {
  const pictures = ['large', 'medium', 'small'].map((name) => picture(`${name}.webp`))
  expect(pagesOf({ kind: 'image', pictures })).toHaveLength(1)
})

test.each<[DeckFile['state'], string, number]>([
  ['READY', 'ready', 3],
  ['RUNNING', 'working', 0],
  ['QUEUED', 'working', 0],
  ['FAILED', 'failed', 0],
  [null, 'failed', 0],
])('a file that is %s is %s', (state, expected, pages) => {
  const deck = deckOf(file({ state, progress: 0.5 }), [])
  expect([deck.state, deck.pages.length]).toEqual([expected, pages])
})

test('one of several files of a resource says which it is', () => {
  expect(deckOf(file({ siblings: 2 }), []).title).toBe('荷花 · 荷花.pptx')
})
