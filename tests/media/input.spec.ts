import { connect } from 'node:net'
import { MEDIA_REQUESTS, type MediaRequestName } from '@tongke/contract'
import fc from 'fast-check'
import type { MediaClient } from '../support/media-client.ts'
import { parametersOf } from '../support/media-client.ts'
import { MediaRing, newLeg } from '../support/media-ring.ts'
import { waitFor } from '../support/wait-for.ts'

let ring: MediaRing
beforeAll(async () => {
  ring = await MediaRing.start()
})
beforeEach(() => ring.nextRoom())
afterAll(() => ring.stop())

const REQUESTS = Object.keys(MEDIA_REQUESTS) as MediaRequestName[]

/** A room in which a class hears and sees the lecturer. */
async function classInSession(): Promise<{ lecturer: MediaClient; leg: MediaClient; consumerId: string }> {
  const lecturer = await ring.enter('lecturer')
  await lecturer.publish('camera')
  const leg = await ring.enter(newLeg())
  return { lecturer, leg, consumerId: leg.consumerOf('lecturer', 'camera')?.id ?? '' }
}

it('refuses every request that comes before join, except beat', async () => {
  const client = await ring.client()
  const id = 'a'
  const bodies: Partial<Record<MediaRequestName, unknown>> = {
    connect_transport: { direction: 'send', dtlsParameters: {} },
    produce: { source: 'camera', kind: 'video', rtpParameters: {} },
    pause_producer: { producerId: id },
    resume_producer: { producerId: id },
    close_producer: { producerId: id },
    resume: { consumerIds: [id] },
    view: { views: [{ consumerId: id, visible: true, width: 1, height: 1 }] },
    restart_ice: { direction: 'send' },
  }
  for (const [name, body] of Object.entries(bodies))
    expect(await client.raw(name, body)).toMatchObject({ ok: false, error: { code: 'media.not_joined' } })
  expect(await client.raw('beat', { sentAt: 5 })).toEqual({ ok: true, result: { sentAt: 5 } })
})

it('refuses what comes twice or points at nothing', async () => {
  const { leg, lecturer } = await classInSession()
  const dtlsParameters = { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: 'AA' }] }
  await expect(
    leg.request('connect_transport', { direction: 'receive', dtlsParameters }),
  ).rejects.toMatchObject({
    code: 'media.order',
  })
  await expect(leg.request('resume', { consumerIds: ['nothing'] })).rejects.toMatchObject({
    code: 'media.unknown',
  })
  await expect(leg.request('close_producer', { producerId: 'x' })).rejects.toMatchObject({
    code: 'media.unknown',
  })
  await expect(
    lecturer.request('produce', {
      source: 'camera',
      kind: 'audio',
      rtpParameters: parametersOf('audio', [7]),
    }),
  ).rejects.toMatchObject({ code: 'request.invalid' })
})

it('refuses media parameters that mean nothing, and the worker lives', async () => {
  const { lecturer, leg, consumerId } = await classInSession()
  const [worker] = ring.node.workerPids
  const good = parametersOf('video', [71])
  const bad = [
    {},
    { codecs: [] },
    { ...good, encodings: [{ ssrc: -1 }] },
    { ...good, encodings: 'many' },
    { ...good, codecs: [{ mimeType: 'video/XYZ', payloadType: 101, clockRate: 90_000 }] },
    { ...good, headerExtensions: [{ uri: 'urn:none', id: 900 }] },
    { ...good, encodings: Array.from({ length: 500 }, () => ({ ssrc: 1 })) },
  ]
  for (const rtpParameters of bad)
    expect(await lecturer.raw('produce', { source: 'screen', kind: 'video', rtpParameters })).toMatchObject({
      ok: false,
    })
  const fresh = await ring.client()
  await fresh.join(await ring.ticket(newLeg()))
  for (const dtlsParameters of [
    {},
    { fingerprints: [] },
    { fingerprints: [{ algorithm: 'x', value: 'y' }] },
    { role: 1 },
  ])
    expect(await fresh.raw('connect_transport', { direction: 'receive', dtlsParameters })).toMatchObject({
      ok: false,
    })
  await leg.waitPackets(consumerId)
  expect(ring.node.workerPids).toEqual([worker])
})

it('answers any body of any request with a refusal of a stable code, and the room goes on', async () => {
  const { leg, consumerId } = await classInSession()
  const before = await ring.client()
  const [worker] = ring.node.workerPids
  const shallow = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.boolean(), fc.array(fc.string()))
  const likely = fc.record(
    {
      ticket: shallow,
      rtpCapabilities: fc.oneof(shallow, fc.dictionary(fc.string(), fc.jsonValue())),
      direction: fc.oneof(fc.constantFrom('send', 'receive'), shallow),
      dtlsParameters: fc.oneof(shallow, fc.dictionary(fc.string(), fc.jsonValue())),
      source: fc.oneof(fc.constantFrom('camera', 'screen'), shallow),
      kind: fc.oneof(fc.constantFrom('audio', 'video'), shallow),
      rtpParameters: fc.oneof(shallow, fc.dictionary(fc.string(), fc.jsonValue())),
      consumerIds: shallow,
      views: shallow,
      producerId: shallow,
    },
    { requiredKeys: [] },
  )
  const names = fc.oneof(fc.constantFrom(...REQUESTS.filter((name) => name !== 'leave')), fc.string())
  const reserved = new Set([
    'connect',
    'connect_error',
    'disconnect',
    'disconnecting',
    'newListener',
    'removeListener',
  ])
  let victim = before
  await fc.assert(
    fc.asyncProperty(
      names.filter((name) => !reserved.has(name)),
      fc.oneof(likely, fc.jsonValue()),
      async (name, body) => {
        if (!victim.socket.connected) victim = await ring.client()
        const answer = await victim.raw(name, body)
        if (!answer.ok) expect(answer.error.code).toMatch(/^(request|media)\.[a-z_]+$/)
        else expect(name).toBe('beat')
        expect(answer.ok || answer.error.code !== 'internal').toBe(true)
      },
    ),
    { numRuns: 100 },
  )
  await leg.waitPackets(consumerId)
  expect(ring.node.workerPids).toEqual([worker])
})

it('cuts a connection that sends too much at once, and only that one', async () => {
  const { leg, consumerId } = await classInSession()
  const greedy = await ring.client()
  greedy.socket.emit('join', { ticket: 'x'.repeat(200_000) })
  await waitFor('cut', () => !greedy.socket.connected)
  await leg.waitPackets(consumerId)
})

it('slows down a connection that sends too often', async () => {
  const { leg, consumerId } = await classInSession()
  const greedy = await ring.client()
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, sentAt) => greedy.raw('beat', { sentAt })),
  )
  const refused = answers.filter((answer) => !answer.ok && answer.error.code === 'request.rate')
  expect(refused.length).toBeGreaterThan(50)
  await leg.waitPackets(consumerId)
})

it('survives messages without acknowledgement and of other types', async () => {
  const { leg, consumerId } = await classInSession()
  const odd = await ring.client()
  odd.socket.emit('join')
  odd.socket.emit('view', Buffer.alloc(1000))
  odd.socket.emit('produce', 1, 2, 3)
  odd.socket.emit('__proto__', {})
  odd.socket.emit('constructor', {})
  expect(await odd.raw('beat', { sentAt: 1 })).toMatchObject({ ok: true })
  await leg.waitPackets(consumerId)
})

/** Sends one request line as it is and resolves with the first line of the answer, empty when there was none. */
const answerTo = (target: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(ring.node.port, '127.0.0.1', () =>
      socket.end(`GET ${target} HTTP/1.1\r\nHost: node\r\nConnection: close\r\n\r\n`),
    )
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => (answer += text))
    socket.on('close', () => resolve(answer.split('\r\n', 1)[0] ?? ''))
    socket.on('error', reject)
  })

it.each(['//', '///', '//?a', 'http://', '//:99999', '/\\\\', '//[', 'http://[::1'])(
  'answers the request line %s and lives on',
  async (target) => {
    const { pid } = ring.node
    expect(await answerTo(target)).toMatch(/^HTTP\/1.1 4\d\d /)
    expect(await answerTo('/health')).toBe('HTTP/1.1 200 OK')
    expect([ring.node.pid, ring.node.exitCode]).toEqual([pid, null])
  },
)

it('lives through any request line', async () => {
  const part = fc.constantFrom(
    '/',
    '//',
    ':',
    '?',
    '#',
    '[',
    ']',
    '@',
    '%',
    '%zz',
    'http:',
    '\\',
    '.',
    'a',
    '9',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 8 }), async (parts) => {
      expect(await answerTo(parts.join(''))).toMatch(/^HTTP\/1.1 [245]\d\d /)
    }),
    { numRuns: 200 },
  )
  expect(await answerTo('/health')).toBe('HTTP/1.1 200 OK')
})
