import { fileTypeFromFile } from 'file-type'
import { open } from 'node:fs/promises'
import {
  UNKNOWN,
  contentOfCompoundFile,
  contentOfMime,
  contentOfText,
  decodedText,
  directoryOffset,
  type Content,
} from './content-kind.rules.ts'

const START_BYTES = 64 * 1024
const DIRECTORY_BYTES = 8 * 1024
/** Found by magic but worth a second look: markup comes in many dresses. */
const MARKUP = new Set(['application/xml', 'text/html', 'text/xml', 'image/svg+xml'])

/** What a file is, by its bytes alone. */
export async function contentOfFile(path: string): Promise<Content> {
  const found = await fileTypeFromFile(path)
  if (found?.mime === 'application/x-cfb') {
    const { bytes: header } = await part(path, 0, 512)
    const { bytes } = await part(path, directoryOffset(header), DIRECTORY_BYTES)
    return contentOfCompoundFile(bytes)
  }
  if (found && !MARKUP.has(found.mime)) return contentOfMime(found.mime)
  const { bytes, isWhole } = await part(path, 0, START_BYTES)
  const text = decodedText(bytes, isWhole)
  return text === null ? UNKNOWN : contentOfText(text)
}

async function part(path: string, from: number, length: number) {
  const handle = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, from)
    return { bytes: buffer.subarray(0, bytesRead), isWhole: bytesRead < length }
  } finally {
    await handle.close()
  }
}
