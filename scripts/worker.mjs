/** `npm run worker [-- FILE]`: provides the mediasoup-worker; prints its path, or copies it to FILE for an image. */
import { copyFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from './lib/dependencies.mjs'
import { continueOnPinnedNode } from './lib/pinned-node.mjs'
import { main } from './lib/say.mjs'

await main(async () => {
  await ensureDependencies()
  await continueOnPinnedNode(fileURLToPath(import.meta.url))
  const { provideWorker } = await import('../media/worker/provide.mjs')
  const path = await provideWorker()
  const [target] = process.argv.slice(2)
  if (target) await copyFile(path, target)
  process.stdout.write(`${target ?? path}\n`)
})
