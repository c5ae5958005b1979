/**
 * `npm run bench -- class --json FILE`: what a synchronized class costs and how fast it is, each figure beside the same thing
 * without the product where there is such a thing. Nothing else should be running. `--only NAME` measures one group;
 * a comma separates several.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { CLASS_GROUPS } from './class-groups.ts'
import type { Metrics } from './figures.ts'

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' } },
})
const wanted = options.only?.split(',') ?? Object.keys(CLASS_GROUPS)
const unknown = wanted.filter((name) => !(name in CLASS_GROUPS))
if (unknown.length > 0)
  throw new Error(`No group ${unknown.join(', ')}; there are ${Object.keys(CLASS_GROUPS).join(', ')}`)

const metrics: Metrics = {}
for (const name of wanted) {
  try {
    const found = await CLASS_GROUPS[name]!()
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
