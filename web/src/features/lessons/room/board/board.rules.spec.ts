import { boardSurface, emptyBoard, slideSurface } from '@tongke/contract'
import { currentDeck, heldBy, neighbour, surfaceForKey } from './board.rules.ts'

const FILE = '00000000-0000-7000-8000-0000000000f1'
const board = (surface: string | null) => ({
  ...emptyBoard(),
  decks: [{ fileId: FILE, title: '荷花', pages: 3, page: 2 }],
  boards: 2,
  surface,
})

test.each([
  [slideSurface(FILE, 1), -1, null],
  [slideSurface(FILE, 1), 1, slideSurface(FILE, 2)],
  [slideSurface(FILE, 3), 1, null],
  [boardSurface(1), 1, boardSurface(2)],
  [boardSurface(2), 1, null],
  [null, 1, null],
] as const)('beside %s by %i is %s', (surface, by, expected) => {
  expect(neighbour(board(surface), by)).toBe(expected)
})

test('clickers and arrows turn pages, other keys do not', () => {
  expect(surfaceForKey(board(slideSurface(FILE, 2)), 'PageDown')).toBe(slideSurface(FILE, 3))
  expect(surfaceForKey(board(slideSurface(FILE, 2)), 'ArrowLeft')).toBe(slideSurface(FILE, 1))
  expect(surfaceForKey(board(slideSurface(FILE, 3)), 'ArrowRight')).toBeNull()
  expect(surfaceForKey(board(slideSurface(FILE, 3)), 'm')).toBeUndefined()
})

test('a board leaves the deck at hand', () => {
  expect(currentDeck(board(boardSurface(1)))?.fileId).toBe(FILE)
  expect(currentDeck(emptyBoard())).toBeUndefined()
})

test('the device of a class that has most counts', () => {
  const copies = [
    { legId: 'a', part: 'room' as const, pages: 3, at: 1 },
    { legId: 'a', part: 'assistant' as const, pages: 1, at: 1 },
  ]
  expect([heldBy({ copies }, 'a'), heldBy({ copies }, 'b')]).toEqual([3, 0])
})
