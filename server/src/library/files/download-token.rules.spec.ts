import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { readDownload, signDownload, type Download } from './download-token.rules.ts'

const SECRET = 'a secret of the tests'
const download: Download = {
  id: '0199c0a0-0000-7000-8000-000000000001',
  fileId: '0199c0a0-0000-7000-8000-000000000002',
  personId: '0199c0a0-0000-7000-8000-000000000003',
  orgId: null,
  standing: 'ONLINE',
  expiresAt: 1_800_000_000_000,
}
const token = signDownload(SECRET, download)
const [payload = '', signature = ''] = token.split('.')
const encoded = (change: object) =>
  Buffer.from(JSON.stringify({ ...download, ...change })).toString('base64url')

describe('signed addresses', () => {
  it('say what they were given for', () => {
    expect(readDownload(SECRET, token)).toEqual(download)
    expect(token.length).toBeLessThan(1000)
    expect(token).toMatch(/^[\w.-]+$/)
  })

  it.each([
    ['another secret', signDownload('another secret of the tests', download)],
    ['the bare secret', `${payload}.${createHmac('sha256', SECRET).update(payload).digest('base64url')}`],
    ['another file', `${encoded({ fileId: download.id })}.${signature}`],
    ['a longer life', `${encoded({ expiresAt: 9e15 })}.${signature}`],
    ['no signature', `${payload}.`],
    ['half a signature', `${payload}.${signature.slice(0, 20)}`],
    ['only the payload', payload],
    ['something behind', `${token}A`],
    ['two of them', `${token}.${token}`],
    ['nothing', ''],
    ['Chinese', '课.件'],
  ])('are not forged by %s', (_, forged) => {
    expect(readDownload(SECRET, forged)).toBeNull()
  })

  it('hold in no other spelling', () => {
    const place = fc.integer({ min: 0, max: token.length - 1 })
    fc.assert(
      fc.property(place, fc.constantFrom(...'ABCXYZabcxyz019_-.='), (index, letter) => {
        const changed = token.slice(0, index) + letter + token.slice(index + 1)
        expect(readDownload(SECRET, changed) === null).toBe(changed !== token)
      }),
    )
  })
})
