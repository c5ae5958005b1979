import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Directive, RecordedPiece } from '@tongke/contract'
import { MediaRing, newLeg } from '../support/media-ring.ts'
import { quiet } from '../support/media-tickets.ts'
import { pause, waitFor } from '../support/wait-for.ts'

const run = promisify(execFile)
const SLOW_MS = 20_000
/** Of sound, as Opus is sent. */
const PACKET_MS = 20

let ring: MediaRing
let folder: string
beforeAll(async () => {
  ring = await MediaRing.start()
  folder = await mkdtemp(join(tmpdir(), 'tongke-pieces-'))
})
beforeEach(() => ring.nextRoom())
afterAll(async () => {
  await ring.stop()
  await rm(folder, { recursive: true })
})

type Piece = (typeof ring.receiver.pieces)[number]

/** Pieces of this test's lesson, each once, in order. */
const pieces = (fits: (head: RecordedPiece) => boolean = () => true): Piece[] => {
  const own = ring.receiver.pieces.filter(({ head }) => head.lessonId === ring.lessonId && fits(head))
  const once = new Map(own.map((piece) => [`${piece.head.stream.id} ${piece.head.number}`, piece]))
  return [...once.values()].toSorted(
    (a, b) => a.head.streamStartedAt - b.head.streamStartedAt || a.head.number - b.head.number,
  )
}

const waitPieces = (count: number, fits?: (head: RecordedPiece) => boolean) =>
  waitFor(`${count} pieces`, () => (pieces(fits).length >= count ? pieces(fits) : null), SLOW_MS)

const ended = (streamId: string) => ring.receiver.streamEnds.find((end) => end.streamId === streamId)

const recording = (identities: string[], more: Partial<Directive> = {}) =>
  quiet({ audible: ['lecturer'], record: { identities }, ...more })

const order = (directive: Directive) =>
  ring.node.control('PUT', `/control/rooms/${ring.room}/directive`, directive)

interface Probed {
  readonly codec: string
  readonly time: number
  readonly isKey: boolean
}

/** What ffprobe, which knows nothing of us, reads in them: packets with times in seconds. */
async function probe(parts: readonly Buffer[]): Promise<Probed[]> {
  const path = join(folder, `${randomUUID()}.webm`)
  await writeFile(path, Buffer.concat(parts))
  const { stdout } = await run(
    'ffprobe',
    '-v error -show_entries packet=codec_type,pts_time,flags -of json'.split(' ').concat(path),
  )
  const { packets } = JSON.parse(stdout) as {
    packets: { codec_type: string; pts_time: string; flags: string }[]
  }
  return packets.map(({ codec_type, pts_time, flags }) => ({
    codec: codec_type,
    time: Number(pts_time),
    isKey: flags.startsWith('K'),
  }))
}

it('writes what a lecturer sends in pieces that join without a hole', async () => {
  const lecturer = await ring.enter('lecturer', { directive: recording(['lecturer']) })
  await lecturer.publish('camera', { layers: 1 })
  await lecturer.publish('microphone')
  const taken = await waitPieces(2)
  for (const { head, body } of taken) {
    expect(head).toMatchObject({
      stream: { identity: 'lecturer', source: 'camera', videoCodec: 'vp8', audioCodec: 'opus' },
      connection: lecturer.joined?.peerId,
    })
    const packets = await probe([body])
    expect(packets[0]).toMatchObject({ codec: 'video', isKey: true })
    expect(head.at - head.streamStartedAt).toBe(Math.round((packets[0]?.time ?? 0) * 1000))
    expect(head.durationMs).toBeGreaterThan(3_500)
    expect(head.durationMs).toBeLessThan(10_000)
    expect(Math.abs(head.at - Date.now())).toBeLessThan(60_000)
  }
  const [first, second] = taken
  const whole = await probe([first!.body, second!.body.subarray(second!.head.headerBytes)])
  for (const codec of ['video', 'audio']) {
    const times = whole.filter((packet) => packet.codec === codec).map(({ time }) => time)
    const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(times.length).toBeGreaterThan(codec === 'audio' ? 350 : 200)
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...steps)).toBeLessThan(0.3)
  }
})

it('records whom the order names, a class in picture only on stage, and stops when it is told', async () => {
  const [named, other] = [newLeg(), newLeg()]
  const lecturer = await ring.enter('lecturer', { directive: quiet() })
  const rooms = [
    await ring.enter(named, { directive: quiet() }),
    await ring.enter(other, { directive: quiet() }),
  ]
  for (const client of [lecturer, ...rooms]) {
    await client.publish('camera')
    await client.publish('microphone')
  }
  await order(recording([named], { revision: 2, audible: ['lecturer', named, other], stage: other }))
  const sound = await waitPieces(1, ({ stream }) => stream.identity === named)
  expect(sound[0]?.head.stream).toMatchObject({ videoCodec: null, audioCodec: 'opus' })
  await order(recording([named], { revision: 3, audible: ['lecturer', named, other], stage: named }))
  await waitPieces(1, ({ stream }) => stream.identity === named && stream.videoCodec === 'vp8')
  await order(quiet({ revision: 4 }))
  const streams = [...new Set(pieces().map(({ head }) => head.stream.id))]
  await waitFor('ends of all streams', () => streams.every(ended))
  expect(pieces().map(({ head }) => head.stream.identity)).toEqual(pieces().map(() => named))
  for (const id of streams) expect(ended(id)?.pieces).toBe(pieces(({ stream }) => stream.id === id).length)
})

it('loses no more than the last second of a killed node, and nothing while the server is away', async () => {
  ring.receiver.failPiecesWith = 503
  const lecturer = await ring.enter('lecturer', { directive: recording(['lecturer']) })
  await lecturer.publish('camera')
  await lecturer.publish('microphone')
  const spooled = () =>
    readdirSync(ring.node.spoolDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\d\.(webm|part)$/.test(name),
    )
  await waitFor(
    'a piece and the beginning of the next',
    () => spooled().some((name) => name.endsWith('2.part')),
    SLOW_MS,
  )
  // What is in work reaches the disk within two seconds, and nothing tells when.
  await pause(2_000)
  const killedAt = Date.now()
  await ring.node.killAndRestart()
  ring.receiver.failPiecesWith = null
  const taken = await waitPieces(2)
  const { head } = taken.at(-1)!
  await waitFor('the end of the stream', () => ended(head.stream.id))
  expect(killedAt - (head.at + head.durationMs)).toBeLessThan(2_500)
  const packets = await probe([
    taken[0]!.body,
    ...taken.slice(1).map((one) => one.body.subarray(one.head.headerBytes)),
  ])
  const recordedMs = taken.reduce((sum, one) => sum + one.head.durationMs, 0)
  const heardMs = packets.filter(({ codec }) => codec === 'audio').length * PACKET_MS
  expect(heardMs).toBeGreaterThan(0.9 * recordedMs)
  await waitFor('an empty spool', () => spooled().length === 0)
})
