import { crc32, deflateRawSync } from 'node:zlib'

interface Packed {
  readonly local: Buffer
  readonly entry: Buffer
}

/** A ZIP archive of these files. `claimed` is the size it says a file has, instead of the true one. */
export function zipOf(files: Readonly<Record<string, Buffer>>, claimed?: number): Buffer {
  let offset = 0
  const packed = Object.entries(files).map(([path, content]) => {
    const one = pack(path, content, offset, claimed ?? content.length)
    offset += one.local.length
    return one
  })
  const directory = Buffer.concat(packed.map(({ entry }) => entry))
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(packed.length, 8)
  end.writeUInt16LE(packed.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...packed.map(({ local }) => local), directory, end])
}

function pack(path: string, content: Buffer, offset: number, claimed: number): Packed {
  const name = Buffer.from(path)
  const data = deflateRawSync(content)
  // Version, flags, method, time, date, checksum, sizes and lengths: the same in both headers.
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(crc32(content), 10)
  common.writeUInt32LE(data.length, 14)
  common.writeUInt32LE(claimed, 18)
  common.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, name, data])
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(offset, 10)
  const entry = Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, rest, name])
  return { local, entry }
}

/** Contents of an archive of stored files, by the names its directory gives them. */
export function readZip(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const files = new Map<string, Buffer>()
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      archive.readUInt16LE(at + field),
    )
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength!)
    const [method, size, local] = [
      archive.readUInt16LE(at + 10),
      archive.readUInt32LE(at + 24),
      archive.readUInt32LE(at + 42),
    ]
    if (method !== 0) throw new Error(`${name} is compressed`)
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
    const content = archive.subarray(start, start + size)
    if (crc32(content) !== archive.readUInt32LE(at + 16)) throw new Error(`${name} is damaged`)
    files.set(name, content)
    at += 46 + nameLength! + extraLength! + commentLength!
  }
  return files
}
