/**
 * `npm run bench -- research --json FILE`: how fast joint lesson research and the training record are. Nothing else should be running.
 * `--only NAME` measures one group; a comma separates several.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Metrics } from './figures.ts'
import { RESEARCH_GROUPS } from './research/groups.ts'

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' } },
})
const wanted = options.only?.split(',') ?? Object.keys(RESEARCH_GROUPS)
const unknown = wanted.filter((name) => !(name in RESEARCH_GROUPS))
if (unknown.length > 0)
  throw new Error(`No group ${unknown.join(', ')}; there are ${Object.keys(RESEARCH_GROUPS).join(', ')}`)

const metrics: Metrics = {}
for (const name of wanted) {
  try {
    const found = await RESEARCH_GROUPS[name]!()
    console.log(name, JSON.stringify(found))
    Object.assign(metrics, found)
  } catch (error) {
    // What could not be measured properly is left out and said, never reported.
    console.error(
      `${name} discarded: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    )
    process.exitCode = 1
  }
}
console.table(metrics)
if (options.json) writeFileSync(options.json, `${JSON.stringify(metrics, null, 2)}\n`)
