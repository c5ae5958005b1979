import { CLIENT_CAPABILITIES } from '../support/media-client.ts'
import { MediaRing, newLeg } from '../support/media-ring.ts'
import { TEST_PAGE, TEST_SECRET } from '../support/media-tickets.ts'
import { waitFor } from '../support/wait-for.ts'

let ring: MediaRing
beforeAll(async () => {
  ring = await MediaRing.start()
})
beforeEach(() => ring.nextRoom())
afterAll(() => ring.stop())

describe('a ticket that does not fit', () => {
  const damaged = (ticket: string) => `${ticket.slice(0, -4)}AAAA`

  it.each([
    [
      'forged',
      'media.ticket_invalid',
      () => ring.ticket('lecturer', { secret: 'not the secret of this node' }),
    ],
    ['damaged', 'media.ticket_invalid', async () => damaged(await ring.ticket('lecturer'))],
    ['no ticket at all', 'media.ticket_invalid', async () => 'x'],
    [
      'unsigned',
      'media.ticket_invalid',
      async () => `${btoa('{"alg":"none"}')}.${btoa('{"aud":"media-test"}')}.`,
    ],
    ['of a wrong shape', 'media.ticket_invalid', () => ring.ticket('pupil:1')],
    ['expired', 'media.ticket_expired', () => ring.ticket('lecturer', { lifeSeconds: -5 })],
    ['for another node', 'media.ticket_node', () => ring.ticket('lecturer', { aud: 'media-9' })],
    ['for another room', 'media.ticket_room', () => ring.ticket('lecturer', { room: 'another' })],
  ])('%s is refused with %s', async (_what, code, make) => {
    const client = await ring.client()
    await expect(client.join(await make(), { room: ring.room })).rejects.toMatchObject({ code })
    // The connection may still come in with a good one.
    await client.join(await ring.ticket('lecturer'), { room: ring.room })
  })
})

it('lets only pages of the portal use a ticket', async () => {
  const thief = await ring.client('https://evil.example')
  await expect(thief.join(await ring.ticket('lecturer'))).rejects.toMatchObject({ code: 'request.origin' })
  const page = await ring.client(`https://${TEST_PAGE}`)
  await page.join(await ring.ticket('lecturer'))
})

it('refuses a second room on a connection that has one', async () => {
  const client = await ring.enter('lecturer')
  await expect(client.join(await ring.ticket('lecturer', { room: 'another' }))).rejects.toMatchObject({
    code: 'media.order',
  })
})

it('refuses capabilities that fit nothing', async () => {
  const client = await ring.client()
  const ticket = await ring.ticket('lecturer')
  const only = (kind: string) => CLIENT_CAPABILITIES.codecs.filter((codec) => codec.kind === kind)
  for (const codecs of [[], only('audio'), only('video')])
    await expect(client.request('join', { ticket, rtpCapabilities: { codecs } })).rejects.toMatchObject({
      code: 'media.unsupported',
    })
})

it('lets nobody publish what the ticket does not grant', async () => {
  const leg = await ring.enter(newLeg(), { publish: ['camera'] })
  await expect(leg.publish('screen')).rejects.toMatchObject({ code: 'media.not_granted' })
  await leg.publish('camera')
})

describe('a place that is taken', () => {
  const leg = newLeg()

  it('is refused to another device until it takes over, and then the older one is told', async () => {
    const lecturer = await ring.enter('lecturer')
    const older = await ring.enter(leg, { instance: 'old' })
    const newer = await ring.client()
    const ticket = await ring.ticket(leg, { instance: 'new' })
    await expect(newer.join(ticket)).rejects.toMatchObject({ code: 'media.duplicate' })
    expect(older.socket.connected).toBe(true)
    await newer.enter(ticket, { takeOver: true })
    await older.waitNotice('superseded')
    await waitFor('end of the older', () => !older.socket.connected)
    expect(lecturer.noticesOf('peer_left')).toEqual([])
  })

  it('is taken over silently by the same device, which never looks offline', async () => {
    await ring.enter(leg, { instance: 'same' })
    await ring.enter(leg, { instance: 'same' })
    await waitFor(
      'left',
      () => ring.receiver.eventsOf(leg).filter(({ room }) => room === ring.room).length === 3,
    )
    const events = ring.receiver.eventsOf(leg).filter(({ room }) => room === ring.room)
    expect(events.map(({ kind }) => kind)).toEqual(['joined', 'joined', 'left'])
    expect(events[2]?.connectionId).toBe(events[0]?.connectionId)
  })
})

describe('bandwidth probes', () => {
  const probe = (path: string, init?: RequestInit) => fetch(`${ring.node.url}/probe/${path}`, init)

  it('pour and swallow what was asked', async () => {
    const ticket = await ring.ticket('lecturer')
    const down = await probe(`down?ticket=${ticket}&bytes=300001`)
    expect((await down.arrayBuffer()).byteLength).toBe(300_001)
    expect(down.headers.get('access-control-allow-origin')).toBe('*')
    const up = await probe(`up?ticket=${ticket}`, { method: 'POST', body: new Uint8Array(200_000) })
    expect(await up.json()).toMatchObject({ bytes: 200_000 })
  })

  it('are bounded and need a ticket', async () => {
    const ticket = await ring.ticket('lecturer')
    const codeOf = async (response: Response) => [response.status, (await response.json()).code]
    expect(await codeOf(await probe('down?bytes=1000'))).toEqual([401, 'media.ticket_invalid'])
    expect(await codeOf(await probe(`down?ticket=${ticket}&bytes=99000000`))).toEqual([
      400,
      'request.invalid',
    ])
    expect(await codeOf(await probe(`down?ticket=${ticket}&bytes=-1`))).toEqual([400, 'request.invalid'])
    const elsewhere = { headers: { origin: 'https://evil.example' } }
    expect(await codeOf(await probe(`down?ticket=${ticket}`, elsewhere))).toEqual([403, 'request.origin'])
    const flood = probe(`up?ticket=${ticket}`, { method: 'POST', body: new Uint8Array(5_000_000) })
    expect(await flood.then(codeOf, () => 'cut')).toEqual(expect.anything())
    const old = await ring.ticket('lecturer', { lifeSeconds: -5, secret: TEST_SECRET })
    expect(await codeOf(await probe(`down?ticket=${old}`))).toEqual([401, 'media.ticket_expired'])
  })
})
