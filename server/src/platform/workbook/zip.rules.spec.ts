import { deflateRawSync } from 'node:zlib'
import { expandedSize } from './zip.rules.ts'

/** An archive of one deflated entry that says of itself it is `claimed` bytes long. */
function archive(content: Buffer, claimed = content.length): Buffer {
  const packed = deflateRawSync(content)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(claimed, 24)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46, 12)
  end.writeUInt32LE(local.length + packed.length, 16)
  return Buffer.concat([local, packed, entry, end])
}

const MOST = 1_000_000

describe('expandedSize', () => {
  it('is what the entries really expand to', () => {
    expect(expandedSize(archive(Buffer.alloc(5_000)), MOST)).toBe(5_000)
  })
  it('does not believe a size that is too small, nor one that is too large', () => {
    expect(expandedSize(archive(Buffer.alloc(2_000_000), 10), MOST)).toBeNull()
    expect(expandedSize(archive(Buffer.alloc(5_000), 0xfffffff0), MOST)).toBe(5_000)
  })
  it('lets nothing hide behind 64-bit fields', () => {
    expect(expandedSize(archive(Buffer.alloc(5_000), 0xffffffff), MOST)).toBeNull()
  })
  it.each([
    ['text', Buffer.from('not an archive, but long enough to be one')],
    ['nothing', Buffer.alloc(0)],
    ['half an archive', archive(Buffer.alloc(5_000)).subarray(0, -30)],
    ['an archive without its beginning', archive(Buffer.alloc(5_000)).subarray(10)],
  ])('is null for %s', (_, file) => {
    expect(expandedSize(file, MOST)).toBeNull()
  })
})
