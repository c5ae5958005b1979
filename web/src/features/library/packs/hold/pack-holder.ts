import { PackManifest, type Pack, type PackFile, type SignedManifest } from '@tongke/contract'
import { ApiError } from '../../../../lib/api-error.ts'
import { Store } from '../../../../live/store.ts'
import { SpeedMeter, secondsLeft } from '../../upload/speed.rules.ts'
import type { HeldPack, HeldStore } from './held-store.ts'
import { LineCut, type PackSource } from './pack-source.ts'
import { dutyOf } from './obey.rules.ts'
import { contentsOf, heldBytes, piecesOf, unneeded, type Presence } from './pieces.rules.ts'
import { isGenuine } from './verify-manifest.ts'

/** `waiting` for its turn; `fetching`; `cut`: no line at the moment, it goes on by itself; `paused` by the user; `held`: whole and checked. */
export type HoldState = 'waiting' | 'fetching' | 'cut' | 'paused' | 'failed' | 'held'

/** `forged`: not what the portal signed; `damaged`: a file is not what the manifest says; `full`: no room on this computer. */
export type HoldFault = 'forged' | 'damaged' | 'full' | 'empty_folder' | 'no_key' | 'unknown' | ApiError

export interface HeldRow {
  readonly id: string
  readonly manifest: PackManifest
  readonly withdrawn: readonly string[]
  readonly state: HoldState
  readonly bytes: number
  readonly totalBytes: number
  readonly bytesPerSecond: number | null
  readonly secondsLeft: number | null
  readonly fault: HoldFault | null
}

export class HoldFailed extends Error {
  constructor(readonly fault: HoldFault) {
    super(typeof fault === 'string' ? fault : fault.code)
  }
}

export interface HolderTools {
  readonly store: HeldStore
  readonly fetchKey: () => Promise<string>
  readonly fetchManifest: (id: string) => Promise<SignedManifest>
  readonly sourceOf: (id: string) => PackSource
  readonly hash: (content: Blob, signal: AbortSignal) => Promise<string>
  /** Waits before the next attempt after a cut, until the line may be back. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>
  /** Runs alone among the pages of this browser. */
  readonly alone: (work: () => Promise<void>, signal: AbortSignal) => Promise<void>
  readonly now: () => number
}

const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 30_000]

/** Brings packs onto this computer, piece by piece, one after another; every file is checked before it counts. */
export class PackHolder {
  readonly rows = new Store<readonly HeldRow[]>([])
  private readonly running = new Map<string, AbortController>()
  private readonly meter = new SpeedMeter()
  private restored: Promise<void> | undefined
  private chain: Promise<void> = Promise.resolve()
  private active: { readonly id: string; readonly ended: Promise<void> } | null = null

  constructor(private readonly tools: HolderTools) {}

  /** Shows what is here and goes on with what was unfinished. */
  async restore(goOn: boolean): Promise<void> {
    await (this.restored ??= this.readAll())
    if (!goOn) return
    for (const { id, manifest, state } of this.rows.get())
      if (state === 'waiting' && !this.running.has(id)) this.run(manifest, this.tools.sourceOf(id))
  }

  /** Begins, goes on, or brings up to date. @throws HoldFailed, ApiError before anything was changed */
  async hold(id: string): Promise<void> {
    const { fetchKey, fetchManifest, sourceOf, store } = this.tools
    const [publicKey, signed] = await Promise.all([fetchKey(), fetchManifest(id)])
    await store.rememberKey(publicKey)
    await this.take(signed, publicKey, sourceOf(id))
  }

  /** The same from an unpacked folder. @throws HoldFailed */
  async holdFrom(signed: SignedManifest, source: PackSource): Promise<void> {
    const { fetchKey, store } = this.tools
    const publicKey = await fetchKey().catch(() => store.knownKey())
    if (!publicKey) throw new HoldFailed('no_key')
    await store.rememberKey(publicKey)
    await this.take(signed, publicKey, source)
  }

  async pause(id: string): Promise<void> {
    this.running.get(id)?.abort()
    this.show(id, { state: 'paused' })
    await this.change(id, { isPaused: true })
  }

  async remove(id: string): Promise<void> {
    this.running.get(id)?.abort()
    if (this.active?.id === id) await this.active.ended
    await this.tools.store.removePack(id)
    this.rows.set(this.rows.get().filter((row) => row.id !== id))
    await this.tidy()
  }

  /** Follows the portal's word: what was withdrawn goes, and a changed pack is brought up to date. */
  async obey(packs: readonly Pack[]): Promise<void> {
    for (const pack of packs) {
      const row = this.row(pack.id)
      if (!row) continue
      const duty = dutyOf({ version: row.manifest.version, withdrawn: row.withdrawn }, pack)
      if (duty.kind === 'withdraw') await this.withdraw(row, duty.withdrawn, duty.comesBack)
      // Not had now is tried again with the next word; what is here stays meanwhile.
      if (duty.kind === 'update') await this.hold(pack.id).catch(() => undefined)
    }
  }

  private async withdraw(
    { id, manifest }: HeldRow,
    withdrawn: readonly string[],
    comesBack: boolean,
  ): Promise<void> {
    await this.change(id, { withdrawn })
    this.show(id, { withdrawn })
    await this.count(id)
    if (comesBack) this.run(manifest, this.tools.sourceOf(id))
    else await this.tidy()
  }

  private async readAll(): Promise<void> {
    const presence = await this.tools.store.presence()
    this.rows.set((await this.tools.store.packs()).map((pack) => rowOf(pack, presence)))
  }

  private async take(signed: SignedManifest, publicKey: string, source: PackSource): Promise<void> {
    const manifest = await checked(signed, publicKey)
    const { id } = manifest
    this.running.get(id)?.abort()
    const record = { signed, publicKey, isPaused: false, withdrawn: [] }
    await this.tools.store.putPack(id, record)
    const row = rowOf({ ...record, manifest }, await this.tools.store.presence())
    this.rows.set([...this.rows.get().filter((other) => other.id !== id), row])
    this.run(manifest, source)
  }

  private run(manifest: PackManifest, source: PackSource): void {
    const { id } = manifest
    const abort = new AbortController()
    this.running.set(id, abort)
    this.show(id, { state: 'waiting', fault: null })
    this.chain = this.chain.then(async () => {
      const ended = this.work(manifest, source, abort.signal)
      this.active = { id, ended }
      await ended
      if (this.running.get(id) === abort) this.running.delete(id)
    })
  }

  private async work(manifest: PackManifest, source: PackSource, signal: AbortSignal): Promise<void> {
    try {
      await this.tools.alone(() => this.fetchAll(manifest, source, signal), signal)
    } catch (error) {
      const stopped = { bytesPerSecond: null, secondsLeft: null }
      if (!signal.aborted) this.show(manifest.id, { state: 'failed', fault: faultOf(error), ...stopped })
    }
  }

  private async fetchAll(manifest: PackManifest, source: PackSource, signal: AbortSignal): Promise<void> {
    const { id } = manifest
    signal.throwIfAborted()
    this.meter.reset()
    this.show(id, { state: 'fetching' })
    const { whole } = await this.tools.store.presence()
    for (const file of contentsOf(manifest, this.row(id)?.withdrawn))
      if (!whole.has(file.sha256)) await this.fetchFile(id, file, source, signal)
    signal.throwIfAborted()
    await this.count(id)
    this.show(id, { state: 'held', bytesPerSecond: null, secondsLeft: null })
    await this.tidy()
  }

  private async fetchFile(
    id: string,
    file: PackFile,
    source: PackSource,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, hash } = this.tools
    const pieces = piecesOf(file.bytes)
    const there = (await store.presence()).pieces.get(file.sha256)
    const parts: Blob[] = []
    for (const { index, start, end } of pieces) {
      const known = there?.has(index) ? await store.piece(file.sha256, index) : null
      const part = known ?? (await this.patiently(id, () => source.read(file, start, end, signal), signal))
      if (!known && pieces.length > 1) await store.putPiece(file.sha256, index, part)
      parts.push(part)
      if (!known) this.advance(id, part.size)
    }
    const content = new Blob(parts, { type: file.mediaType })
    if ((await hash(content, signal)) !== file.sha256) {
      await store.dropPieces(file.sha256)
      throw new HoldFailed('damaged')
    }
    await store.putFile(file.sha256, file.mediaType, content)
  }

  /** Tries for as long as the line is away. */
  private async patiently<T>(id: string, attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (let failures = 0; ; failures++) {
      try {
        const got = await attempt()
        if (failures > 0) this.show(id, { state: 'fetching' })
        return got
      } catch (error) {
        if (!(error instanceof LineCut)) throw error
        this.meter.reset()
        this.show(id, { state: 'cut', bytesPerSecond: null, secondsLeft: null })
        await this.tools.pause(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0, signal)
      }
    }
  }

  private advance(id: string, more: number): void {
    const row = this.row(id)
    if (!row) return
    const bytes = row.bytes + more
    this.meter.add(this.tools.now(), bytes)
    const { bytesPerSecond } = this.meter
    this.show(id, { bytes, bytesPerSecond, secondsLeft: secondsLeft(row.totalBytes - bytes, bytesPerSecond) })
  }

  private async count(id: string): Promise<void> {
    const row = this.row(id)
    if (!row) return
    const files = contentsOf(row.manifest, row.withdrawn)
    const bytes = heldBytes(files, await this.tools.store.presence())
    this.show(id, { bytes, totalBytes: totalOf(files) })
  }

  private async tidy(): Promise<void> {
    const { store } = this.tools
    await store.drop(unneeded(await store.presence(), await store.packs()))
  }

  private async change(id: string, change: Partial<Pick<HeldPack, 'isPaused' | 'withdrawn'>>): Promise<void> {
    const pack = (await this.tools.store.packs()).find(({ manifest }) => manifest.id === id)
    if (pack) await this.tools.store.putPack(id, { ...pack, ...change })
  }

  private row(id: string): HeldRow | undefined {
    return this.rows.get().find((row) => row.id === id)
  }

  private show(id: string, change: Partial<HeldRow>): void {
    this.rows.set(this.rows.get().map((row) => (row.id === id ? { ...row, ...change } : row)))
  }
}

const totalOf = (files: readonly PackFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0)

function rowOf({ manifest, withdrawn, isPaused }: HeldPack, presence: Presence): HeldRow {
  const files = contentsOf(manifest, withdrawn)
  const whole = files.every(({ sha256 }) => presence.whole.has(sha256))
  return {
    id: manifest.id,
    manifest,
    withdrawn,
    state: whole ? 'held' : isPaused ? 'paused' : 'waiting',
    bytes: heldBytes(files, presence),
    totalBytes: totalOf(files),
    bytesPerSecond: null,
    secondsLeft: null,
    fault: null,
  }
}

/** @throws HoldFailed */
async function checked(signed: SignedManifest, publicKey: string): Promise<PackManifest> {
  if (!(await isGenuine(signed, publicKey))) throw new HoldFailed('forged')
  const parsed = PackManifest.safeParse(JSON.parse(signed.manifest))
  if (!parsed.success) throw new HoldFailed('forged')
  return parsed.data
}

export function faultOf(error: unknown): HoldFault {
  if (error instanceof HoldFailed) return error.fault
  if (error instanceof ApiError) return error
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'unknown'
}
