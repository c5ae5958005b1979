/**
 * `npm run bench -- library --json FILE`: what the library does, each figure beside the same thing without the product in the
 * same run. Times in ms. Takes about six minutes; nothing else should be running. `--only search|upload|player|home` is a part.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openServerAddress } from '../support/namespaces/line.ts'
import { bootStack } from '../support/stack.ts'
import type { Metrics } from './figures.ts'
import { homeFigures } from './home-figures.ts'
import { playerFigures } from './player-figures.ts'
import { searchFigures } from './search-figures.ts'
import { uploadFigures } from './upload-figures.ts'

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' } },
})
const side = openServerAddress()
const stack = await bootStack({
  demo: true,
  run: ['server', 'jobs'],
  env: { server: { RATE_LIMIT_PER_MINUTE: '100000', COOKIE_SECURE: 'never' } },
})
const metrics: Metrics = {}
try {
  // Searching last: it fills the library with a hundred thousand resources.
  const parts = {
    upload: () => uploadFigures(stack),
    player: () => playerFigures(stack, side.address),
    home: () => homeFigures(stack),
    search: () => searchFigures(stack),
  }
  for (const [name, measure] of Object.entries(parts)) {
    if (options.only && options.only !== name) continue
    const found = await measure()
    console.log(name, JSON.stringify(found))
    Object.assign(metrics, found)
  }
  console.table(metrics)
  if (options.json) writeFileSync(options.json, `${JSON.stringify(metrics, null, 2)}\n`)
} finally {
  await stack.stop()
  side.close()
}
