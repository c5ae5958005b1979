import type { Visit, VisitRecord, getVisitFrame, EndpointResponse } from '@tongke/contract'

/** A save on its way: sent again and again as it is until the server has said that it has it. */
export interface SentSave {
  readonly key: string
  readonly base: number
  readonly record: VisitRecord
}

/** A visit as this browser holds it. */
export interface HeldVisit {
  readonly id: string
  /** Whose it is: several people may use one device. */
  readonly personId: string
  /** As the server had it last; null: it has never heard of it. */
  readonly visit: Visit | null
  readonly record: VisitRecord
  /** Revision of the server that `record` was written on. */
  readonly base: number
  /** Something was written that is in no save yet. */
  readonly dirty: boolean
  readonly sent: SentSave | null
  readonly removed: boolean
}

export interface HeldPhoto {
  readonly id: string
  readonly visitId: string
  readonly personId: string
  readonly picture: Blob
  readonly at: number
}

export type VisitFrame = EndpointResponse<typeof getVisitFrame>

export interface VisitShelf {
  visits(personId: string): Promise<HeldVisit[]>
  photos(personId: string): Promise<HeldPhoto[]>
  frame(personId: string): Promise<VisitFrame | null>
  put(visit: HeldVisit): Promise<void>
  remove(id: string): Promise<void>
  putPhoto(photo: HeldPhoto): Promise<void>
  removePhoto(id: string): Promise<void>
  putFrame(personId: string, frame: VisitFrame): Promise<void>
}

const DATABASE = 'tongke-visits'
type Store = 'visits' | 'photos' | 'frames'

/** In IndexedDB, of this browser: what is written in a village outlives a closed page and an empty battery. */
export class BrowserVisitShelf implements VisitShelf {
  #opened: Promise<IDBDatabase> | undefined

  async visits(personId: string): Promise<HeldVisit[]> {
    const all = (await this.#with('visits', 'readonly', (store) => store.getAll())) as HeldVisit[]
    return all.filter((one) => one.personId === personId)
  }

  async photos(personId: string): Promise<HeldPhoto[]> {
    const all = (await this.#with('photos', 'readonly', (store) => store.getAll())) as HeldPhoto[]
    return all.filter((one) => one.personId === personId)
  }

  async frame(personId: string): Promise<VisitFrame | null> {
    const found = (await this.#with('frames', 'readonly', (store) => store.get(personId))) as
      { frame: VisitFrame } | undefined
    return found?.frame ?? null
  }

  async put(visit: HeldVisit): Promise<void> {
    await this.#with('visits', 'readwrite', (store) => store.put(visit))
  }

  async remove(id: string): Promise<void> {
    await this.#with('visits', 'readwrite', (store) => store.delete(id))
  }

  async putPhoto(photo: HeldPhoto): Promise<void> {
    await this.#with('photos', 'readwrite', (store) => store.put(photo))
  }

  async removePhoto(id: string): Promise<void> {
    await this.#with('photos', 'readwrite', (store) => store.delete(id))
  }

  async putFrame(personId: string, frame: VisitFrame): Promise<void> {
    await this.#with('frames', 'readwrite', (store) => store.put({ personId, frame }))
  }

  async #with(
    name: Store,
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest,
  ): Promise<unknown> {
    this.#opened ??= open()
    const database = await this.#opened
    return settled(ask(database.transaction(name, mode).objectStore(name)))
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore('visits', { keyPath: 'id' })
    request.result.createObjectStore('photos', { keyPath: 'id' })
    request.result.createObjectStore('frames', { keyPath: 'personId' })
  })
  return settled(request)
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
  })
