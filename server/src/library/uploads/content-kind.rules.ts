import type { FileKind } from '@tongke/contract'

export interface Content {
  readonly kind: FileKind
  readonly mimeType: string
}

const DOCUMENTS =
  /^application\/(pdf|rtf|vnd\.openxmlformats-officedocument\.(wordprocessingml|presentationml|spreadsheetml)\..+|vnd\.oasis\.opendocument\.(text|presentation|spreadsheet)(-template)?|vnd\.ms-(word|powerpoint|excel)(\..+)?|msword)$/
const ARCHIVES =
  /^application\/(zip|gzip|x-(7z|rar|tar|bzip2|xz|lzip|lz4|zstd|compress|cpio|iso9660|rpm|deb|unix-archive|lzh|ace|arj)[a-z-]*|zstd|vnd\.(rar|ms-cab-compressed|android\.package-archive)|java-archive|x-zip.*)$/
/** Pictures that browsers and sharp show; everything else that is called an image (SVG, PSD, CAD) is not one here. */
const IMAGES = /^image\/(jpeg|png|apng|gif|webp|bmp|tiff|heic|heif|avif)$/
const MOVING = /^(application\/(mxf|vnd\.rn-realmedia)|video\/.+)$/
const SOUNDS = /^(audio\/.+|application\/ogg)$/

/** By the type that the first bytes say. */
export function contentOfMime(mimeType: string): Content {
  if (MOVING.test(mimeType)) return { kind: 'video', mimeType }
  if (SOUNDS.test(mimeType)) return { kind: 'audio', mimeType }
  if (IMAGES.test(mimeType)) return { kind: 'image', mimeType }
  if (DOCUMENTS.test(mimeType)) return { kind: 'document', mimeType }
  if (ARCHIVES.test(mimeType)) return { kind: 'archive', mimeType }
  return { kind: 'other', mimeType }
}

const OFFICE_STREAMS = [
  ['WordDocument', 'application/msword'],
  ['PowerPoint Document', 'application/vnd.ms-powerpoint'],
  ['Workbook', 'application/vnd.ms-excel'],
  ['Book', 'application/vnd.ms-excel'],
] as const

const CFB_ENTRY = 128

/**
 * Office files of before 2007 (and of WPS) are compound files; which program made one is told by the streams in its
 * directory (MS-CFB §2.6.1). @param directory its first sectors
 */
export function contentOfCompoundFile(directory: Buffer): Content {
  const names = new Set<string>()
  for (let at = 0; at + CFB_ENTRY <= directory.length; at += CFB_ENTRY) {
    const length = directory.readUInt16LE(at + 64)
    if (length >= 2 && length <= 64) names.add(directory.toString('utf16le', at, at + length - 2))
  }
  const found = OFFICE_STREAMS.find(([name]) => names.has(name))
  return found ? { kind: 'document', mimeType: found[1] } : { kind: 'other', mimeType: 'application/x-cfb' }
}

/** Where the directory of a compound file begins, from its header (MS-CFB §2.2). */
export function directoryOffset(header: Buffer): number {
  const sectorBytes = 1 << Math.min(header.readUInt16LE(30), 16)
  return (header.readUInt32LE(48) + 1) * sectorBytes
}

const MARKUP: readonly (readonly [RegExp, string])[] = [
  [/<svg[\s>]/i, 'image/svg+xml'],
  [
    /<(!doctype\s+html|html|head|body|script|iframe|object|embed|form|meta|link|style|base|img|a|div|p|table|h[1-6])[\s/>]/i,
    'text/html',
  ],
]
const SHEBANG = /^#!\s*\S+/
const SCRIPT_TAG = /<script[\s/>]/i
const VTT = /^WEBVTT(\s|$)/
const SCRIPT_WORDS =
  /^\s*(import\s.*from\s+['"]|export\s+(default|const|function|class)\s|['"]use strict['"]|(const|let|var)\s+[\w$]+\s*=|(async\s+)?function\b[^\n]*\(|<\?php|@echo off|Set\s+\w+\s*=\s*CreateObject\()/m
/** A title in angle brackets, `<<静夜思>>`, is not markup. */
const TAG_FIRST = /^<[a-z!?/]/i

/** What cannot be told by magic numbers: text, and what programs would run or browsers would show as a page. */
export function contentOfText(start: string): Content {
  const text = start.replace(/^\uFEFF/, '')
  if (SHEBANG.test(text)) return { kind: 'other', mimeType: 'text/x-script' }
  const visible = text.replace(/<!--[^]*?-->/g, '').trimStart()
  if (TAG_FIRST.test(visible) || SCRIPT_TAG.test(text)) {
    const [, mimeType] = MARKUP.find(([tag]) => tag.test(text)) ?? [null, 'application/xml']
    return { kind: 'other', mimeType }
  }
  if (SCRIPT_WORDS.test(text)) return { kind: 'other', mimeType: 'text/x-script' }
  return { kind: 'text', mimeType: VTT.test(text) ? 'text/vtt' : 'text/plain' }
}

/** The beginning of a file as text, by UTF-8, UTF-16 with its mark, or GB 18030; null when it is not text. */
export function decodedText(start: Buffer, isWhole: boolean): string | null {
  for (const encoding of encodingsOf(start)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(start, { stream: !isWhole })
      // eslint-disable-next-line no-control-regex
      return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text) ? null : text
    } catch {
      // Not this one.
    }
  }
  return null
}

function encodingsOf(start: Buffer): string[] {
  if (start[0] === 0xff && start[1] === 0xfe) return ['utf-16le']
  if (start[0] === 0xfe && start[1] === 0xff) return ['utf-16be']
  return ['utf-8', 'gb18030']
}

export const UNKNOWN: Content = { kind: 'other', mimeType: 'application/octet-stream' }
