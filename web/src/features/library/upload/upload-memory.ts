/** What is kept about an unfinished upload, so that it goes on after the browser was closed. */
export interface Remembered {
  /** Name, size and time of the file: the same file chosen again is known without reading it. */
  readonly fingerprint: string
  readonly scope: string
  readonly role: string
  readonly name: string
  readonly sizeBytes: number
  readonly sha256: string
  readonly uploadId: string
  readonly at: number
}

export interface UploadMemory {
  all(): Promise<Remembered[]>
  put(record: Remembered): Promise<void>
  remove(fingerprint: string): Promise<void>
}

export const fingerprintOf = (file: Pick<File, 'name' | 'size' | 'lastModified'>, scope: string): string =>
  [scope, file.name, file.size, file.lastModified].join('|')

const DATABASE = 'tongke-uploads'
const STORE = 'unfinished'

/** In IndexedDB, of this browser. */
export class BrowserMemory implements UploadMemory {
  private opened: Promise<IDBDatabase> | undefined

  async all(): Promise<Remembered[]> {
    return (await this.with('readonly', (store) => store.getAll())) as Remembered[]
  }

  async put(record: Remembered): Promise<void> {
    await this.with('readwrite', (store) => store.put(record))
  }

  async remove(fingerprint: string): Promise<void> {
    await this.with('readwrite', (store) => store.delete(fingerprint))
  }

  private async with(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    this.opened ??= open()
    const database = await this.opened
    return settled(ask(database.transaction(STORE, mode).objectStore(STORE)))
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.addEventListener('upgradeneeded', () =>
    request.result.createObjectStore(STORE, { keyPath: 'fingerprint' }),
  )
  return settled(request)
}

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')))
  })
