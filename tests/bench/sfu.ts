import { MediaRing, newLeg } from '../support/media-ring.ts'
import { quiet } from '../support/media-tickets.ts'
import { pause } from '../support/wait-for.ts'
import { metric, type Metrics } from './figures.ts'
import { memoryOf } from '../support/process-usage.ts'
import { BareForwarder } from './sfu-baseline.ts'
import { type Cell, type Forwarder, measureCell } from './sfu-load.ts'
import { ProductForwarder } from './sfu-product.ts'

const VIEWERS = [50, 100, 200]
/** Product and baseline in turn, so that a drift of the machine meets both. */
const ROUNDS = 2
const ATTEMPTS = 2

const SIDES: Record<'product' | 'bare', () => Promise<Forwarder>> = {
  product: () => ProductForwarder.start(),
  bare: () => BareForwarder.start(),
}

const say = (line: string) => process.stdout.write(`${line}\n`)

async function measureSide(side: 'product' | 'bare', viewers: number): Promise<Cell> {
  for (let attempt = 1; ; attempt += 1) {
    const cell = await measureCell(SIDES[side], viewers)
    const verdict = cell.flaw ? `discarded: ${cell.flaw}` : `${cell.microseconds.toFixed(2)} µs/packet`
    say(`sfu ${viewers} viewers, ${side}: ${verdict}, ${(cell.load * 100).toFixed(0)} % of a core`)
    if (!cell.flaw || attempt === ATTEMPTS) return cell
  }
}

const mean = (cells: Cell[]): number => cells.reduce((sum, cell) => sum + cell.microseconds, 0) / cells.length

async function measureViewers(viewers: number): Promise<Metrics> {
  const cells: Record<'product' | 'bare', Cell[]> = { product: [], bare: [] }
  for (let round = 0; round < ROUNDS; round += 1)
    for (const side of ['bare', 'product'] as const) cells[side].push(await measureSide(side, viewers))
  if ([...cells.product, ...cells.bare].some(({ flaw }) => flaw !== null)) {
    say(`sfu_cpu_${viewers} is not reported: not every viewer got its packets`)
    return {}
  }
  return { [`sfu_cpu_${viewers}`]: metric(mean(cells.product), 'µs/packet', mean(cells.bare)) }
}

const ROOMS = 4

/** One lecturer and four classes, everyone sends camera and microphone. */
async function fillRoom(ring: MediaRing): Promise<void> {
  const legs = Array.from({ length: 4 }, newLeg)
  const directive = quiet({ audible: ['lecturer', ...legs] })
  const peers = await Promise.all(
    ['lecturer', ...legs].map((identity) => ring.enter(identity, { directive })),
  )
  for (const peer of peers) {
    await peer.publish('camera')
    await peer.publish('microphone')
  }
}

/** Memory of node and worker that one lesson takes, MB. */
async function measureRoomMemory(): Promise<Metrics> {
  const ring = await MediaRing.start()
  try {
    await fillRoom(ring)
    ring.nextRoom()
    await pause(1_000)
    const before = memoryOf(ring.node.pid)
    for (let room = 0; room < ROOMS; room += 1) {
      ring.anotherRoom()
      await fillRoom(ring)
    }
    await pause(3_000)
    return { room_memory: metric((memoryOf(ring.node.pid) - before) / ROOMS / 1e6, 'MB') }
  } finally {
    await ring.stop()
  }
}

/**
 * CPU of the media node per forwarded packet beside a bare mediasoup router under the same load, and memory of a room.
 * A cell in which a viewer missed packets is measured again once and then left out.
 */
export async function measureSfu(viewers: readonly number[] = VIEWERS): Promise<Metrics> {
  let metrics: Metrics = await measureRoomMemory()
  for (const count of viewers) metrics = { ...metrics, ...(await measureViewers(count)) }
  return metrics
}
