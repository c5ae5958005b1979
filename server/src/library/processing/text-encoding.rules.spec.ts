import { decodeText } from './text-encoding.rules.ts'

it.each([
  ['utf-8', Buffer.from('分数')],
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf, ...Buffer.from('分数')])],
  ['gb18030', Buffer.from([0xb7, 0xd6, 0xca, 0xfd])],
  ['utf-16le', Buffer.from([0xff, 0xfe, 0x06, 0x52, 0x70, 0x65])],
  ['utf-16be', Buffer.from([0xfe, 0xff, 0x52, 0x06, 0x65, 0x70])],
])('reads %s without its mark', (encoding, bytes) => {
  expect(decodeText(bytes)).toEqual({ text: '分数', encoding })
})

it.each([
  ['a NUL', Buffer.from([0x41, 0x00, 0x42])],
  ['what no encoding has', Buffer.from([0xff, 0xff, 0xff])],
])('is no text: %s', (_, bytes) => expect(decodeText(bytes)).toBeNull())
