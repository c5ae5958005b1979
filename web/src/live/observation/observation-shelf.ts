import type { ItemAnswer, MarkBody, Observation } from '@tongke/contract'

/** A mark as this browser holds it. */
export interface HeldMark {
  readonly id: string
  /** Of which sheet, see `sheetKey`. */
  readonly key: string
  readonly body: MarkBody
  readonly edit: number
  readonly deleted: boolean
  /** When it was made, ms by this device's clock: the server is told how long ago that is. */
  readonly madeAt: number
  /** Its place on the replay; null: made in the lesson itself. */
  readonly place: number | null
  /** By the server's word once it has the mark. */
  readonly lessonMs: number | null
  /** The server does not have this state of it yet. */
  readonly pending: boolean
  /** What was spoken, until the server has it. */
  readonly voice: Blob | null
}

/** One observer's sheet of one lesson as this browser holds it. */
export interface HeldSheet {
  readonly key: string
  readonly id: string
  readonly personId: string
  readonly sessionId: string
  readonly lessonId: string
  readonly scaleVersionId: string | null
  /** The server knows of it, with this scale. */
  readonly isPut: boolean
  readonly answers: Readonly<Record<string, ItemAnswer>>
  readonly answersEdit: number
  readonly answersSent: number
  readonly handedInAt: number | null
  readonly takeBackUntil: number | null
  /** To be handed in as soon as everything has been sent. */
  readonly wantsHandIn: boolean
}

/** The page as it was read last, so that it opens without a line. */
export interface HeldPage {
  readonly key: string
  readonly personId: string
  readonly observation: Observation
}

export const sheetKey = (personId: string, sessionId: string, lessonId: string): string =>
  `${personId}/${sessionId}/${lessonId}`
export const pageKey = (personId: string, sessionId: string): string => `${personId}/${sessionId}`

export interface ObservationShelf {
  sheet(key: string): Promise<HeldSheet | undefined>
  marks(key: string): Promise<HeldMark[]>
  putSheet(sheet: HeldSheet): Promise<void>
  putMarks(marks: readonly HeldMark[]): Promise<void>
  removeMarks(ids: readonly string[]): Promise<void>
}

const DATABASE = 'tongke-observation'
type StoreName = 'pages' | 'sheets' | 'marks'

/** In IndexedDB, of this browser: what was touched outlives a cut, a reload and an empty battery. */
export class BrowserObservationShelf implements ObservationShelf {
  #opened: Promise<IDBDatabase> | undefined

  async sheet(key: string): Promise<HeldSheet | undefined> {
    return (await this.#ask('sheets', 'readonly', (store) => store.get(key))) as HeldSheet | undefined
  }
  async marks(key: string): Promise<HeldMark[]> {
    return (await this.#ask('marks', 'readonly', (store) => store.index('key').getAll(key))) as HeldMark[]
  }
  async putSheet(sheet: HeldSheet): Promise<void> {
    await this.#ask('sheets', 'readwrite', (store) => store.put(sheet))
  }
  async putMarks(marks: readonly HeldMark[]): Promise<void> {
    await this.#each('marks', marks, (store, mark) => store.put(mark))
  }
  async removeMarks(ids: readonly string[]): Promise<void> {
    await this.#each('marks', ids, (store, id) => store.delete(id))
  }
  async page(personId: string, sessionId: string): Promise<HeldPage | undefined> {
    const key = pageKey(personId, sessionId)
    return (await this.#ask('pages', 'readonly', (store) => store.get(key))) as HeldPage | undefined
  }
  async putPage(personId: string, observation: Observation): Promise<void> {
    const page = { key: pageKey(personId, observation.sessionId), personId, observation }
    await this.#ask('pages', 'readwrite', (store) => store.put(page))
  }

  async #ask(
    name: StoreName,
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest,
  ): Promise<unknown> {
    this.#opened ??= open()
    const database = await this.#opened
    return settled(ask(database.transaction(name, mode).objectStore(name)))
  }

  async #each<T>(
    name: StoreName,
    items: readonly T[],
    write: (store: IDBObjectStore, item: T) => IDBRequest,
  ) {
    if (items.length === 0) return
    this.#opened ??= open()
    const transaction = (await this.#opened).transaction(name, 'readwrite')
    await Promise.all(items.map((item) => settled(write(transaction.objectStore(name), item))))
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore('pages', { keyPath: 'key' })
    request.result.createObjectStore('sheets', { keyPath: 'key' })
    request.result.createObjectStore('marks', { keyPath: 'id' }).createIndex('key', 'key')
  })
  return settled(request)
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
  })
