import { createServer, type Server } from 'node:http'
import { ClassServer } from './class-server.fixture.ts'
import { ReconnectPolicy } from './reconnect-policy.ts'
import { ResilientSocket } from './resilient-socket.ts'
import { CLASS_WIRE, type ClassWire } from './wire.ts'

async function waitFor(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 5_000; !isSo(); await new Promise((resolve) => setTimeout(resolve, 10)))
    if (Date.now() > end) throw new Error('it did not come to that')
}

/** Stands on a port and lets nobody in: says that it is not ready, and closes every handshake. */
class Gatekeeper {
  asked = 0
  handshakes = 0
  readonly #http: Server

  static async open(port: number): Promise<Gatekeeper> {
    const keeper = new Gatekeeper()
    await new Promise<void>((resolve) => keeper.#http.listen(port, '127.0.0.1', resolve))
    return keeper
  }

  private constructor() {
    this.#http = createServer((_request, response) => {
      this.asked += 1
      response.writeHead(503).end()
    })
    this.#http.on('upgrade', (_request, socket) => {
      this.handshakes += 1
      socket.destroy()
    })
  }

  close(): Promise<unknown> {
    this.#http.closeAllConnections()
    return new Promise((resolve) => this.#http.close(resolve))
  }
}

const lessonId = '01890000-0000-7000-8000-000000000001'

describe('resilient socket', () => {
  const server = new ClassServer()
  const never = new AbortController().signal
  let socket: ResilientSocket<ClassWire>

  beforeEach(async () => {
    Object.assign(globalThis, { window: new EventTarget() })
    server.isSilent = false
    server.refusal = null
    await server.listen()
    socket = new ResilientSocket({ url: server.url, wire: CLASS_WIRE, policy: new ReconnectPolicy() })
  })
  afterEach(async () => {
    socket.close()
    await server.close()
  })

  it('connects, asks and measures the round trip', async () => {
    server.answers['leave'] = () => ({})
    socket.open()
    await socket.whenLive(never)
    await expect(socket.request('leave', { lessonId })).resolves.toEqual({})
    await expect(socket.request('beat', { sentAt: 1 })).resolves.toEqual({ now: expect.any(Number) })
    expect(socket.rttMs).not.toBeNull()
  })

  it('passes refusals on by their code, and answers outside the contract as unreadable', async () => {
    server.answers['leave'] = () => ({ ok: false, error: { code: 'lesson.not_joined', message: '' } })
    socket.open()
    await socket.whenLive(never)
    await expect(socket.request('leave', { lessonId })).rejects.toMatchObject({ code: 'lesson.not_joined' })
    server.answers['command'] = () => 'nonsense'
    const command = { lessonId, commandId: lessonId, command: { type: 'start' as const } }
    await expect(socket.request('command', command)).rejects.toMatchObject({ code: 'unreadable' })
  })

  it('answers offline when the line is down or silent', async () => {
    await expect(socket.request('leave', { lessonId })).rejects.toMatchObject({ code: 'offline' })
    socket.open()
    await socket.whenLive(never)
    server.isSilent = true
    await expect(socket.request('leave', { lessonId }, 50)).rejects.toMatchObject({ code: 'offline' })
  })

  it('is back soon after the server is', async () => {
    socket.open()
    await socket.whenLive(never)
    await server.close()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(socket.state).toBe('connecting')
    await server.listen()
    const since = Date.now()
    await socket.whenLive(never)
    expect(Date.now() - since).toBeLessThan(1_500)
  })

  it('drops a line that has fallen silent and finds the next one', async () => {
    socket.open()
    await socket.whenLive(never)
    const lost = new Promise<string>((resolve) => socket.events.on('lost', ({ reason }) => resolve(reason)))
    server.isSilent = true
    await expect(lost).resolves.toBe('silent')
    server.isSilent = false
    await socket.whenLive(never)
    expect(socket.state).toBe('live')
  })

  it('says goodbye when it is closed, and not when it is given up', async () => {
    socket.open()
    await socket.whenLive(never)
    server.ends.length = 0
    socket.restart('of no use')
    await socket.whenLive(never)
    await waitFor(() => server.ends.length === 1)
    socket.close()
    await waitFor(() => server.ends.length === 2)
    expect(server.ends).toEqual([expect.stringMatching(/^transport/), 'client namespace disconnect'])
  })

  it('makes no attempt beside another, nor many in vain', async () => {
    socket.open()
    await socket.whenLive(never)
    const port = Number(new URL(server.url).port)
    await server.close()
    const gone = await Gatekeeper.open(port)
    await waitFor(() => gone.asked >= 5)
    expect(gone.handshakes).toBeLessThanOrEqual(2)
    await gone.close()
    await server.listen()
    await socket.whenLive(never)
  })

  it('gives up only where it is sent away', async () => {
    server.refusal = { code: 'auth.required' }
    const refused = new Promise<string>((resolve) => socket.events.on('refused', ({ code }) => resolve(code)))
    socket.open()
    await expect(refused).resolves.toBe('auth.required')
    expect(socket.state).toBe('refused')
  })

  it('says nothing any more after it was closed', async () => {
    let losses = 0
    socket.events.on('lost', () => (losses += 1))
    socket.open()
    await socket.whenLive(never)
    socket.close()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect([losses, socket.state]).toEqual([0, 'idle'])
  })
})
