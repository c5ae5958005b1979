import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { LessonDeck } from '@tongke/contract'
import { DeckKeeper } from './deck-keeper.ts'

const FILE = '00000000-0000-7000-8000-0000000000f1'
const bytesOf = (name: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`picture ${name}`)
const pictureOf = (name: string) => ({
  name,
  sha256: bytesToHex(sha256(bytesOf(name))),
  bytes: bytesOf(name).length,
})
const deckOf = (pages: number): LessonDeck => ({
  fileId: FILE,
  title: '荷花',
  own: false,
  state: 'ready',
  progress: 1,
  copies: [],
  pages: Array.from({ length: pages }, (_, index) => ({
    number: index + 1,
    large: pictureOf(`page-${index + 1}.webp`),
    medium: pictureOf(`page-${index + 1}-medium.webp`),
    small: pictureOf(`page-${index + 1}-small.webp`),
  })),
})

/** A line that damages what it is told to. */
function keeperOf(pages: number, damaged: string[] = []) {
  const asked: string[] = []
  const told: number[] = []
  const keeper = new DeckKeeper({
    lessonId: FILE,
    list: async () => ({ items: [deckOf(pages)], canEdit: false }),
    fetchPicture: async (url) => {
      const name = url.split('/').at(-1)!
      asked.push(name)
      return new Response(damaged.includes(name) ? 'something else' : bytesOf(name))
    },
    report: async (_, held) => told.push(held),
  })
  return { keeper, asked, told }
}

test('brings all small pictures before any sharp one, and says when all are here', async () => {
  const { keeper, asked, told } = keeperOf(3)
  const stop = keeper.keep(['medium', 'large'])
  await expectSoon(() => asked.length === 6)
  stop()
  expect(asked.slice(0, 3)).toEqual(['page-1-medium.webp', 'page-2-medium.webp', 'page-3-medium.webp'])
  expect(told).toEqual([3])
  expect(keeper.picture(FILE, 3)).toMatch(/^blob:/)
})

test('a picture that is not what it should be is not kept, and asked for again', async () => {
  const { keeper, asked, told } = keeperOf(2, ['page-2-medium.webp'])
  const stop = keeper.keep(['medium'])
  await expectSoon(() => asked.length === 2 && keeper.shelf.get().held[FILE] === 1)
  stop()
  expect(told).toEqual([])
  // It is shown from the server instead.
  expect(keeper.picture(FILE, 2)).toBe(`/api/lessons/${FILE}/decks/${FILE}/page-2.webp`)
  await keeper.look()
  const again = keeper.keep(['medium'])
  await expectSoon(() => asked.filter((name) => name === 'page-2-medium.webp').length > 1)
  again()
})

async function expectSoon(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000 && !holds(); turn += 1)
    await new Promise((resolve) => setImmediate(resolve))
  expect(holds()).toBe(true)
}
