/** `npm start`: everything from a clean clone to a running portal. Only built-in modules until dependencies are there. */
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from './lib/dependencies.mjs'
import { continueOnPinnedNode } from './lib/pinned-node.mjs'
import { checkPlace } from './lib/preflight.mjs'
import { main } from './lib/say.mjs'
import { readSettings } from './lib/settings.mjs'

await main(async () => {
  const settings = readSettings()
  await checkPlace(settings)
  await ensureDependencies()
  await continueOnPinnedNode(fileURLToPath(import.meta.url))
  const { runPortal } = await import('./lib/portal.mjs')
  await runPortal(settings)
})
