export interface DecodedText {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
}

const MARKS = [
  [0xff, 0xfe, 'utf-16le'],
  [0xfe, 0xff, 'utf-16be'],
] as const
const UNMARKED = ['utf-8', 'gb18030'] as const

/**
 * Text files in China are UTF-8 or GB18030 (which holds GBK and GB2312), Windows adds UTF-16 with a mark. UTF-8 is tried first: a text
 * in GB18030 is practically never valid UTF-8.
 *
 * @returns null when it is none of them
 */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const candidates = MARKS.filter(([first, second]) => bytes[0] === first && bytes[1] === second)
  for (const encoding of candidates.length > 0 ? candidates.map(([, , name]) => name) : UNMARKED) {
    const text = decoded(bytes, encoding)
    // Binary data decodes too, sometimes; nobody writes a NUL.
    if (text !== null && !text.includes('\0')) return { text, encoding }
  }
  return null
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
