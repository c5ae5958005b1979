import { getPackFile, getPackKey, getPackManifest, SignedManifest, WireError } from '@tongke/contract'
import type { PackFile } from '@tongke/contract'
import { ApiError } from '../../../../lib/api-error.ts'
import { urlOf } from '../../../../lib/api-url.ts'
import { call } from '../../../../lib/api.ts'

/** The line broke or the server is away: it goes on by itself later. */
export class LineCut extends Error {
  override name = 'LineCut'
}

/** Where the bytes of a pack come from. */
export interface PackSource {
  /** Bytes `start` to `end`, both included. @throws LineCut, ApiError */
  read(file: PackFile, start: number, end: number, signal: AbortSignal): Promise<Blob>
}

export const fetchKey = async (): Promise<string> => (await call(getPackKey, {})).publicKey

export const fetchManifest = (id: string): Promise<SignedManifest> =>
  call(getPackManifest, { params: { id } })

/** The portal, by ranges. */
export class PortalSource implements PackSource {
  constructor(private readonly packId: string) {}

  async read(file: PackFile, start: number, end: number, signal: AbortSignal): Promise<Blob> {
    const url = urlOf(getPackFile.path, { id: this.packId, sha256: file.sha256 })
    const whole = start === 0 && end === file.bytes - 1
    const headers = whole ? undefined : { range: `bytes=${start}-${end}` }
    let response: Response
    let content: Blob
    try {
      response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', signal, headers })
      content = await response.blob()
    } catch (error) {
      signal.throwIfAborted()
      throw new LineCut(String(error))
    }
    if (response.status >= 500 || response.status === 429) throw new LineCut(String(response.status))
    if (!response.ok) throw await refusalOf(response.status, content)
    if (content.size !== end - start + 1) throw new LineCut(`${content.size} bytes came`)
    return content
  }
}

async function refusalOf(status: number, content: Blob): Promise<ApiError> {
  const parsed = WireError.safeParse(
    await content
      .text()
      .then(JSON.parse)
      .catch(() => null),
  )
  return parsed.success
    ? new ApiError(parsed.data.code, status, parsed.data)
    : new ApiError('internal', status)
}

/** A folder that was chosen: an unpacked pack on a stick. */
export class FolderSource implements PackSource {
  private readonly files: ReadonlyMap<string, File>

  constructor(chosen: readonly File[]) {
    const manifest = chosen.find(({ name }) => name === 'manifest.json')
    const base = manifest ? manifest.webkitRelativePath.slice(0, -'manifest.json'.length) : ''
    this.files = new Map(
      chosen.flatMap((file) =>
        file.webkitRelativePath.startsWith(base) ? [[file.webkitRelativePath.slice(base.length), file]] : [],
      ),
    )
  }

  /** @returns null when there is none in the folder */
  async manifest(): Promise<SignedManifest | null> {
    const [manifest, signature] = await Promise.all(
      ['manifest.json', 'manifest.sig'].map((name) => this.files.get(name)?.text()),
    )
    const parsed = SignedManifest.safeParse({ manifest, signature: signature?.trim() })
    return parsed.success ? parsed.data : null
  }

  read(file: PackFile, start: number, end: number): Promise<Blob> {
    const found = this.files.get(file.path)
    if (!found) return Promise.reject(new ApiError('not_found', 0))
    return Promise.resolve(found.slice(start, end + 1))
  }
}
