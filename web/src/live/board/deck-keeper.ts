import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { getDeckPage, type DeckPicture, type LessonDeck, type LessonDecks } from '@tongke/contract'
import { urlOf } from '../../lib/api-url.ts'
import { Store, type ReadStore } from '../store.ts'

/** Screens of rooms need every pixel; a phone beside them does not. */
export type DeckSize = 'large' | 'medium'

export interface DeckShelf {
  readonly decks: readonly LessonDeck[]
  readonly canEdit: boolean
  /** Pages that are here, by file. */
  readonly held: Readonly<Record<string, number>>
  readonly error: unknown
  readonly isKnown: boolean
}

interface KeeperOptions {
  lessonId: string
  list: () => Promise<LessonDecks>
  fetchPicture: (url: string) => Promise<Response>
  /** Of a class: tells the lecturer what is here. */
  report?: (fileId: string, pages: number) => Promise<unknown>
}

const CACHE = 'tongke-deck-pictures'
const MOST_CACHED = 900
const LOOK_EVERY_MS = 10_000
const REPORT_EVERY = 5

const keyOf = (sha: string): string => `/deck-pictures/${sha}`

/** Pictures survive a reload where the browser lets a page keep something: with TLS or on localhost. */
const openCache = async (): Promise<Cache | null> =>
  'caches' in globalThis ? caches.open(CACHE).catch(() => null) : null

/**
 * Brings the pages of a lesson's slides here before they are shown: small ones first, so that a thin line has all of them soon, then sharp
 * ones. Each is checked by its hash, and one that is not what it should be is asked for again.
 */
export class DeckKeeper {
  readonly shelf: ReadStore<DeckShelf>
  readonly lessonId: string
  readonly #shelf = new Store<DeckShelf>({ decks: [], canEdit: false, held: {}, error: null, isKnown: false })
  readonly #options: KeeperOptions
  readonly #urls = new Map<string, string>()
  readonly #reported = new Map<string, number>()
  #sizes: readonly DeckSize[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #users = 0
  #isLooking = false

  constructor(options: KeeperOptions) {
    this.shelf = this.#shelf
    this.lessonId = options.lessonId
    this.#options = options
  }

  /** Keeps pictures of these sizes, first all of the first; answers how to stop. */
  keep(sizes: readonly DeckSize[]): () => void {
    this.#sizes = sizes
    this.#users += 1
    void this.look()
    return () => {
      this.#users -= 1
      if (this.#users === 0) clearTimeout(this.#timer)
    }
  }

  /** Asks what slides there are, and gets what is not here. */
  async look(): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = true
    clearTimeout(this.#timer)
    try {
      const { items, canEdit } = await this.#options.list()
      this.#shelf.patch({ decks: items, canEdit, error: null, isKnown: true })
      for (const size of this.#sizes) for (const deck of items) await this.#fetchDeck(deck, size)
    } catch (error) {
      this.#shelf.patch({ error })
    } finally {
      this.#isLooking = false
      if (this.#users > 0) this.#timer = setTimeout(() => void this.look(), LOOK_EVERY_MS)
    }
  }

  /** Address of a page's picture: the sharpest that is here, else of the server. */
  picture(fileId: string, page: number): string | null {
    const found = this.#shelf.get().decks.find((deck) => deck.fileId === fileId)?.pages[page - 1]
    if (!found) return null
    const here = this.#urls.get(found.large.sha256) ?? this.#urls.get(found.medium.sha256)
    return here ?? this.#address(fileId, found.large)
  }

  small(fileId: string, page: LessonDeck['pages'][number]): string {
    return this.#address(fileId, page.small)
  }

  #address(fileId: string, { name }: DeckPicture): string {
    return urlOf(getDeckPage.path, { id: this.lessonId, fileId, name })
  }

  async #fetchDeck(deck: LessonDeck, size: DeckSize): Promise<void> {
    for (const page of deck.pages) {
      if (this.#users === 0) return
      const picture = page[size]
      if (!this.#urls.has(picture.sha256)) await this.#fetchPicture(deck.fileId, picture)
      await this.#count(deck)
    }
  }

  async #fetchPicture(fileId: string, picture: DeckPicture): Promise<void> {
    const cache = await openCache()
    const kept = await cache?.match(keyOf(picture.sha256))
    const answer = kept ?? (await this.#options.fetchPicture(this.#address(fileId, picture)))
    if (!answer.ok) return
    const bytes = new Uint8Array(await answer.arrayBuffer())
    if (bytesToHex(sha256(bytes)) !== picture.sha256) {
      await cache?.delete(keyOf(picture.sha256))
      return
    }
    const blob = new Blob([bytes], { type: 'image/webp' })
    this.#urls.set(picture.sha256, URL.createObjectURL(blob))
    // A full store costs the reload, not the lesson.
    if (!kept) await cache?.put(keyOf(picture.sha256), new Response(blob)).catch(() => undefined)
    if (!kept && cache) await thinOut(cache)
  }

  async #count(deck: LessonDeck): Promise<void> {
    const pages = deck.pages.filter(
      ({ large, medium }) => this.#urls.has(large.sha256) || this.#urls.has(medium.sha256),
    ).length
    this.#shelf.patch({ held: { ...this.#shelf.get().held, [deck.fileId]: pages } })
    const told = this.#reported.get(deck.fileId) ?? 0
    const isNews = pages !== told && (pages === deck.pages.length || pages - told >= REPORT_EVERY)
    if (!isNews || !this.#options.report) return
    this.#reported.set(deck.fileId, pages)
    await this.#options.report(deck.fileId, pages).catch(() => this.#reported.delete(deck.fileId))
  }
}

/** The oldest go first. */
async function thinOut(cache: Cache): Promise<void> {
  const keys = await cache.keys()
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_CACHED)).map((key) => cache.delete(key)))
}
