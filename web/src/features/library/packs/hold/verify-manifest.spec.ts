import { generateKeyPairSync, sign } from 'node:crypto'
import { isGenuine } from './verify-manifest.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const key = publicKey.export({ format: 'jwk' }).x ?? ''
const manifest = '{"name":"四年级上"}'
const signature = sign(null, Buffer.from(manifest), privateKey).toString('base64url')

describe('a signed manifest', () => {
  it('is that of the portal', async () => {
    expect(await isGenuine({ manifest, signature }, key)).toBe(true)
  })

  it.each<[string, string, string, string]>([
    ['one letter', manifest.replace('四', '五'), signature, key],
    ['a space', `${manifest} `, signature, key],
    ['the signature', manifest, signature.replace(/^./, (one) => (one === 'A' ? 'B' : 'A')), key],
    ['half a signature', manifest, signature.slice(0, 40), key],
    ['no signature', manifest, '', key],
    ['no base64', manifest, '课'.repeat(86), key],
    ['the key', manifest, signature, Buffer.alloc(32, 7).toString('base64url')],
    ['no key', manifest, signature, ''],
  ])('is refused when %s was changed', async (_, text, signed, by) => {
    expect(await isGenuine({ manifest: text, signature: signed }, by)).toBe(false)
  })
})
