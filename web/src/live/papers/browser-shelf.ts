import type { Boxed, Shelf } from './paper-box.ts'

const DATABASE = 'tongke-papers'
const STORE = 'papers'

/** In IndexedDB, of this browser. */
export class BrowserShelf implements Shelf {
  #opened: Promise<IDBDatabase> | undefined

  async all(): Promise<Boxed[]> {
    return (await this.#with('readonly', (store) => store.getAll())) as Boxed[]
  }

  async put(paper: Boxed): Promise<void> {
    await this.#with('readwrite', (store) => store.put(paper))
  }

  async remove(slot: string): Promise<void> {
    await this.#with('readwrite', (store) => store.delete(slot))
  }

  async #with(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    this.#opened ??= open()
    const database = await this.#opened
    return settled(ask(database.transaction(STORE, mode).objectStore(STORE)))
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.addEventListener('upgradeneeded', () =>
    request.result.createObjectStore(STORE, { keyPath: 'slot' }),
  )
  return settled(request)
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
  })
