const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LONGEST_COMMENT = 65_535

/**
 * Bytes a ZIP archive says it expands to, read from its central directory; null when it is not a ZIP. A workbook that
 * would fill the memory is refused before it is unpacked.
 */
export function expandedSize(file: Buffer): number | null {
  const end = endOfDirectory(file)
  if (end < 0) return null
  const entries = file.readUInt16LE(end + 10)
  let offset = file.readUInt32LE(end + 16)
  let size = 0
  for (let index = 0; index < entries; index += 1) {
    if (offset + 46 > file.length || file.readUInt32LE(offset) !== DIRECTORY_ENTRY) return null
    size += file.readUInt32LE(offset + 24)
    offset +=
      46 + file.readUInt16LE(offset + 28) + file.readUInt16LE(offset + 30) + file.readUInt16LE(offset + 32)
  }
  return size
}

function endOfDirectory(file: Buffer): number {
  const lowest = Math.max(0, file.length - 22 - LONGEST_COMMENT)
  for (let offset = file.length - 22; offset >= lowest; offset -= 1) {
    if (file.readUInt32LE(offset) === END_OF_DIRECTORY) return offset
  }
  return -1
}
