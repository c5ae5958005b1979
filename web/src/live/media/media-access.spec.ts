import type { MediaAccess } from '@tongke/contract'
import { LiveError } from '../live-error.ts'
import { ReconnectPolicy } from '../reconnect-policy.ts'
import { AccessDesk, grantsOf } from './media-access.ts'

const access = (ticket: string, expiresAt = Date.now() + 60_000): MediaAccess => ({
  url: 'http://127.0.0.1:8081',
  ticket,
  expiresAt,
  rtpCapabilities: {},
  iceServers: [],
})
const never = new AbortController().signal
const policy = new ReconnectPolicy()

describe('access desk', () => {
  it('uses a ticket that was fetched ahead once, then asks again', async () => {
    let asked = 0
    const desk = new AccessDesk(async () => access(`ticket ${(asked += 1)}`), policy)
    await desk.prefetch(never)
    expect((await desk.take(never)).ticket).toBe('ticket 1')
    expect((await desk.take(never)).ticket).toBe('ticket 2')
  })

  it('waits for the ticket that is already on its way', async () => {
    let asked = 0
    const desk = new AccessDesk(async () => access(`ticket ${(asked += 1)}`), policy)
    void desk.prefetch(never)
    expect((await desk.take(never)).ticket).toBe('ticket 1')
    expect(asked).toBe(1)
  })

  it('throws a ticket away that is about to expire', async () => {
    const stock = [access('old', Date.now() + 2_000), access('new')]
    const desk = new AccessDesk(async () => stock.shift()!, policy)
    await desk.prefetch(never)
    expect((await desk.take(never)).ticket).toBe('new')
  })

  it('repeats what may heal', async () => {
    const answers = ['media.no_node', 'offline'] as const
    let asked = 0
    const desk = new AccessDesk(async () => {
      const code = answers[asked]
      asked += 1
      if (code) throw new LiveError(code)
      return access('at last')
    }, policy)
    expect((await desk.take(never)).ticket).toBe('at last')
    expect(asked).toBe(3)
  })

  it('gives up on what does not', async () => {
    const desk = new AccessDesk(async () => Promise.reject(new LiveError('lesson.closed_room')), policy)
    await expect(desk.take(never)).rejects.toMatchObject({ code: 'lesson.closed_room' })
  })

  it('repeats a request that hangs as soon as somebody saw the line', async () => {
    let asked = 0
    const desk = new AccessDesk((signal) => {
      asked += 1
      if (asked > 1) return Promise.resolve(access('second'))
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }, policy)
    const taken = desk.take(never)
    await Promise.resolve()
    desk.nudge()
    expect((await taken).ticket).toBe('second')
  })

  it('keeps a ticket aside while it is valid', async () => {
    const desk = new AccessDesk(async () => access('fresh'), policy)
    const stop = new AbortController()
    expect(desk.aside).toBeNull()
    const kept = desk.keepAside(access('used'), stop.signal).catch(() => undefined)
    expect(desk.aside?.ticket).toBe('used')
    void desk.keepAside(access('old', Date.now() + 1_000), stop.signal).catch(() => undefined)
    expect(desk.aside).toBeNull()
    desk.dropAside()
    stop.abort()
    await kept
  })

  it('stops when its owner does', async () => {
    const stop = new AbortController()
    const desk = new AccessDesk(
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      policy,
    )
    const taken = desk.take(stop.signal)
    stop.abort()
    await expect(taken).rejects.toBeDefined()
  })
})

describe('grants of a ticket', () => {
  it('reads identity and rights, umlauts and all', () => {
    const claims = { identity: 'lecturer', publish: ['camera', 'screen'], room: 'r', name: '王老师' }
    const payload = Buffer.from(JSON.stringify(claims)).toString('base64url')
    expect(grantsOf(`h.${payload}.s`)).toEqual({
      identity: 'lecturer',
      publish: ['camera', 'screen'],
      room: 'r',
    })
  })

  it('refuses what is no ticket', () => {
    expect(() => grantsOf('nonsense')).toThrow()
  })
})
