/** Where a browser keeps what it knows of designs: everything written here is here before it is anywhere else. */
export interface DesignShelf {
  /** Updates of a person's copy of a design, in the order in which they were kept. */
  updates(key: string): Promise<Uint8Array[]>
  add(key: string, update: Uint8Array): Promise<void>
  /** One update in place of all that were kept before. */
  replace(key: string, update: Uint8Array): Promise<void>
}

export const shelfKey = (personId: string, designId: string): string => `${personId}/${designId}`

const DATABASE = 'tongke-designs'
const UPDATES = 'updates'
const PAGES = 'pages'

interface Kept {
  readonly key: string
  readonly update: Uint8Array
}

/** In IndexedDB, of this browser: what was typed outlives a cut, a reload and an empty battery. */
export class BrowserShelf implements DesignShelf {
  #opened: Promise<IDBDatabase> | undefined

  async updates(key: string): Promise<Uint8Array[]> {
    const store = await this.#store(UPDATES, 'readonly')
    const kept = (await settled(store.index('key').getAll(key))) as Kept[]
    return kept.map(({ update }) => update)
  }

  async add(key: string, update: Uint8Array): Promise<void> {
    const store = await this.#store(UPDATES, 'readwrite')
    await settled(store.add({ key, update }))
  }

  async replace(key: string, update: Uint8Array): Promise<void> {
    // One transaction: there is never a moment without anything.
    const store = await this.#store(UPDATES, 'readwrite')
    const ids = await settled(store.index('key').getAllKeys(key))
    for (const id of ids) store.delete(id)
    await settled(store.add({ key, update }))
  }

  /** What a page needs beside the text to open without a line. */
  async page(designId: string): Promise<unknown> {
    const store = await this.#store(PAGES, 'readonly')
    return settled(store.get(designId))
  }

  async keepPage(designId: string, page: unknown): Promise<void> {
    const store = await this.#store(PAGES, 'readwrite')
    await settled(store.put(page, designId))
  }

  async #store(name: string, mode: IDBTransactionMode): Promise<IDBObjectStore> {
    this.#opened ??= open()
    return (await this.#opened).transaction(name, mode).objectStore(name)
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore(UPDATES, { autoIncrement: true }).createIndex('key', 'key')
    request.result.createObjectStore(PAGES)
  })
  return settled(request)
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
  })
