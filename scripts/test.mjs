/** `npm test [-- RING ...]`: set-up, then the rings; the last line is `N passed, N failed`. */
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from './lib/dependencies.mjs'
import { continueOnPinnedNode } from './lib/pinned-node.mjs'
import { requireFreeSpace } from './lib/data-folder.mjs'
import { inRoot } from './lib/paths.mjs'
import { Refusal } from './lib/say.mjs'

const NEEDED_MB = 1_500

try {
  await requireFreeSpace(inRoot(), NEEDED_MB)
  await ensureDependencies()
  await continueOnPinnedNode(fileURLToPath(import.meta.url))
  const { runRings } = await import('./lib/test-run.mjs')
  const { passed, failed } = await runRings(process.argv.slice(2))
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exit(failed === 0 ? 0 : 1)
} catch (error) {
  process.stderr.write(`\n${error instanceof Refusal ? error.message : error.stack}\n`)
  process.stdout.write('0 passed, 1 failed\n')
  process.exit(1)
}
