import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

const STEP_BYTES = 4 * 1024 * 1024

/**
 * SHA-256 of a file of any size, a few megabytes at a time. In plain script: the browser's own is for pages with TLS and
 * for contents that fit into memory, and WebAssembly would need a looser content security policy.
 */
export async function hashBlob(blob: Blob, onProgress: (bytes: number) => void): Promise<string> {
  const hash = sha256.create()
  for (let at = 0; at < blob.size; at += STEP_BYTES) {
    hash.update(new Uint8Array(await blob.slice(at, at + STEP_BYTES).arrayBuffer()))
    onProgress(Math.min(at + STEP_BYTES, blob.size))
  }
  return bytesToHex(hash.digest())
}
