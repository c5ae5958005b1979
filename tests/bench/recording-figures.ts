import {
  AUDIENCE_POLL_MS,
  getAudiencePiece,
  watchLesson,
  type AudienceStream,
  type AudienceView,
  type Directive,
} from '@tongke/contract'
import type { ApiClient } from '../support/api-client.ts'
import { ClassClient } from '../support/class-client.ts'
import { LessonScene } from '../support/lesson-scene.ts'
import { MediaClient } from '../support/media-client.ts'
import { MediaRing, newLeg } from '../support/media-ring.ts'
import { quiet } from '../support/media-tickets.ts'
import { cpuOf } from '../support/process-usage.ts'
import { bootStack } from '../support/stack.ts'
import { pause } from '../support/wait-for.ts'
import { WebRtcRemote } from '../support/webrtc-remote.ts'
import { metric, type Metrics } from './figures.ts'
import { CAMERA } from './sfu-load.ts'

const SETTLE_MS = 4_000
const WINDOW_MS = 10_000

/** Share of a core that a process uses while `work` goes on, %. */
async function loadOf(pid: number, windowMs = WINDOW_MS): Promise<number> {
  const [before, start] = [cpuOf(pid), performance.now()]
  await pause(windowMs)
  return ((cpuOf(pid) - before) / 1_000 / (performance.now() - start)) * 100
}

/** One lecturer with a simulcast camera of 0.9 Mbit/s and four classes, everyone sends picture and sound. */
async function fillRoom(
  ring: MediaRing,
  directive: Directive,
  legs: readonly string[],
): Promise<MediaClient[]> {
  const peers: MediaClient[] = []
  for (const identity of ['lecturer', ...legs]) {
    const peer = await ring.enter(identity, { directive })
    await peer.publish('camera', identity === 'lecturer' ? CAMERA : {})
    await peer.publish('microphone')
    peers.push(peer)
  }
  for (const peer of peers)
    await peer.request('resume', { consumerIds: [...peer.consumers.keys()] }).catch(() => undefined)
  return peers
}

/** CPU of the node with its worker for one room of 1 + 4, recorded and not, in turn. */
export async function recordingCpu(): Promise<Metrics> {
  const ring = await MediaRing.start({ workers: 1 })
  try {
    const legs = Array.from({ length: 4 }, newLeg)
    const open = quiet({ audible: ['lecturer', ...legs], stage: legs[0] ?? null })
    await fillRoom(ring, open, legs)
    await pause(SETTLE_MS)
    const loads = { off: [] as number[], on: [] as number[] }
    for (let round = 0, revision = 10; round < 2; round += 1) {
      for (const state of ['off', 'on'] as const) {
        const record = state === 'on' ? { identities: ['lecturer', ...legs] } : null
        await ring.node.control('PUT', `/control/rooms/${ring.room}/directive`, {
          ...open,
          record,
          revision: (revision += 1),
        })
        await pause(SETTLE_MS)
        loads[state].push(await loadOf(ring.node.pid))
      }
    }
    const taken = ring.receiver.pieces.length
    if (taken < 6) throw new Error(`only ${taken} pieces were recorded`)
    const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
    return { recording_cpu: metric(mean(loads.on), '% of a core', mean(loads.off)) }
  } finally {
    await ring.stop()
  }
}

const MOST_ROOMS = 24
const ROOM_WINDOW_MS = 4_000

interface Watched {
  readonly lecturer: MediaClient
  readonly legs: readonly MediaClient[]
}

/** Packets of the lecturer that each class of each room got in the window; the fewest. */
async function fewestPackets(rooms: readonly Watched[]): Promise<number> {
  const ofLecturer = (client: MediaClient) => client.consumerOf('lecturer', 'microphone')?.id ?? ''
  const viewers = rooms.flatMap(({ legs }) => legs)
  const before = viewers.map((one) => one.packetsOf(ofLecturer(one)))
  await pause(ROOM_WINDOW_MS)
  return Math.min(...viewers.map((one, index) => one.packetsOf(ofLecturer(one)) - (before[index] ?? 0)))
}

/** Rooms are added, all of them recorded, until a class misses a hundredth of the lecturer's sound or the core is full. */
export async function roomsPerCore(): Promise<Metrics> {
  const ring = await MediaRing.start({ workers: 1 })
  const rooms: Watched[] = []
  let good = 0
  let load = 0
  try {
    while (rooms.length < MOST_ROOMS) {
      ring.anotherRoom()
      const legs = Array.from({ length: 4 }, newLeg)
      const record = { identities: ['lecturer', ...legs] }
      const directive = quiet({ audible: ['lecturer'], record })
      const [lecturer, ...others] = await fillRoom(ring, directive, legs)
      rooms.push({ lecturer: lecturer!, legs: others })
      await pause(1_500)
      const [fewest, used] = await Promise.all([fewestPackets(rooms), loadOf(ring.node.pid, ROOM_WINDOW_MS)])
      console.log(`rooms ${rooms.length}: ${fewest} packets, ${used.toFixed(0)} % of a core`)
      if (fewest < (ROOM_WINDOW_MS / 20) * 0.99) break
      good = rooms.length
      load = used
    }
    if (good === 0) throw new Error('not even one room got everything')
    // The senders share the machine: where they give up before the node, its own share says how many fit.
    console.log(`rooms_per_core: ${good} rooms used ${load.toFixed(0)} % of a core`)
    return { rooms_per_core: metric(Math.max(good, Math.floor((good * 90) / load)), 'rooms') }
  } finally {
    await ring.stop()
  }
}

const VIEWERS = 200

/** Asks for news and fetches every new piece once, as the page does. */
async function viewer(api: ApiClient, lessonId: string, until: () => boolean): Promise<number> {
  const had = new Set<string>()
  let bytes = 0
  await pause(Math.random() * AUDIENCE_POLL_MS)
  while (!until()) {
    const started = performance.now()
    const view: AudienceView = await api.call(watchLesson, { params: { id: lessonId } })
    for (const stream of view.streams) bytes += await fetchNew(api, lessonId, stream, had)
    await pause(Math.max(0, AUDIENCE_POLL_MS - (performance.now() - started)))
  }
  return bytes
}

async function fetchNew(
  api: ApiClient,
  lessonId: string,
  { id, pieces }: AudienceStream,
  had: Set<string>,
): Promise<number> {
  let bytes = 0
  for (const { number } of pieces.slice(-3)) {
    if (had.has(`${id} ${number}`)) continue
    had.add(`${id} ${number}`)
    const path = getAudiencePiece.path
      .replace(':id', lessonId)
      .replace(':streamId', id)
      .replace(':number', String(number))
    const answer = await api.request('GET', path)
    if (!answer.ok) throw new Error(`a piece was refused: ${answer.status}`)
    bytes += (await answer.arrayBuffer()).byteLength
  }
  return bytes
}

/** CPU of the server while 200 watch a lesson that is being given, and while nobody does. */
export async function viewersCpu(): Promise<Metrics> {
  const stack = await bootStack({ demo: true, env: { server: { RATE_LIMIT_PER_MINUTE: '1000000' } } })
  const webrtc = new WebRtcRemote()
  const clients: { close(): void }[] = []
  const scene = await LessonScene.set(stack)
  try {
    const lesson = await scene.plan()
    const legId = lesson.legs[0]!.id
    const [desk, room, assistant] = await Promise.all(
      [scene.lecturer, scene.legs[0].room, scene.legs[0].assistant].map((who) =>
        ClassClient.enter(who, lesson.id),
      ),
    )
    clients.push(desk!, room!, assistant!)
    for (const who of [scene.lecturer, scene.legs[0].room]) {
      const { url, ticket } = await scene.ticket(who, lesson.id)
      const media = await MediaClient.open(url, webrtc)
      clients.push(media)
      await media.enter(ticket)
      await media.publish('camera', { ...CAMERA, layers: 1, bytes: 2_200 })
      await media.publish('microphone')
    }
    await desk!.until('everybody is there', (state) => state.legs[legId]?.status === 'ONLINE')
    await room!.send({ type: 'notice_seen', legId })
    await desk!.send({ type: 'start' })
    await pause(10_000)
    const pid = stack.processes.pid('server') ?? 0
    const idle = await loadOf(pid)
    let isOver = false
    const watching = Promise.all(
      Array.from({ length: VIEWERS }, () => viewer(scene.legs[1].assistant, lesson.id, () => isOver)),
    )
    await pause(SETTLE_MS)
    const busy = await loadOf(pid, 2 * WINDOW_MS)
    isOver = true
    const bytes = (await watching).reduce((sum, one) => sum + one, 0)
    console.log(`viewers_hls_200: ${(bytes / 1e6).toFixed(0)} MB fetched`)
    return { viewers_hls_200: metric(busy, '% of a core', idle) }
  } finally {
    for (const client of clients) client.close()
    webrtc.close()
    await scene.leave()
    await stack.stop()
  }
}
