import { pathsOf, type PackFile, type PackManifest } from '@tongke/contract'

/** What a cut costs at most: five seconds of a line of 400 kbit/s. */
export const PIECE_BYTES = 256 * 1024

/** Both ends included, as in an HTTP range. */
export interface Piece {
  readonly index: number
  readonly start: number
  readonly end: number
}

/** A file in the pieces it is fetched in; an empty file has none. */
export const piecesOf = (bytes: number): Piece[] =>
  Array.from({ length: Math.ceil(bytes / PIECE_BYTES) }, (_, index) => ({
    index,
    start: index * PIECE_BYTES,
    end: Math.min(bytes, (index + 1) * PIECE_BYTES) - 1,
  }))

export const sizeOf = ({ start, end }: Piece): number => end - start + 1

/** Contents by their hash: what two resources share is fetched and counted once. What was withdrawn is not needed any more. */
export function contentsOf(
  { resources, files }: Pick<PackManifest, 'resources' | 'files'>,
  withdrawn: readonly string[] = [],
): PackFile[] {
  const kept = resources.filter(({ id }) => !withdrawn.includes(id))
  const paths = new Set(kept.flatMap(({ parts }) => parts.flatMap(pathsOf)))
  return [...new Map(files.filter(({ path }) => paths.has(path)).map((file) => [file.sha256, file])).values()]
}

export interface Presence {
  /** Hashes of whole, checked files. */
  readonly whole: ReadonlySet<string>
  /** Indices of the pieces of unfinished ones. */
  readonly pieces: ReadonlyMap<string, ReadonlySet<number>>
}

/** Bytes of these files that are on this computer. */
export const heldBytes = (files: readonly PackFile[], { whole, pieces }: Presence): number =>
  files.reduce((sum, { sha256, bytes }) => {
    if (whole.has(sha256)) return sum + bytes
    const there = pieces.get(sha256)
    if (!there) return sum
    return (
      sum + piecesOf(bytes).reduce((part, piece) => part + (there.has(piece.index) ? sizeOf(piece) : 0), 0)
    )
  }, 0)

/** Hashes that no pack needs any more. */
export const unneeded = (
  { whole, pieces }: Presence,
  packs: readonly { manifest: PackManifest; withdrawn: readonly string[] }[],
): string[] => {
  const needed = new Set(
    packs.flatMap((pack) => contentsOf(pack.manifest, pack.withdrawn).map(({ sha256 }) => sha256)),
  )
  return [...new Set([...whole, ...pieces.keys()])].filter((sha256) => !needed.has(sha256))
}
