import type { FileRole, Upload, UploadPlan } from '@tongke/contract'
import { ApiError } from '../../../lib/api-error.ts'
import { Store } from '../../../live/store.ts'
import { SpeedMeter, secondsLeft } from './speed.rules.ts'
import type { OpenSender, Sender } from './tus-sender.ts'
import { fingerprintOf, type Remembered, type UploadMemory } from './upload-memory.ts'

/**
 * `waiting` for its turn; `hashing` the file; `sending`; `finishing`: the server looks at it; `paused` by the user;
 * `lost`: the browser was closed, the file has to be chosen again; `failed` with a reason; `done`.
 */
export type UploadState =
  'waiting' | 'hashing' | 'sending' | 'finishing' | 'paused' | 'lost' | 'failed' | 'done'

export interface UploadRow {
  readonly id: string
  /** What the files are for, e.g. the id of a resource: a panel shows its own. */
  readonly scope: string
  readonly role: FileRole
  readonly name: string
  readonly sizeBytes: number
  readonly state: UploadState
  /** Of the step that it is in: hashed or sent. */
  readonly bytes: number
  readonly bytesPerSecond: number | null
  readonly secondsLeft: number | null
  /** The line is away at the moment; it goes on by itself. */
  readonly interrupted: boolean
  readonly error: ApiError | null
  /** What the server made of it. */
  readonly upload: Upload | null
}

/** What the manager works with; the browser's own are in `upload-client.ts`. */
export interface UploadTools {
  readonly check: (plan: UploadPlan) => Promise<Upload>
  readonly finish: (uploadId: string) => Promise<Upload>
  readonly cancel: (uploadId: string) => Promise<void>
  readonly hash: (file: File, onProgress: (bytes: number) => void, signal: AbortSignal) => Promise<string>
  readonly openSender: OpenSender
  readonly memory: UploadMemory
  readonly newId: () => string
  /** Monotonic, ms. */
  readonly now: () => number
}

/** What belongs to a row but is nobody's to see. */
interface Work {
  file: File | null
  fingerprint: string
  sha256: string | null
  uploadId: string | null
  sender: Sender | null
  abort: AbortController
  delivered: boolean
  readonly meter: SpeedMeter
}

const newWork = (known: Pick<Work, 'file' | 'fingerprint'> & Partial<Work>): Work => ({
  sha256: null,
  uploadId: null,
  sender: null,
  abort: new AbortController(),
  delivered: false,
  meter: new SpeedMeter(),
  ...known,
})

/** Two at a time fill a thin line as well as ten, and the first file is there sooner. */
const AT_ONCE = 2
const ACTIVE: ReadonlySet<UploadState> = new Set(['hashing', 'sending', 'finishing'])

/** Sends files one after another, remembers unfinished ones, and tells how far they are. Knows no page. */
export class UploadManager {
  readonly rows = new Store<readonly UploadRow[]>([])
  private readonly works = new Map<string, Work>()
  private restored: Promise<void> | undefined

  constructor(private readonly tools: UploadTools) {}

  /** Shows what an earlier visit left unfinished. */
  restore(): Promise<void> {
    this.restored ??= this.readMemory()
    return this.restored
  }

  async add(scope: string, role: FileRole, files: readonly File[]): Promise<void> {
    await this.restore()
    for (const file of files) this.take(scope, role, file)
    this.startNext()
  }

  async pause(id: string): Promise<void> {
    const row = this.row(id)
    if (!row || row.state === 'finishing' || row.state === 'done') return
    this.change(id, { state: 'paused', bytesPerSecond: null, secondsLeft: null, interrupted: false })
    await this.halt(id)
    this.startNext()
  }

  /** After a pause or a failure. */
  resume(id: string): void {
    const row = this.row(id)
    if (row?.state !== 'paused' && row?.state !== 'failed') return
    this.change(id, { state: this.works.get(id)?.file ? 'waiting' : 'lost', error: null })
    this.startNext()
  }

  /** Takes it off the list and off the server. */
  async cancel(id: string): Promise<void> {
    const work = this.works.get(id)
    const isDone = this.row(id)?.state === 'done'
    this.drop(id)
    if (!work) return
    await this.halt(id, work)
    if (!isDone) await this.tools.memory.remove(work.fingerprint)
    if (!isDone && work.uploadId) await this.tools.cancel(work.uploadId).catch(() => undefined)
    this.startNext()
  }

  /** Takes a finished one off the list. */
  drop(id: string): void {
    this.rows.set(this.rows.get().filter((row) => row.id !== id))
    const work = this.works.get(id)
    this.works.delete(id)
    work?.abort.abort()
  }

  /** Whether a finished one is handed over now: true once, to whoever asks first. */
  deliver(id: string): boolean {
    const work = this.works.get(id)
    if (!work || work.delivered || this.row(id)?.state !== 'done') return false
    work.delivered = true
    return true
  }

  /** Gives a finished one to another place, which takes it as if it had been sent there. */
  move(id: string, scope: string, role: FileRole): void {
    const work = this.works.get(id)
    if (!work || this.row(id)?.state !== 'done') return
    work.delivered = false
    this.change(id, { scope, role })
  }

  private async readMemory() {
    const kept = await this.tools.memory.all().catch(() => [])
    for (const record of kept.sort((a, b) => a.at - b.at)) this.showRemembered(record)
  }

  private showRemembered({ scope, role, name, sizeBytes, ...record }: Remembered) {
    const id = this.tools.newId()
    const { fingerprint, sha256, uploadId } = record
    this.works.set(id, newWork({ file: null, fingerprint, sha256, uploadId }))
    this.show({ id, scope, role: role as FileRole, name, sizeBytes, state: 'lost' })
  }

  /** A file that was begun before goes on in its row; one that is on the list already stays there once. */
  private take(scope: string, role: FileRole, file: File) {
    const fingerprint = fingerprintOf(file, scope)
    const known = [...this.works].find(([, work]) => work.fingerprint === fingerprint)
    if (known) {
      const [id, work] = known
      work.file = file
      if (this.row(id)?.state === 'lost') this.change(id, { state: 'waiting', error: null })
      return
    }
    const id = this.tools.newId()
    this.works.set(id, newWork({ file, fingerprint }))
    this.show({ id, scope, role, name: file.name, sizeBytes: file.size, state: 'waiting' })
  }

  private startNext() {
    const rows = this.rows.get()
    const active = rows.filter(({ state }) => ACTIVE.has(state)).length
    const next = rows.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, AT_ONCE - active))
    for (const { id } of next) void this.run(id)
  }

  private async run(id: string) {
    const work = this.works.get(id)
    if (!work?.file) return
    const abort = new AbortController()
    work.abort = abort
    try {
      const upload = await this.begin(id, work, work.file, abort.signal)
      if (abort.signal.aborted) return
      if (upload.finished) return await this.done(id, work, upload)
      this.change(id, { state: 'sending', bytes: 0 })
      this.send(id, work, work.file, upload.id, abort.signal)
    } catch (error) {
      if (!abort.signal.aborted) this.fail(id, error)
    }
  }

  private async begin(id: string, work: Work, file: File, signal: AbortSignal): Promise<Upload> {
    this.change(id, { state: 'hashing', bytes: 0 })
    work.sha256 ??= await this.tools.hash(file, (bytes) => this.measure(id, work, bytes), signal)
    work.meter.reset()
    const upload = await this.tools.check({ name: file.name, sizeBytes: file.size, sha256: work.sha256 })
    work.uploadId = upload.id
    if (!this.works.has(id)) await this.tools.cancel(upload.id).catch(() => undefined)
    else if (!upload.finished) await this.remember(id, work, upload)
    return upload
  }

  private async remember(id: string, { fingerprint }: Work, upload: Upload) {
    const row = this.row(id)
    if (!row) return
    const { scope, role, name, sizeBytes } = row
    const kept = { fingerprint, scope, role, name, sizeBytes, sha256: upload.sha256, uploadId: upload.id }
    // Private windows may have no memory: then it goes on as long as the page is open.
    await this.tools.memory.put({ ...kept, at: Date.now() }).catch(() => undefined)
  }

  private send(id: string, work: Work, file: File, uploadId: string, signal: AbortSignal) {
    work.sender = this.tools.openSender(file, uploadId, {
      progress: (bytes) => {
        if (!signal.aborted) this.measure(id, work, bytes)
      },
      interrupted: () => {
        work.meter.reset()
        if (!signal.aborted) this.change(id, { interrupted: true, bytesPerSecond: null, secondsLeft: null })
      },
      sent: () => {
        if (!signal.aborted) void this.finish(id, work, uploadId)
      },
      failed: (error) => {
        if (!signal.aborted) this.fail(id, error)
      },
    })
    work.sender.start()
  }

  private async finish(id: string, work: Work, uploadId: string) {
    this.change(id, { state: 'finishing', bytesPerSecond: null, secondsLeft: null, interrupted: false })
    try {
      await this.done(id, work, await this.tools.finish(uploadId))
    } catch (error) {
      this.fail(id, error)
    }
  }

  private async done(id: string, work: Work, upload: Upload) {
    await this.tools.memory.remove(work.fingerprint).catch(() => undefined)
    this.change(id, {
      state: 'done',
      bytes: upload.sizeBytes,
      upload,
      bytesPerSecond: null,
      secondsLeft: null,
    })
    // The same file may be chosen for another role afterwards.
    work.fingerprint = `done ${id}`
    this.startNext()
  }

  private fail(id: string, error: unknown) {
    const work = this.works.get(id)
    // It may have been changed on the disk meanwhile.
    if (work) work.sha256 = null
    const known =
      error instanceof ApiError ? error : new ApiError(isUnreadable(error) ? 'file.broken' : 'internal', 0)
    this.change(id, {
      state: 'failed',
      error: known,
      bytesPerSecond: null,
      secondsLeft: null,
      interrupted: false,
    })
    this.startNext()
  }

  private measure(id: string, work: Work, bytes: number) {
    const row = this.row(id)
    if (!row) return
    work.meter.add(this.tools.now(), bytes)
    const { bytesPerSecond } = work.meter
    const left = secondsLeft(row.sizeBytes - bytes, bytesPerSecond)
    this.change(id, { bytes, bytesPerSecond, secondsLeft: left, interrupted: false })
  }

  private async halt(id: string, work = this.works.get(id)) {
    work?.abort.abort()
    const sender = work?.sender
    if (work) work.sender = null
    await sender?.stop()
  }

  private row(id: string): UploadRow | undefined {
    return this.rows.get().find((row) => row.id === id)
  }

  private show(row: Pick<UploadRow, 'id' | 'scope' | 'role' | 'name' | 'sizeBytes' | 'state'>) {
    const fresh = {
      bytes: 0,
      bytesPerSecond: null,
      secondsLeft: null,
      interrupted: false,
      error: null,
      upload: null,
    }
    this.rows.set([...this.rows.get(), { ...fresh, ...row }])
  }

  private change(id: string, change: Partial<UploadRow>) {
    this.rows.set(this.rows.get().map((row) => (row.id === id ? { ...row, ...change } : row)))
  }
}

/** The file was changed, moved or taken away with its stick since it was chosen. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof DOMException && ['NotReadableError', 'NotFoundError'].includes(error.name)
