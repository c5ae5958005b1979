/** EBML as Matroska uses it (RFC 8794): an id with its marker bits, the size of the body, the body. */
export interface Element {
  readonly id: number
  readonly start: number
  readonly body: number
  /** First byte after it; infinite for a body of unknown size. */
  readonly end: number
}

const idBytes = (id: number): Buffer => {
  const length = id > 0xff_ff_ff ? 4 : id > 0xff_ff ? 3 : id > 0xff ? 2 : 1
  const bytes = Buffer.alloc(length)
  bytes.writeUIntBE(id, 0, length)
  return bytes
}

/** Always four bytes, so up to 256 MB. */
const sizeBytes = (size: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(0x10_00_00_00 + size)
  return bytes
}

export const element = (id: number, ...parts: readonly Buffer[]): Buffer => {
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([idBytes(id), sizeBytes(size), ...parts])
}

/** The beginning of an element whose end nobody knows yet. */
export const openElement = (id: number): Buffer =>
  Buffer.concat([idBytes(id), Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])])

export const uintElement = (id: number, value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  const first = bytes.findIndex((byte) => byte !== 0)
  return element(id, bytes.subarray(first < 0 ? 7 : first))
}

export const floatElement = (id: number, value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return element(id, bytes)
}

export const textElement = (id: number, text: string): Buffer => element(id, Buffer.from(text))

interface Vint {
  readonly length: number
  readonly withMarker: number
  /** null: all bits are set, the size is unknown. */
  readonly value: number | null
}

function readVint(bytes: Buffer, at: number): Vint | null {
  const first = bytes[at]
  if (first === undefined || first === 0) return null
  const length = Math.clz32(first) - 23
  if (at + length > bytes.length) return null
  let value = BigInt(first & (0xff >> length))
  let withMarker = BigInt(first)
  for (const byte of bytes.subarray(at + 1, at + length)) {
    value = (value << 8n) | BigInt(byte)
    withMarker = (withMarker << 8n) | BigInt(byte)
  }
  const isUnknown = value === (1n << BigInt(7 * length)) - 1n
  return { length, withMarker: Number(withMarker), value: isUnknown ? null : Number(value) }
}

/** The element that begins at `at`; null where its head is cut off or is none. */
export function readElement(bytes: Buffer, at: number): Element | null {
  const id = readVint(bytes, at)
  const size = id && readVint(bytes, at + id.length)
  if (!id || !size) return null
  const body = at + id.length + size.length
  return { id: id.withMarker, start: at, body, end: size.value === null ? Infinity : body + size.value }
}
