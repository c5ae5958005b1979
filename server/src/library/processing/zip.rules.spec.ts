import { unpackedBytes, zipDirectory } from './zip.rules.ts'

const entry = (size: number, name = 'a.xml') => {
  const buffer = Buffer.alloc(46 + name.length)
  buffer.writeUInt32LE(0x02014b50, 0)
  buffer.writeUInt32LE(size, 24)
  buffer.writeUInt16LE(name.length, 28)
  buffer.write(name, 46)
  return buffer
}

it('adds up what the contents say', () => {
  expect(unpackedBytes(Buffer.concat([entry(1_000), entry(2_500, 'word/document.xml')]))).toBe(3_500)
})

it.each([
  ['a size beyond 4 GB', entry(0xffffffff)],
  ['a broken list', Buffer.concat([entry(1), Buffer.alloc(46)])],
  ['a cut list', entry(1).subarray(0, 40)],
])('takes %s for a bomb', (_, directory) => expect(unpackedBytes(directory)).toBe(Infinity))

it('finds the list from the end, behind a comment', () => {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt32LE(99, 12)
  end.writeUInt32LE(1234, 16)
  expect(zipDirectory(Buffer.concat([Buffer.alloc(50), end, Buffer.from('a comment')]))).toEqual({
    size: 99,
    offset: 1234,
  })
  expect(zipDirectory(Buffer.from('no ZIP at all, but long enough'))).toBeNull()
})
