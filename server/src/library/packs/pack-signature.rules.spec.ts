import { isSigned, packKeyOf, signManifest } from './pack-signature.rules.ts'

const key = packKeyOf('a secret of the tests')
const manifest = '{"name":"包"}'

describe('signatures of packs', () => {
  it('are made and checked by every process that knows the secret', () => {
    const signature = signManifest(packKeyOf('a secret of the tests'), manifest)
    expect(signature).toMatch(/^[\w-]{86}$/)
    expect(isSigned(key, manifest, signature)).toBe(true)
    expect(key.publicKey).toMatch(/^[\w-]{43}$/)
    expect(key.keyId).toMatch(/^[0-9a-f]{16}$/)
  })

  it('are of one key and one text', () => {
    const signature = signManifest(key, manifest)
    expect(isSigned(key, `${manifest} `, signature)).toBe(false)
    expect(isSigned(packKeyOf('another secret of the tests'), manifest, signature)).toBe(false)
    expect(packKeyOf('another secret of the tests').keyId).not.toBe(key.keyId)
  })
})
