import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import {
  CLASS_PLANE_PATH,
  CLASS_REQUESTS,
  LessonCommand,
  MEDIA_EVENTS_PATH,
  MEDIA_HEARTBEAT_PATH,
  MediaEventBatch,
  MediaHeartbeat,
  revokeDevice,
  signOut,
  WireError,
  type Ack,
  type ClassRequestName,
} from '@tongke/contract'
import * as fc from 'fast-check'
import { ApiClient } from '../support/api-client.ts'
import { nearly } from '../support/arbitrary-input.ts'
import { ClassClient, openClassSocket } from '../support/class-client.ts'
import { closeAll, LessonScene, type LiveLesson } from '../support/lesson-scene.ts'
import { MediaNodeDouble } from '../support/media-node-double.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { pause, waitFor } from '../support/wait-for.ts'

let stack: Stack
let scene: LessonScene
let node: MediaNodeDouble
let lesson: LiveLesson

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await LessonScene.set(stack)
  node = await MediaNodeDouble.start(stack.serverUrl, stack.mediaSecret)
  lesson = await scene.live(node)
}, 120_000)
afterAll(async () => {
  if (lesson) closeAll(lesson)
  node?.die()
  await scene?.leave()
  await stack?.stop()
})

const cookieOf = (api: ApiClient): string =>
  [...api.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
const codeOf = (answer: unknown): string => {
  const ack = answer as Ack<unknown>
  return ack.ok ? 'ok' : ack.error.code
}

/** The room goes on for everybody: a command still reaches all. */
async function roomIsUnharmed(): Promise<void> {
  const page = 1 + Math.floor(Math.random() * 900)
  await lesson.lecturer.send({ type: 'turn_page', page })
  for (const client of [lesson.lecturer, ...lesson.rooms])
    await client.until('the page', (state) => state.page === page)
}

describe('the door', () => {
  test.each<[string, () => Record<string, string>, string]>([
    ['no cookie', () => ({ origin: stack.serverUrl }), 'auth.required'],
    [
      'an invented cookie',
      () => ({ origin: stack.serverUrl, cookie: 'tongke_session=abc' }),
      'auth.required',
    ],
    [
      'a page of another site',
      () => ({ origin: 'https://evil.example', cookie: cookieOf(scene.lecturer) }),
      'request.origin',
    ],
    ['a cookie without an origin', () => ({ cookie: cookieOf(scene.lecturer) }), 'request.origin'],
  ])('%s is refused', async (_, headers, code) => {
    await expect(openClassSocket(stack.serverUrl, headers())).rejects.toMatchObject({
      message: code,
      data: { code },
    })
  })

  test('somebody without a part is refused, and it is audited', async () => {
    const stranger = await ApiClient.as(stack.serverUrl, '石小满')
    await expect(ClassClient.enter(stranger, lesson.id)).rejects.toThrow('lesson.not_participant')
    await expect(ClassClient.enter(scene.lecturer, randomUUID())).rejects.toThrow('not_found')
    const { rows } = await scene.database.query(
      `select 1 from audit_log where action = 'access.refused' and target = $1 and actor_name = '石小满'`,
      [`lesson:${lesson.id}`],
    )
    expect(rows).toHaveLength(1)
  })

  test('signing out and revoking a device end their sockets at once', async () => {
    const [, { room, deviceId }] = scene.legs
    const assistant = await ApiClient.as(stack.serverUrl, lesson.assistants[1]!.me!.name)
    const second = await ClassClient.enter(assistant, lesson.id)
    await assistant.call(signOut, {})
    await waitFor('goodbye', () => second.goodbye?.reason === 'signed_out' && second.socket.disconnected)
    expect(lesson.assistants[1]!.socket.connected).toBe(true)

    const device = await ClassClient.enter(room, lesson.id)
    const coordinator = await ApiClient.as(stack.serverUrl, '白鹤年')
    await coordinator.call(revokeDevice, { params: { id: deviceId } })
    await waitFor('goodbye', () => device.goodbye?.reason === 'device_revoked' && device.socket.disconnected)
    await waitFor('out of the media room', () =>
      node.orders.some(
        ({ method, path }) => method === 'DELETE' && path === `/control/instances/${deviceId}`,
      ),
    )
    await expect(ClassClient.enter(room, lesson.id)).rejects.toThrow('device.revoked')
    lesson.rooms.splice(1)
    await roomIsUnharmed()
  })
})

test('a session that ends without a socket leaves the media room too, another device of the person stays', async () => {
  const pc = await ClassClient.enter(scene.lecturer, lesson.id)
  const phone = await ApiClient.as(stack.serverUrl, lesson.lecturer.me!.name)
  const before = node.orders.length
  await phone.call(signOut, {})
  const ended = () => node.orders.slice(before).filter(({ path }) => path.startsWith('/control/instances/'))
  await waitFor('the order', () => ended().length > 0)
  const claims = JSON.parse(
    Buffer.from(
      (await scene.ticket(scene.lecturer, lesson.id)).ticket.split('.')[1] ?? '',
      'base64url',
    ).toString(),
  ) as { instance: string }
  expect(ended().map(({ path }) => path)).not.toContain(`/control/instances/${claims.instance}`)
  expect(pc.socket.connected).toBe(true)
  pc.close()
})

test('an id in upper case is the same lesson, and hears of every change', async () => {
  const shouting = await ClassClient.enter(scene.lecturer, lesson.id.toUpperCase())
  await lesson.lecturer.send({ type: 'turn_page', page: 901 })
  await shouting.until('the page', (state) => state.page === 901)
  const message = { lessonId: lesson.id, commandId: randomUUID(), command: { type: 'turn_page', page: 902 } }
  expect(await shouting.ask('command', message)).toMatchObject({ ok: true })
  await lesson.lecturer.until('the page', (state) => state.page === 902)
  shouting.close()
})

describe('messages nobody expects', () => {
  let client: ClassClient
  beforeEach(async () => {
    client = await ClassClient.enter(scene.lecturer, lesson.id)
  })
  afterEach(async () => {
    client.close()
    await roomIsUnharmed()
  })

  const ask = (name: string, ...body: unknown[]): Promise<unknown> =>
    client.socket.timeout(5_000).emitWithAck(name, ...body)
  const message = (change: object = {}) => ({
    lessonId: lesson.id,
    commandId: randomUUID(),
    command: { type: 'mute_all' },
    ...change,
  })

  test.each<[string, string, () => unknown[], string]>([
    ['an unknown event', 'shutdown', () => [{}], 'request.invalid'],
    ['an event of the prototype', 'constructor', () => [{}], 'request.invalid'],
    ['a command without a body', 'command', () => [], 'request.invalid'],
    ['null', 'command', () => [null], 'request.invalid'],
    ['a list', 'command', () => [[1, 2]], 'request.invalid'],
    ['bytes', 'command', () => [Buffer.from([1, 2, 3])], 'request.invalid'],
    ['an unknown command', 'command', () => [message({ command: { type: 'explode' } })], 'request.invalid'],
    ['a system command', 'command', () => [message({ command: { type: 'tick' } })], 'request.invalid'],
    ['a bad id', 'command', () => [message({ commandId: '1; drop table lesson' })], 'request.invalid'],
    [
      'an unknown leg',
      'command',
      () => [message({ command: { type: 'mute_leg', legId: randomUUID() } })],
      'lesson.leg_unknown',
    ],
    ['another lesson', 'command', () => [message({ lessonId: randomUUID() })], 'lesson.not_joined'],
    [
      'a text that is too long',
      'command',
      () => [message({ command: { type: 'send_message', legId: null, text: '长'.repeat(301) } })],
      'request.invalid',
    ],
    [
      'an oversized message',
      'command',
      () => [message({ command: { type: 'send_message', legId: null, text: 'x'.repeat(20_000) } })],
      'request.too_large',
    ],
    [
      'an infinite page',
      'command',
      () => [message({ command: { type: 'turn_page', page: 1e999 } })],
      'request.invalid',
    ],
    ['a join without a lesson', 'join', () => [{}], 'request.invalid'],
    [
      'a join with a negative revision',
      'join',
      () => [{ lessonId: lesson.id, since: -1 }],
      'request.invalid',
    ],
    ['a beat without a time', 'beat', () => ['now'], 'request.invalid'],
    ['leaving another lesson', 'leave', () => [{ lessonId: randomUUID() }], 'lesson.not_joined'],
  ])('%s is refused with a stable code', async (_, name, body, code) => {
    const answer = await ask(name, ...body())
    if (name in CLASS_REQUESTS) CLASS_REQUESTS.command.ack.parse(answer)
    expect(codeOf(answer)).toBe(code)
    expect(client.socket.connected).toBe(true)
  })

  test('a wrong sum of heads has its own code', async () => {
    const headcount = { expected: 9, present: 9, leave: 1, absent: 0 }
    const command = { type: 'take_headcount', legId: lesson.legIds[0], headcount }
    expect(await lesson.assistants[0]!.refused(command)).toBe('lesson.headcount')
  })

  test('a command before the join is out of order', async () => {
    const socket = await openClassSocket(stack.serverUrl, {
      origin: stack.serverUrl,
      cookie: cookieOf(scene.lecturer),
    })
    expect(codeOf(await socket.timeout(5_000).emitWithAck('command', message()))).toBe('lesson.not_joined')
    expect(codeOf(await socket.timeout(5_000).emitWithAck('leave', { lessonId: lesson.id }))).toBe(
      'lesson.not_joined',
    )
    socket.close()
  })

  test('a message beyond every limit costs only its own socket', async () => {
    client.socket.emit('command', 'x'.repeat(200_000))
    await waitFor('the socket is closed', () => client.socket.disconnected)
  })

  test('a flood is slowed down, others are not', async () => {
    const answers = await Promise.all(Array.from({ length: 150 }, () => ask('beat', { sentAt: 1 })))
    const codes = answers.map(codeOf)
    expect(codes.filter((code) => code === 'request.rate').length).toBeGreaterThan(50)
    expect(codes.filter((code) => code === 'ok').length).toBeGreaterThanOrEqual(50)
  })

  test('messages without an ack are harmless', async () => {
    client.socket.emit('command', message())
    client.socket.emit('nothing')
    client.socket.emit('join')
    await pause(100)
    expect(codeOf(await ask('beat', { sentAt: 1 }))).toBe('ok')
  })

  test('bytes that are no protocol at all', async () => {
    const { hostname, port } = new URL(stack.serverUrl)
    const raw = connect(Number(port), hostname)
    raw.on('error', () => undefined)
    raw.write(
      `GET ${CLASS_PLANE_PATH}/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
    )
    raw.write(Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 37) % 256)))
    await pause(200)
    raw.destroy()
  })
})

/** Every schema's words in wrong places: what a damaged or hostile client would send. */
const word = fc.constantFrom(
  ...LessonCommand.options.map((option) => option.shape.type.value),
  'join',
  'planned',
  '',
  '__proto__',
)
const junk = fc.oneof(fc.anything({ maxDepth: 2, withBigInt: false }), word, fc.double(), fc.constant(null))
const almost = fc.record(
  {
    type: word,
    legId: junk,
    handId: junk,
    seat: junk,
    page: junk,
    text: junk,
    headcount: junk,
    surface: junk,
    strokes: junk,
  },
  { requiredKeys: ['type'] },
)

test('whatever is sent, each message gets one declared answer and the lesson goes on', async () => {
  const assistant = lesson.assistants[0]!
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('command', 'join', 'leave', 'beat', 'read_strokes', 'sketch', 'change', 'anything'),
      fc.oneof(
        junk,
        almost.map((command) => ({ lessonId: lesson.id, commandId: randomUUID(), command })),
      ),
      async (name, body) => {
        const known = name in CLASS_REQUESTS ? (name as ClassRequestName) : null
        const fits = known !== null && CLASS_REQUESTS[known].request.safeParse(body).success
        // Leaving would be granted.
        if (fits && known === 'leave') return
        await pause(60)
        const answer: unknown = await assistant.socket.timeout(5_000).emitWithAck(name, body)
        const parsed = CLASS_REQUESTS[known ?? 'command'].ack.parse(answer)
        if (!fits) expect(parsed.ok).toBe(false)
        if (!parsed.ok) expect(parsed.error.code).not.toBe('internal')
      },
    ),
    { numRuns: 120 },
  )
  await roomIsUnharmed()
}, 60_000)

test.each([
  ['heartbeat', MEDIA_HEARTBEAT_PATH, MediaHeartbeat],
  ['events', MEDIA_EVENTS_PATH, MediaEventBatch],
])(
  'whatever a media node sends as %s, it is taken or refused by name',
  async (_, path, schema) => {
    await fc.assert(
      fc.asyncProperty(nearly(schema, [lesson.id, ...lesson.legIds]), async (message) => {
        const response = await node.post(path, message)
        const answer: unknown = await response.json()
        if (response.status !== 200)
          expect([response.status, WireError.parse(answer).code]).toEqual([400, 'request.invalid'])
      }),
      { numRuns: 150 },
    )
    await roomIsUnharmed()
  },
  60_000,
)
