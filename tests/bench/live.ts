/**
 * `npm run bench -- live --json FILE`: the figures of a lesson, with what bare mediasoup does in the same run beside them.
 * Times in ms. Takes about ten minutes on two cores; nothing else should be running. `--only live` or `--only sfu` is half,
 * `--only sync` the distance of sound and picture.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measureBare, measureBareLatency, type BareFigures } from './bare-figures.ts'
import { metric, percentile, type Metrics } from './figures.ts'
import type { Latency } from './latency.ts'
import {
  cutLine,
  joinFar,
  joinNear,
  killMedia,
  latencyOf,
  openBenchPortal,
  weighRoom,
  type BenchPortal,
} from './product-figures.ts'

const JOINS = 20

const { values: options } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string' } },
})
const wanted = (part: string) => !options.only || options.only === part

/** A cell that could not be measured properly is left out and said, never reported. */
async function cell(name: string, measure: () => Promise<Metrics>): Promise<Metrics> {
  try {
    const metrics = await measure()
    console.log(name, JSON.stringify(metrics))
    return metrics
  } catch (error) {
    console.error(`${name} discarded: ${error instanceof Error ? error.message : String(error)}`)
    return {}
  }
}

const p50 = (values: readonly number[]) => percentile(values, 0.5)
const p95 = (values: readonly number[]) => percentile(values, 0.95)

async function joinCell(portal: BenchPortal, bare: BareFigures): Promise<Metrics> {
  const joins = await joinNear(portal, JOINS)
  return {
    join_p50: metric(p50(joins), 'ms', p50(bare.joins)),
    join_p95: metric(p95(joins), 'ms', p95(bare.joins)),
  }
}

/** The calmer of two runs: a busy moment of the machine lengthens the receiver's buffer for the rest of a run. */
const calmer = (runs: readonly Latency[]): Latency => runs.toSorted((a, b) => p50(a.ages) - p50(b.ages))[0]!

async function latencyCell(portal: BenchPortal, before: Latency): Promise<Metrics> {
  const first = await latencyOf(portal)
  const after = await measureBareLatency()
  const [product, bare] = [calmer([first, await latencyOf(portal)]), calmer([before, after])]
  if (product.width !== bare.width)
    throw new Error(`${product.width} pixels wide, the bare pair ${bare.width}`)
  return {
    latency_p50: metric(p50(product.ages), 'ms', p50(bare.ages)),
    latency_p95: metric(p95(product.ages), 'ms', p95(bare.ages)),
  }
}

async function livePart(): Promise<Metrics> {
  const bare = await measureBare(JOINS)
  const portal = await openBenchPortal()
  try {
    return {
      ...(await cell('page', async () => ({ page_gzip: metric((await weighRoom(portal)) / 1000, 'kB') }))),
      ...(await cell('join', () => joinCell(portal, bare))),
      ...(await cell('latency', () => latencyCell(portal, bare.latency))),
      ...(await cell('kill', async () => ({
        back_after_media_kill: metric(p50(await killMedia(portal)), 'ms'),
      }))),
      ...(await cell('far join', async () => ({ join_rtt300: metric(p50(await joinFar(portal)), 'ms') }))),
      ...(await cell('cut', async () => ({ back_after_cut_20s: metric(p50(await cutLine(portal)), 'ms') }))),
    }
  } finally {
    await portal.close()
  }
}

async function forwardingPart(): Promise<Metrics> {
  const { measureSfu } = await import('./sfu.ts')
  return measureSfu()
}

async function syncPart(): Promise<Metrics> {
  const { measureLipSync } = await import('./lip-sync.ts')
  return measureLipSync()
}

const metrics: Metrics = {
  ...(wanted('live') ? await livePart() : {}),
  ...(wanted('sfu') ? await cell('sfu', forwardingPart) : {}),
  ...(wanted('sync') ? await cell('sync', syncPart) : {}),
}
console.table(metrics)
if (options.json) writeFileSync(options.json, `${JSON.stringify(metrics, null, 2)}\n`)
