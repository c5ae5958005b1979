import { createHash, randomBytes } from 'node:crypto'
import { hashBlob } from './hash-blob.ts'

const MIB = 1024 * 1024

it.each([0, 1, 4 * MIB, 9 * MIB + 17])('hashes %i bytes as everybody does', async (size) => {
  const content = randomBytes(size)
  const seen: number[] = []
  const hash = await hashBlob(new Blob([content]), (bytes) => seen.push(bytes))
  expect(hash).toBe(createHash('sha256').update(content).digest('hex'))
  expect(seen.at(-1) ?? 0).toBe(size)
})
