import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'

/** RFC 8410: an Ed25519 private key in PKCS #8 is this and its 32 bytes. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')
const SEED_BYTES = 32

export interface PackKey {
  /** Names the key without showing it: packs on sticks outlive a change of the secret. */
  readonly keyId: string
  /** 32 bytes, base64url. */
  readonly publicKey: string
  readonly privateKey: KeyObject
}

/** The portal's key for packs, the same in every process that knows the secret and of no use to learn it. */
export function packKeyOf(secret: string): PackKey {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'tongke pack signature', SEED_BYTES))
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? ''
  const keyId = createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
  return { keyId, publicKey, privateKey }
}

/** @returns base64url */
export const signManifest = ({ privateKey }: PackKey, manifest: string): string =>
  sign(null, Buffer.from(manifest), privateKey).toString('base64url')

export const isSigned = ({ privateKey }: PackKey, manifest: string, signature: string): boolean =>
  verify(null, Buffer.from(manifest), createPublicKey(privateKey), Buffer.from(signature, 'base64url'))
