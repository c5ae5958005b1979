import { hashes, verifyAsync } from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import type { SignedManifest } from '@tongke/contract'

// The browser's own Ed25519 came in 2025; classroom PCs are older.
hashes.sha512 = sha512
hashes.sha512Async = (message) => Promise.resolve(sha512(message))

function bytesOf(base64url: string): Uint8Array | null {
  try {
    const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}

/** Whether the portal with this key wrote exactly this manifest. @param publicKey 32 bytes, base64url */
export async function isGenuine(
  { manifest, signature }: SignedManifest,
  publicKey: string,
): Promise<boolean> {
  const [signed, key] = [bytesOf(signature), bytesOf(publicKey)]
  if (signed?.length !== 64 || key?.length !== 32) return false
  return verifyAsync(signed, new TextEncoder().encode(manifest), key).catch(() => false)
}
