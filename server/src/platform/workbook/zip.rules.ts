import { inflateRawSync } from 'node:zlib'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const LONGEST_COMMENT = 65_535
const STORED = 0
const DEFLATED = 8
/** A field this large means "see the 64-bit extension", where other readers would find other sizes. */
const MAX_16 = 0xffff
const MAX_32 = 0xffffffff

/**
 * Bytes a ZIP archive expands to, by expanding it: what it says of its own size may be a lie. Stops at `most`.
 * @returns null when it is not a plain ZIP or is larger than `most`
 */
export function expandedSize(file: Buffer, most: number): number | null {
  try {
    let size = 0
    for (const entry of entriesOf(file)) size += sizeOf(file, entry, most - size)
    return size
  } catch {
    return null
  }
}

interface ZipEntry {
  readonly method: number
  readonly packed: number
  readonly at: number
}

/** Of the central directory, entry after entry for as long as there are some: no count is believed either. */
function* entriesOf(file: Buffer): Generator<ZipEntry> {
  const end = endOfDirectory(file)
  const counts = [4, 6, 8, 10].map((field) => file.readUInt16LE(end + field))
  let offset = file.readUInt32LE(end + 16)
  if (counts.includes(MAX_16) || offset === MAX_32 || file.readUInt32LE(end + 12) === MAX_32)
    throw new Error('a 64-bit archive')
  if (file.readUInt32LE(offset) !== DIRECTORY_ENTRY) throw new Error('no directory')
  while (file.readUInt32LE(offset) === DIRECTORY_ENTRY) {
    const [packed, unpacked, at] = [20, 24, 42].map((field) => file.readUInt32LE(offset + field))
    if (packed === MAX_32 || unpacked === MAX_32 || at === MAX_32) throw new Error('a 64-bit entry')
    yield { method: file.readUInt16LE(offset + 10), packed: packed ?? 0, at: at ?? 0 }
    const lengths = [28, 30, 32].map((field) => file.readUInt16LE(offset + field))
    offset += 46 + lengths.reduce((sum, length) => sum + length, 0)
  }
}

/** @throws when the entry is damaged or expands to more than `most` bytes */
function sizeOf(file: Buffer, { method, packed, at }: ZipEntry, most: number): number {
  if (file.readUInt32LE(at) !== LOCAL_HEADER) throw new Error('no entry')
  const start = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28)
  const data = file.subarray(start, start + packed)
  if (data.length < packed) throw new Error('cut short')
  if (method !== STORED && method !== DEFLATED) throw new Error('an unknown method')
  const size = method === STORED || packed === 0 ? packed : inflateRawSync(data, limited(most)).length
  if (size > most) throw new Error('too large')
  return size
}

/** zlib knows no limit of 0. */
const limited = (most: number) => ({ maxOutputLength: Math.max(1, most) })

function endOfDirectory(file: Buffer): number {
  const lowest = Math.max(0, file.length - 22 - LONGEST_COMMENT)
  for (let offset = file.length - 22; offset >= lowest; offset -= 1) {
    if (file.readUInt32LE(offset) === END_OF_DIRECTORY) return offset
  }
  throw new Error('not a ZIP')
}
