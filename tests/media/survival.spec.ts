import { MediaRing, newLeg } from '../support/media-ring.ts'
import { cpuOf } from '../support/process-usage.ts'
import { pause, waitFor } from '../support/wait-for.ts'

let ring: MediaRing
beforeEach(async () => {
  ring = await MediaRing.start({ workers: 2 })
})
afterEach(() => ring.stop())

it('sends everyone back in when a worker is killed, and they find a new one', async () => {
  const lecturer = await ring.enter('lecturer')
  await lecturer.publish('camera')
  const leg = newLeg()
  const room = await ring.enter(leg)
  const before = ring.node.workerPids
  // Which of the two holds the room is the node's business.
  for (const pid of before) process.kill(pid, 'SIGKILL')
  await lecturer.waitNotice('rejoin', ({ reason }) => reason === 'worker_died')
  await room.waitNotice('rejoin')
  await waitFor('two new workers', () => {
    const now = ring.node.workerPids
    return now.length === 2 && now.every((pid) => !before.includes(pid))
  })
  // The socket is still good for the next join.
  await room.enter(await ring.ticket(leg))
  const back = await ring.enter('lecturer')
  await back.publish('camera')
  const { id } = await room.waitNotice('consumer')
  await room.request('resume', { consumerIds: [id] })
  await room.waitPackets(id)
  await waitFor('events', () => ring.receiver.eventsOf(leg).length === 3)
  expect(ring.receiver.eventsOf(leg).map(({ kind }) => kind)).toEqual(['joined', 'left', 'joined'])
  expect(ring.receiver.eventsOf(leg)[1]).toMatchObject({ reason: 'worker_died' })
})

it('is back soon after a kill, on the same ports, as a new boot', async () => {
  const first = await ring.enter('lecturer')
  const { bootId } = ring.receiver.heartbeats.at(-1) ?? {}
  await ring.node.killAndRestart()
  const cpu = cpuOf(ring.node.pid) / 1000
  const again = await ring.enter('lecturer')
  expect(again.joined?.bootId).not.toBe(bootId)
  const fresh = await waitFor('heartbeat', () =>
    ring.receiver.heartbeats.find((beat) => beat.bootId === again.joined?.bootId),
  )
  expect(fresh.connections).not.toContain(first.joined?.peerId)
  // By its own CPU time, 0.4 s when written: the clock would measure how busy the machine is.
  expect(cpu).toBeLessThan(1_500)
})

it('drains on SIGTERM: rejoin, the last events, exit 0', async () => {
  const leg = newLeg()
  const room = await ring.enter(leg)
  ring.node.signal('SIGTERM')
  await room.waitNotice('rejoin', ({ reason }) => reason === 'draining')
  await waitFor('exit', () => ring.node.exitCode !== null)
  expect(ring.node.exitCode).toBe(0)
  expect(ring.receiver.eventsOf(leg).at(-1)).toMatchObject({ kind: 'left', reason: 'draining' })
  expect(ring.receiver.heartbeats.some(({ draining }) => draining)).toBe(true)
})

it('exits in bounded time when nobody takes its events', async () => {
  await ring.enter('lecturer')
  ring.receiver.close()
  const asked = performance.now()
  ring.node.signal('SIGTERM')
  await waitFor('exit', () => ring.node.exitCode !== null)
  expect(ring.node.exitCode).toBe(0)
  expect(performance.now() - asked).toBeLessThan(4_000)
})

it('repeats events until they are acknowledged, under the same ids, in order', async () => {
  const leg = newLeg()
  ring.receiver.failWith = 503
  const room = await ring.enter(leg)
  await waitFor('two attempts', () => ring.receiver.deliveries.length >= 2)
  ring.receiver.failWith = null
  ring.receiver.breakAnswers = true
  room.close()
  await pause(1_000)
  ring.receiver.breakAnswers = false
  await waitFor('left', () => ring.receiver.eventsOf(leg).some(({ kind }) => kind === 'left'), 8_000)
  const ids = new Map<string, Set<string>>()
  for (const { kind, eventId } of ring.receiver.deliveries.flatMap(({ events }) => events))
    ids.set(kind, (ids.get(kind) ?? new Set()).add(eventId))
  expect([...ids].map(([kind, seen]) => [kind, seen.size])).toEqual([
    ['joined', 1],
    ['left', 1],
  ])
  expect(ring.receiver.deliveries.length).toBeGreaterThanOrEqual(4)
})

it('does not let one event that the server refuses hold back the others', async () => {
  ring.receiver.failWith = 422
  await ring.enter('lecturer')
  await waitFor('refusal', () => ring.receiver.deliveries.length > 0)
  ring.receiver.failWith = null
  const leg = newLeg()
  await ring.enter(leg)
  await waitFor('joined', () => ring.receiver.eventsOf(leg).length === 1)
})

it('beats once a second, signed, with what the server needs to place rooms', async () => {
  await waitFor('three beats', () => ring.receiver.heartbeats.length >= 3)
  const lecturer = await ring.enter('lecturer')
  const beat = await waitFor('beat with the lecturer', () =>
    ring.receiver.heartbeats.find(({ peers }) => peers === 1),
  )
  expect(beat).toMatchObject({
    nodeId: 'media-test',
    port: ring.node.port,
    workers: 2,
    rooms: 1,
    draining: false,
  })
  expect(beat.connections).toEqual([lecturer.joined?.peerId])
  expect(beat.rtpCapabilities['codecs']).toContainEqual(expect.objectContaining({ mimeType: 'video/H264' }))
  expect(ring.receiver.unsigned).toEqual([])
})

it('notices a dead line without a word from it', async () => {
  const leg = newLeg()
  const room = await ring.enter(leg)
  // A line that is cut says nothing more, neither close nor pong.
  room.socket.io.engine.transport.send = () => undefined
  const cut = performance.now()
  await waitFor('left', () => ring.receiver.eventsOf(leg).some(({ kind }) => kind === 'left'), 9_000)
  expect(performance.now() - cut).toBeLessThan(8_000)
}, 12_000)

it('shows its health and its metrics', async () => {
  await ring.enter('lecturer')
  const health = await fetch(`${ring.node.url}/health`)
  expect(await health.json()).toMatchObject({ workers: 2, rooms: 1, peers: 1, draining: false })
  const metrics = await (await fetch(`${ring.node.url}/metrics`)).text()
  expect(metrics).toMatch(/tongke_media_peers 1\n/)
  expect(metrics).toMatch(/tongke_media_request_seconds_count\{request="join",code="ok"\} 1\n/)
})
