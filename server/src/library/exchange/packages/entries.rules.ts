import { packageFault } from './package-fault.ts'

/** One entry of an archive as its directory describes it. */
export interface RawEntry {
  readonly rawName: Buffer
  readonly isUtf8: boolean
  readonly packedBytes: number
  readonly bytes: number
  /** Of Unix, 0 where the packer knew none. */
  readonly mode: number
  readonly encrypted: boolean
}

export interface PackedFile {
  readonly path: string
  readonly bytes: number
  readonly encrypted: boolean
}

export interface ArchiveLimits {
  readonly mostFiles: number
  readonly mostBytes: number
}

const FILE_TYPE = 0o170000
const SYMBOLIC_LINK = 0o120000
/** Deflate reaches 1,032 : 1 at the very best, with nothing but zeros; what teachers pack never comes near. */
const MOST_RATIO = 500
const RATIO_FROM_BYTES = 10 * 1024 * 1024
/** What computers leave in folders by themselves. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$|~\$[^/]*$)/i

/**
 * Files of an archive by their paths, in its order; nothing of it is unpacked before all of them are known to be harmless.
 * @throws Refusal package.unreadable
 */
export function filesOf<E extends RawEntry>(
  entries: readonly E[],
  { mostFiles, mostBytes }: ArchiveLimits,
): Map<string, E & PackedFile> {
  const files = new Map<string, E & PackedFile>()
  let sum = 0
  for (const entry of entries) {
    const path = pathOf(entry)
    if (path.endsWith('/') || LITTER.test(path)) continue
    if ((entry.mode & FILE_TYPE) === SYMBOLIC_LINK) throw packageFault('link', path)
    if (files.has(path)) throw packageFault('repeated', path)
    sum += entry.bytes
    const isBomb = entry.bytes > RATIO_FROM_BYTES && entry.bytes > entry.packedBytes * MOST_RATIO
    if (isBomb || sum > mostBytes) throw packageFault('too_large', path)
    files.set(path, { ...entry, path })
    if (files.size > mostFiles) throw packageFault('too_many')
  }
  return files
}

/** UTF-8 where the archive or the bytes say so, else what Chinese Windows writes. */
function nameOf({ rawName, isUtf8 }: RawEntry): string {
  for (const encoding of isUtf8 ? ['utf-8'] : ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(rawName)
    } catch {
      // Not this one.
    }
  }
  throw packageFault('path')
}

/** @throws Refusal package.unreadable for a path that is absolute, leads upwards, or cannot be seen whole */
function pathOf(entry: RawEntry): string {
  const given = nameOf(entry).replaceAll('\\', '/')
  const path = given
    .split('/')
    .filter((part) => part !== '.' && part !== '')
    .join('/')
  const bad = path === '' || given.startsWith('/') || path.split('/').includes('..')
  // eslint-disable-next-line no-control-regex
  const unseen = /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/
  if (given === './') return given
  if (bad || /^[a-z]:/i.test(path) || path.length > 500 || unseen.test(path))
    throw packageFault('path', given.slice(0, 100).replace(/[^\p{L}\p{N}\p{P} ]/gu, '?'))
  return given.endsWith('/') ? `${path}/` : path
}

/**
 * A file by the name that a list or manifest gives it: from the folder of that list, else anywhere if it is the only one
 * of its name.
 */
export function findFile(
  paths: Iterable<string>,
  folder: string,
  name: string,
): string | 'missing' | 'ambiguous' {
  const wanted = normalized(`${folder}${name}`)
  if (wanted === null) return 'missing'
  const all = [...paths]
  if (all.includes(wanted)) return wanted
  const last = wanted.slice(wanted.lastIndexOf('/') + 1)
  const found = name.includes('/') ? [] : all.filter((path) => path === last || path.endsWith(`/${last}`))
  if (found.length > 1) return 'ambiguous'
  return found[0] ?? 'missing'
}

/** Null when it leads out of the package. */
function normalized(path: string): string | null {
  const parts: string[] = []
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..' && parts.pop() === undefined) return null
    if (part !== '' && part !== '.' && part !== '..') parts.push(part)
  }
  return parts.join('/')
}

/** Folder of a path with its slash at the end; empty at the top. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

export const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
