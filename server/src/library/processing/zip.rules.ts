const END_OF_DIRECTORY = 0x06054b50
const ENTRY = 0x02014b50
/** Longest end of a ZIP file in which its directory is announced: a comment of 64 kB and 22 bytes. */
export const ZIP_TAIL = 65_557
const FAR_AWAY = 0xffffffff

export interface ZipDirectory {
  readonly offset: number
  readonly size: number
}

/** Where the list of contents lies, null when the file is no ZIP. @param tail the last `ZIP_TAIL` bytes of the file, or all of it */
export function zipDirectory(tail: Buffer): ZipDirectory | null {
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_OF_DIRECTORY)
      return { size: tail.readUInt32LE(at + 12), offset: tail.readUInt32LE(at + 16) }
  }
  return null
}

/** Bytes that the contents say they unpack to; Infinity when one has the size of a bomb (4 GB and more) or the list is broken. */
export function unpackedBytes(directory: Buffer): number {
  let sum = 0
  for (let at = 0; at < directory.length;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) return Infinity
    const bytes = directory.readUInt32LE(at + 24)
    if (bytes === FAR_AWAY) return Infinity
    sum += bytes
    at +=
      46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return sum
}
