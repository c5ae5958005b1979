import { PackManifest, type SignedManifest } from '@tongke/contract'
import type { Presence } from './pieces.rules.ts'
import { isGenuine } from './verify-manifest.ts'

/** What is remembered of a pack beside its contents. */
export interface HeldRecord {
  readonly signed: SignedManifest
  /** Of the portal that signed it, as this computer learnt it from the portal itself. */
  readonly publicKey: string
  readonly isPaused: boolean
  /** Resources that were withdrawn since. */
  readonly withdrawn: readonly string[]
}

export interface HeldPack extends HeldRecord {
  readonly manifest: PackManifest
}

const CACHE = 'tongke-packs'
const PACKS = '/held/packs/'
const FILES = '/held/files/'
const PIECES = '/held/pieces/'
const KEY = '/held/key'

/**
 * Packs on this computer, in the browser's Cache Storage: contents by their hash, which two packs may share, unfinished ones in
 * pieces. Nothing in it says who fetched it: what may be in a pack is for everybody who sits here.
 */
export class HeldStore {
  private opened: Promise<Cache> | undefined

  /** Packs whose manifest still is what the portal signed. */
  async packs(): Promise<HeldPack[]> {
    const cache = await this.cache()
    const addresses = (await this.paths()).filter((path) => path.startsWith(PACKS))
    const packs = await Promise.all(
      addresses.map(async (path) => {
        const record = (await (await cache.match(path))?.json()) as HeldRecord | undefined
        return record ? opened(record) : null
      }),
    )
    return packs.flatMap((pack) => pack ?? [])
  }

  async putPack(id: string, { signed, publicKey, isPaused, withdrawn }: HeldRecord): Promise<void> {
    const record: HeldRecord = { signed, publicKey, isPaused, withdrawn }
    await (await this.cache()).put(PACKS + id, Response.json(record))
  }

  async removePack(id: string): Promise<void> {
    await (await this.cache()).delete(PACKS + id)
  }

  async presence(): Promise<Presence> {
    const whole = new Set<string>()
    const pieces = new Map<string, Set<number>>()
    for (const path of await this.paths()) {
      if (path.startsWith(FILES)) whole.add(path.slice(FILES.length))
      const [, sha256, index] = /^\/held\/pieces\/([0-9a-f]{64})\/(\d+)$/.exec(path) ?? []
      if (sha256) pieces.set(sha256, (pieces.get(sha256) ?? new Set()).add(Number(index)))
    }
    return { whole, pieces }
  }

  /** @returns null when it is not (whole) here */
  async file(sha256: string): Promise<Blob | null> {
    const found = await (await this.cache()).match(FILES + sha256)
    return found ? found.blob() : null
  }

  async piece(sha256: string, index: number): Promise<Blob | null> {
    const found = await (await this.cache()).match(`${PIECES}${sha256}/${index}`)
    return found ? found.blob() : null
  }

  /** @throws QuotaExceededError */
  async putPiece(sha256: string, index: number, content: Blob): Promise<void> {
    await (await this.cache()).put(`${PIECES}${sha256}/${index}`, new Response(content))
  }

  /** Keeps a file that was checked, and drops its pieces. @throws QuotaExceededError */
  async putFile(sha256: string, mediaType: string, content: Blob): Promise<void> {
    const cache = await this.cache()
    await cache.put(FILES + sha256, new Response(content, { headers: { 'content-type': mediaType } }))
    await this.dropPieces(sha256)
  }

  async dropPieces(sha256: string): Promise<void> {
    const cache = await this.cache()
    const mine = (await this.paths()).filter((path) => path.startsWith(`${PIECES}${sha256}/`))
    await Promise.all(mine.map((path) => cache.delete(path)))
  }

  async drop(sha256s: readonly string[]): Promise<void> {
    const cache = await this.cache()
    for (const sha256 of sha256s) {
      await cache.delete(FILES + sha256)
      await this.dropPieces(sha256)
    }
  }

  /** The portal's key as it was last told, for sticks that arrive while there is no network. */
  async knownKey(): Promise<string | null> {
    const found = await (await this.cache()).match(KEY)
    return found ? found.text() : null
  }

  async rememberKey(publicKey: string): Promise<void> {
    await (await this.cache()).put(KEY, new Response(publicKey))
  }

  private async paths(): Promise<string[]> {
    return (await (await this.cache()).keys()).map(({ url }) => new URL(url).pathname)
  }

  private cache(): Promise<Cache> {
    return (this.opened ??= caches.open(CACHE))
  }
}

async function opened(record: HeldRecord): Promise<HeldPack | null> {
  if (!(await isGenuine(record.signed, record.publicKey))) return null
  const manifest = PackManifest.safeParse(JSON.parse(record.signed.manifest))
  return manifest.success ? { ...record, manifest: manifest.data } : null
}
