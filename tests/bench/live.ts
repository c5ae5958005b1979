/**
 * `npm run bench -- live --json FILE`: the figures of a lesson, with what bare mediasoup does in the same run beside them.
 * Times in ms. Takes about six minutes on two cores; nothing else should be running.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { BarePair } from './bare-pair.ts'
import { measureBare } from './bare-figures.ts'
import { metric, percentile, type Metrics } from './figures.ts'
import { measureProduct, openBenchPortal } from './product-figures.ts'

const JOINS = 20

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' } },
})
const wanted = (part: string) => !options.only || options.only.split(',').includes(part)

async function livePart(): Promise<Metrics> {
  const pair = await BarePair.create()
  const bare = await measureBare(pair, JOINS).finally(() => pair.close())
  const portal = await openBenchPortal()
  const product = await measureProduct(portal, JOINS).finally(() => portal.close())
  const against = (name: 'joins' | 'ages', share: number) =>
    metric(percentile(product[name], share), 'ms', percentile(bare[name], share))
  return {
    join_p50: against('joins', 0.5),
    join_p95: against('joins', 0.95),
    join_rtt300: metric(percentile(product.farJoins, 0.5), 'ms'),
    latency_p50: against('ages', 0.5),
    latency_p95: against('ages', 0.95),
    latency_width: metric(product.width, 'px', bare.width),
    back_after_media_kill: metric(percentile(product.backAfterKill, 0.5), 'ms'),
    back_after_cut_20s: metric(product.backAfterCut, 'ms'),
    page_gzip: metric(product.pageBytes / 1000, 'kB'),
  }
}

async function forwardingPart(): Promise<Metrics> {
  const { measureSfu } = await import('./sfu.ts')
  return measureSfu()
}

const metrics: Metrics = {
  ...(wanted('live') ? await livePart() : {}),
  ...(wanted('sfu') ? await forwardingPart() : {}),
}
console.table(metrics)
if (options.json) writeFileSync(options.json, `${JSON.stringify(metrics, null, 2)}\n`)
