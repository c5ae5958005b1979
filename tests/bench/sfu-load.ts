import { pause } from '../support/wait-for.ts'
import { WebRtcRemote } from '../support/webrtc-remote.ts'
import { cpuOf } from '../support/process-usage.ts'

/** Packets of one viewer so far. */
export interface ViewerCount {
  audio(): number
  video(): number
}

/** Something that forwards one lecturer to many viewers. */
export interface Forwarder {
  /** Of the process whose CPU counts, with everything it started. */
  readonly pid: number
  publish(webrtc: WebRtcRemote): Promise<void>
  view(webrtc: WebRtcRemote): Promise<ViewerCount>
  close(): Promise<void>
}

/** A simulcast camera whose top layer has 100 packets of 1,100 bytes a second, 0.9 Mbit/s. */
export const CAMERA = { layers: 3, everyMs: 10, bytes: 733 }

const VIEWERS_PER_PROCESS = 100
const AT_ONCE = 5
const SETTLE_MS = 3_000
const WINDOW_MS = 8_000
const MAX_DEVIATION = 0.02

export interface Cell {
  /** CPU per forwarded packet, µs. */
  readonly microseconds: number
  /** Share of one core. */
  readonly load: number
  /** Why the cell does not count; null when it does. */
  readonly flaw: string | null
}

async function enterAll(
  forwarder: Forwarder,
  hosts: WebRtcRemote[],
  viewers: number,
): Promise<ViewerCount[]> {
  const counts: ViewerCount[] = []
  while (counts.length < viewers) {
    const batch = Array.from({ length: Math.min(AT_ONCE, viewers - counts.length) }, (_, index) =>
      forwarder.view(hosts[(counts.length + index) % hosts.length]!),
    )
    counts.push(...(await Promise.all(batch)))
  }
  return counts
}

const lostIn = async (hosts: WebRtcRemote[]): Promise<number> =>
  (await Promise.all(hosts.map((host) => host.call({ order: 'lost' }) as Promise<number>))).reduce(
    (a, b) => a + b,
    0,
  )

const totals = (counts: ViewerCount[]): number[] => counts.map((count) => count.video() + count.audio())

/** Every viewer must have got its packets: none lost, all of them at the same rate. */
function flawOf(perViewer: number[], lost: number): string | null {
  const median = perViewer.toSorted((a, b) => a - b)[Math.floor(perViewer.length / 2)] ?? 0
  const worst = Math.max(...perViewer.map((packets) => Math.abs(packets - median) / median))
  const expected = (WINDOW_MS / 1000) * (1000 / CAMERA.everyMs + 50)
  if (lost > 0) return `${lost} packets were lost`
  if (worst > MAX_DEVIATION) return `a viewer is ${(worst * 100).toFixed(1)} % off the others`
  if (median < expected * 0.9)
    return `the publisher kept only ${((median / expected) * 100).toFixed(0)} % of its rate`
  return null
}

/** One forwarder under the load of `viewers`. */
export async function measureCell(open: () => Promise<Forwarder>, viewers: number): Promise<Cell> {
  const forwarder = await open()
  const publisher = new WebRtcRemote()
  const hosts = Array.from({ length: Math.ceil(viewers / VIEWERS_PER_PROCESS) }, () => new WebRtcRemote())
  try {
    await forwarder.publish(publisher)
    const counts = await enterAll(forwarder, hosts, viewers)
    await pause(SETTLE_MS)
    const [before, lostBefore, cpuBefore, started] = [
      totals(counts),
      await lostIn(hosts),
      cpuOf(forwarder.pid),
      performance.now(),
    ]
    await pause(WINDOW_MS)
    const [cpu, seconds] = [cpuOf(forwarder.pid) - cpuBefore, (performance.now() - started) / 1000]
    const perViewer = totals(counts).map((total, index) => total - (before[index] ?? 0))
    const packets = perViewer.reduce((sum, one) => sum + one, 0)
    const flaw = flawOf(perViewer, (await lostIn(hosts)) - lostBefore)
    return { microseconds: cpu / packets, load: cpu / 1e6 / seconds, flaw }
  } finally {
    await forwarder.close()
    for (const host of [publisher, ...hosts]) host.close()
  }
}
