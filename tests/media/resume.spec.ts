import type { MediaClient } from '../support/media-client.ts'
import { MediaRing, newLeg } from '../support/media-ring.ts'
import { waitFor } from '../support/wait-for.ts'

let ring: MediaRing
beforeAll(async () => {
  ring = await MediaRing.start()
})
beforeEach(() => ring.nextRoom())
afterAll(() => ring.stop())

const kindsOf = (identity: string): string[] =>
  ring.receiver
    .eventsOf(identity)
    .filter(({ room }) => room === ring.room)
    .map(({ kind }) => kind)

/** The line ends without a word, as seen from the node; the packets' path stays. */
async function breakLine(client: MediaClient, identity: string): Promise<void> {
  client.socket.io.engine.close()
  await waitFor('left', () => kindsOf(identity).at(-1) === 'left')
}

describe('a connection whose line was lost', () => {
  it('goes on over the next line with the tracks it had', async () => {
    const leg = newLeg()
    const lecturer = await ring.enter('lecturer')
    await lecturer.publish('camera')
    const room = await ring.enter(leg)
    await room.publish('camera')
    const [down, up] = [room.consumerOf('lecturer', 'camera')!, await lecturer.waitNotice('consumer')]
    await lecturer.request('resume', { consumerIds: [up.id] })
    await breakLine(room, leg)
    await lecturer.waitNotice('peer_left', ({ identity }) => identity === leg)
    // Nobody signals anything: the packets flow on.
    await Promise.all([room.waitPackets(down.id), lecturer.waitPackets(up.id)])

    const next = await ring.client()
    const before = lecturer.noticesOf('peer_joined').length
    const joined = await next.join(await ring.ticket(leg), { resume: room.joined!.peerId })
    expect(joined).toMatchObject({ resumed: true, receive: { id: room.joined!.receive.id } })
    expect(joined.consumers.map(({ id }) => id)).toEqual([down.id])
    await next.request('resume', { consumerIds: [down.id] })
    await next.waitNotice('producer_demand')
    await waitFor('told', () => lecturer.noticesOf('peer_joined').length > before)
    await Promise.all([room.waitPackets(down.id), lecturer.waitPackets(up.id)])
    expect(lecturer.noticesOf('consumer_closed')).toEqual([])

    await waitFor('joined', () => kindsOf(leg).length === 3)
    const events = ring.receiver.eventsOf(leg)
    expect(events.map(({ kind, sequence }) => [kind, sequence])).toEqual([
      ['joined', 0],
      ['left', 1],
      ['joined', 0],
    ])
    expect(events[1]!.connectionId).toBe(events[0]!.connectionId)
    expect(events[2]!.connectionId).toBe(joined.peerId)
    expect(joined.peerId).not.toBe(room.joined!.peerId)
    await waitFor('heartbeat', () => ring.receiver.heartbeats.at(-1)!.connections.includes(joined.peerId))
  })

  it('is for the server the same one when the node had not noticed', async () => {
    const leg = newLeg()
    const room = await ring.enter(leg)
    const next = await ring.client()
    const joined = await next.join(await ring.ticket(leg), { resume: room.joined!.peerId })
    expect(joined).toMatchObject({ resumed: true, peerId: room.joined!.peerId })
    // The older line has no say any more, and its end is nobody's.
    await waitFor('end of the older line', () => !room.socket.connected)
    await next.request('restart_ice', { direction: 'receive' })
    expect(kindsOf(leg)).toEqual(['joined'])
    next.close()
    await waitFor('left', () => kindsOf(leg).join() === 'joined,left')
  })

  it('leaves its place free: another device takes it without asking, and nothing is resumed then', async () => {
    const leg = newLeg()
    const older = await ring.enter(leg, { instance: 'old' })
    await breakLine(older, leg)
    const newer = await ring.enter(leg, { instance: 'new' })
    expect(newer.joined).toMatchObject({ resumed: false })
    const late = await ring.client()
    const ticket = await ring.ticket(leg, { instance: 'old' })
    await expect(late.join(ticket, { resume: older.joined!.peerId })).rejects.toMatchObject({
      code: 'media.duplicate',
    })
  })

  it('is not resumed by another device, nor with other rights', async () => {
    const leg = newLeg()
    const room = await ring.enter(leg)
    await breakLine(room, leg)
    const resume = room.joined!.peerId
    const other = await ring.client()
    const joined = await other.join(await ring.ticket(leg, { publish: ['camera'] }), { resume })
    expect(joined.resumed).toBe(false)
    expect(joined.receive.id).not.toBe(room.joined!.receive.id)
  })

  it('stays silenced while it is away', async () => {
    const leg = newLeg()
    const lecturer = await ring.enter('lecturer')
    const directive = (revision: number, audible: string[]) =>
      ring.node.control('PUT', `/control/rooms/${ring.room}/directive`, { revision, stage: null, audible })
    await directive(5, [leg])
    const room = await ring.enter(leg)
    await room.publish('microphone')
    const { id } = await lecturer.waitNotice('consumer')
    await lecturer.request('resume', { consumerIds: [id] })
    await lecturer.waitPackets(id)
    await breakLine(room, leg)
    await directive(6, [])
    await lecturer.waitNotice('consumer_paused', ({ consumerId }) => consumerId === id)
  })

  it('is gone with its device: a revoked one sends nothing while its line is away', async () => {
    const leg = newLeg()
    const lecturer = await ring.enter('lecturer')
    const room = await ring.enter(leg)
    await room.publish('camera')
    const { id } = await lecturer.waitNotice('consumer')
    await breakLine(room, leg)
    const path = `/control/instances/${encodeURIComponent(`device of ${leg}`)}`
    const order = { reason: 'revoked', at: Date.now() + 1 }
    expect(await (await ring.node.control('DELETE', path, order)).json()).toEqual({ removed: 1 })
    await lecturer.waitNotice('consumer_closed', ({ consumerId }) => consumerId === id)
    expect(kindsOf(leg)).toEqual(['joined', 'left'])
  })

  it('is gone with its room', async () => {
    const leg = newLeg()
    const room = await ring.enter(leg)
    await breakLine(room, leg)
    await ring.node.control('DELETE', `/control/rooms/${ring.room}`, { reason: 'over' })
    const next = await ring.client()
    const ticket = await ring.ticket(leg)
    await expect(next.join(ticket, { resume: room.joined!.peerId })).rejects.toMatchObject({
      code: 'media.room_closed',
    })
  })
})
