import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** A file of the archive: small ones as they are, others from the store, checked on the way. */
export type Entry =
  | { readonly path: string; readonly text: string }
  | {
      readonly path: string
      readonly sha256: string
      readonly bytes: number
      readonly open: () => Promise<Readable>
    }

/** What lies in the store is not what it is called. */
export class ContentLost extends Error {
  override name = 'ContentLost'
}

/**
 * Writes a ZIP without compression: film and pictures are compressed already, and a player can jump in a stored file.
 * @param at of the entries, so that the same contents make the same archive
 * @throws ContentLost, what opening or writing throws, or the reason of the abort
 */
export async function writeArchive(
  path: string,
  entries: readonly Entry[],
  at: Date,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): Promise<void> {
  const zip = new ZipFile()
  const options = { compress: false, mtime: at, mode: 0o100644 }
  const broken = new AbortController()
  for (const entry of entries) {
    if ('text' in entry) zip.addBuffer(Buffer.from(entry.text), entry.path, options)
    else
      zip.addReadStreamLazy(entry.path, { ...options, size: entry.bytes }, (give) => {
        entry.open().then(
          (content) => {
            const checked = content.compose(checkingHash(entry.sha256, onBytes)) as Readable
            checked.on('error', (error) => broken.abort(error))
            give(null, checked)
          },
          (error: unknown) => broken.abort(error),
        )
      })
  }
  zip.on('error', (error) => broken.abort(error))
  zip.end()
  const either = AbortSignal.any([signal, broken.signal])
  try {
    await pipeline(zip.outputStream as Readable, createWriteStream(path, { flags: 'wx' }), { signal: either })
  } catch (error) {
    throw either.aborted ? (either.reason as Error) : error
  }
}

/** Lets bytes through and ends with a fault when they are not those that were expected. */
function checkingHash(sha256: string, onBytes: (bytes: number) => void): Transform {
  const hash = createHash('sha256')
  return new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk)
      onBytes(chunk.length)
      done(null, chunk)
    },
    flush(done) {
      done(hash.digest('hex') === sha256 ? null : new ContentLost(sha256))
    },
  })
}
