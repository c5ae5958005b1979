/** `npm run build`: set-up and build without a start. */
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from './lib/dependencies.mjs'
import { continueOnPinnedNode } from './lib/pinned-node.mjs'
import { main } from './lib/say.mjs'

await main(async () => {
  await ensureDependencies()
  await continueOnPinnedNode(fileURLToPath(import.meta.url))
  const { ensureBuilt } = await import('./lib/build.mjs')
  await ensureBuilt()
})
