import type { NoteTag } from '@tongke/contract'

/** A note as this browser holds it. */
export interface HeldNote {
  readonly id: string
  readonly lessonId: string
  /** Whose it is: several teachers may use one computer. */
  readonly personId: string
  readonly text: string
  readonly tags: readonly NoteTag[]
  readonly edit: number
  /** When it was begun, ms by this device's clock: the server is told how long ago that is. */
  readonly begunAt: number
  /** By the server's word once it has the note; beside a replay on the replay's clock, and known from the start. */
  readonly lessonMs: number | null
  /** The server does not have this state of it yet. */
  readonly pending: 'put' | 'delete' | null
}

export interface NoteShelf {
  of(personId: string, lessonId: string): Promise<HeldNote[]>
  put(note: HeldNote): Promise<void>
  remove(id: string): Promise<void>
}

const DATABASE = 'tongke-notes'
const STORE = 'notes'

/** In IndexedDB, of this browser: a note outlives a cut, a reload and an empty battery. */
export class BrowserShelf implements NoteShelf {
  #opened: Promise<IDBDatabase> | undefined

  async of(personId: string, lessonId: string): Promise<HeldNote[]> {
    const all = (await this.#with('readonly', (store) => store.getAll())) as HeldNote[]
    return all.filter((note) => note.personId === personId && note.lessonId === lessonId)
  }

  async put(note: HeldNote): Promise<void> {
    await this.#with('readwrite', (store) => store.put(note))
  }

  async remove(id: string): Promise<void> {
    await this.#with('readwrite', (store) => store.delete(id))
  }

  async #with(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    this.#opened ??= open()
    const database = await this.#opened
    return settled(ask(database.transaction(STORE, mode).objectStore(STORE)))
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE, { keyPath: 'id' }))
  return settled(request)
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
  })
