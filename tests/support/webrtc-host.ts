/**
 * A process of its own for libdatachannel: its threads keep a process from ending, and its clean-up does not survive
 * Jest's module registry.
 */
import { sendFakeTrack } from './fake-track.ts'
import { isRtp, readHeader } from './rtp.ts'
import type { Counts, HostCall, HostMessage, HostOrder } from './webrtc-host-messages.ts'
import { WebRtcLine } from './webrtc-line.ts'

const OPEN_WITHIN_MS = 8_000
const COUNT_EVERY_MS = 20

const lines = new Map<string, WebRtcLine>()
const tracks = new Map<string, () => void>()
const counts = new Map<string, Map<number, number>>()

const say = (message: HostMessage) => process.send?.(message)

const lineOf = (name: string): WebRtcLine => {
  const line = lines.get(name)
  if (!line) throw new Error(`no line ${name}`)
  return line
}

/** By line and SSRC: the last sequence number. */
const last = new Map<string, number>()
let lost = 0

function watchGaps(stream: string, sequence: number): void {
  const before = last.get(stream)
  const step = before === undefined ? 1 : (sequence - before) & 0xffff
  // More than half the range back is an old packet, not a gap.
  if (step < 0x8000) last.set(stream, sequence)
  if (step > 1 && step < 0x8000) lost += step - 1
}

function count(line: string, packet: Buffer): void {
  if (!isRtp(packet)) return
  const { ssrc, sequence } = readHeader(packet)
  watchGaps(`${line} ${ssrc}`, sequence)
  const ofLine = counts.get(line) ?? new Map<number, number>()
  counts.set(line, ofLine.set(ssrc, (ofLine.get(ssrc) ?? 0) + 1))
}

async function start(line: WebRtcLine): Promise<void> {
  line.start()
  for (
    const until = Date.now() + OPEN_WITHIN_MS;
    !line.isOpen;
    await new Promise((done) => setTimeout(done, 5))
  )
    if (Date.now() > until) throw new Error(`transport is ${line.state} after ${OPEN_WITHIN_MS} ms`)
}

async function obey(order: HostOrder): Promise<unknown> {
  switch (order.order) {
    case 'open': {
      const line = new WebRtcLine(order.line, order.direction, order.parameters, (packet) =>
        count(order.line, packet),
      )
      lines.set(order.line, line)
      return line.dtlsParameters
    }
    case 'start':
      return start(lineOf(order.line))
    case 'close':
      lineOf(order.line).close()
      return lines.delete(order.line)
    case 'track': {
      const line = lineOf(order.line)
      tracks.set(order.track, sendFakeTrack({ ...order, send: (packet) => line.send(packet) }))
      return undefined
    }
    case 'stop':
      tracks.get(order.track)?.()
      return tracks.delete(order.track)
    case 'lost':
      return lost
    default:
      return order satisfies never
  }
}

process.on('message', ({ id, body }: HostCall) => {
  obey(body).then(
    (result) => say({ id, result }),
    (error: unknown) => say({ id, error: String(error) }),
  )
})
process.on('disconnect', () => process.exit(0))

setInterval(() => {
  const news: Counts = [...counts].flatMap(([line, ofLine]) =>
    [...ofLine].map(([ssrc, packets]): Counts[number] => [line, ssrc, packets]),
  )
  counts.clear()
  if (news.length > 0) say({ counts: news })
}, COUNT_EVERY_MS)
