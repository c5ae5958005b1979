import type { MediaClient } from '../support/media-client.ts'
import { MediaRing, newLeg } from '../support/media-ring.ts'
import { quiet } from '../support/media-tickets.ts'
import { pause, waitFor } from '../support/wait-for.ts'

let ring: MediaRing
beforeAll(async () => {
  ring = await MediaRing.start()
})
beforeEach(() => ring.nextRoom())
afterAll(() => ring.stop())

const leg = newLeg()
const push = (body: unknown) => ring.node.control('PUT', `/control/rooms/${ring.room}/directive`, body)

/** A class that talks into a lecturer's room. */
async function talkingLeg(): Promise<{ lecturer: MediaClient; consumerId: string; producerPaused: boolean }> {
  const lecturer = await ring.enter('lecturer', { directive: quiet() })
  const room = await ring.enter(leg, { directive: quiet() })
  await room.publish('microphone')
  const { id: consumerId, producerPaused } = await lecturer.waitNotice('consumer')
  await lecturer.request('resume', { consumerIds: [consumerId] })
  return { lecturer, consumerId, producerPaused }
}

it('lets a class be heard only while the directive says so', async () => {
  const { lecturer, consumerId, producerPaused } = await talkingLeg()
  expect(producerPaused).toBe(true)
  await pause(300)
  expect(lecturer.packetsOf(consumerId)).toBe(0)
  expect((await push(quiet({ revision: 2, stage: leg, audible: [leg] }))).status).toBe(200)
  await lecturer.waitPackets(consumerId, 20)
  await push(quiet({ revision: 3 }))
  await lecturer.waitNotice('consumer_paused')
  await pause(100)
  const heard = lecturer.packetsOf(consumerId)
  await pause(400)
  expect(lecturer.packetsOf(consumerId)).toBe(heard)
  expect(lecturer.noticesOf('directive').map(({ revision }) => revision)).toEqual([2, 3])
})

it('ignores a directive that is older than the one in force', async () => {
  const { lecturer, consumerId } = await talkingLeg()
  await push(quiet({ revision: 9, stage: leg, audible: [leg] }))
  await lecturer.waitPackets(consumerId)
  await push(quiet({ revision: 8 }))
  await lecturer.waitPackets(consumerId, 20)
  expect(lecturer.noticesOf('directive').map(({ revision }) => revision)).toEqual([9])
})

it('does not let a sender lift the silence', async () => {
  const lecturer = await ring.enter('lecturer', { directive: quiet() })
  const room = await ring.enter(leg, { directive: quiet() })
  const { producerId } = await room.publish('microphone')
  const { id } = await lecturer.waitNotice('consumer')
  await lecturer.request('resume', { consumerIds: [id] })
  await room.request('pause_producer', { producerId })
  await room.request('resume_producer', { producerId })
  await pause(300)
  expect(lecturer.packetsOf(id)).toBe(0)
})

it('takes the directive from the answer to its events', async () => {
  ring.receiver.directives.set(ring.room, quiet({ revision: 5, stage: leg, audible: [leg] }))
  const { lecturer, consumerId } = await talkingLeg()
  await lecturer.waitNotice('directive', ({ revision }) => revision === 5)
  await lecturer.waitPackets(consumerId)
})

it('keeps cameras of classes that are off stage', async () => {
  const lecturer = await ring.enter('lecturer', { directive: quiet() })
  const room = await ring.enter(leg, { directive: quiet() })
  await room.publish('camera')
  const { id } = await lecturer.waitNotice('consumer')
  await lecturer.request('resume', { consumerIds: [id] })
  await lecturer.waitPackets(id)
})

it('closes a room, ends its connections and bars its old tickets', async () => {
  const lecturer = await ring.enter('lecturer')
  const ticket = await ring.ticket('lecturer')
  await pause(1_100)
  const closed = await ring.node.control('DELETE', `/control/rooms/${ring.room}`, { reason: 'ended' })
  expect(await closed.json()).toEqual({ closed: true })
  await lecturer.waitNotice('room_closed', ({ reason }) => reason === 'ended')
  await waitFor('disconnect', () => !lecturer.socket.connected)
  const late = await ring.client()
  await expect(late.join(ticket)).rejects.toMatchObject({ code: 'media.room_closed' })
})

it('ends one device and leaves the others alone', async () => {
  const lecturer = await ring.enter('lecturer')
  const room = await ring.enter(leg)
  const path = `/control/instances/${encodeURIComponent(`device of ${leg}`)}`
  const early = await ring.node.control('DELETE', path, { reason: 'revoked', at: 1 })
  expect(await early.json()).toEqual({ removed: 0 })
  const order = { reason: 'revoked', at: Date.now() + 1 }
  expect(await (await ring.node.control('DELETE', path, order)).json()).toEqual({ removed: 1 })
  await room.waitNotice('room_closed', ({ reason }) => reason === 'revoked')
  await lecturer.waitNotice('peer_left', ({ identity }) => identity === leg)
  expect(lecturer.socket.connected).toBe(true)
})

it('signing out elsewhere leaves the place to the device that holds it', async () => {
  const lecturer = await ring.enter('lecturer')
  const path = `/control/instances/${encodeURIComponent('the phone in the bag')}`
  const order = { reason: 'signed_out', at: Date.now() + 1 }
  expect(await (await ring.node.control('DELETE', path, order)).json()).toEqual({ removed: 0 })
  await lecturer.request('beat', { sentAt: 1 })
  expect(lecturer.socket.connected).toBe(true)
})

it('refuses orders that the server did not sign', async () => {
  const path = `/control/rooms/${ring.room}/directive`
  const forged = await ring.node.control('PUT', path, quiet(), 'another secret, also long enough')
  expect([forged.status, (await forged.json()).code]).toEqual([401, 'auth.required'])
  const bare = await fetch(`${ring.node.url}/control/stats`)
  expect(bare.status).toBe(401)
  const malformed = await ring.node.control('PUT', path, { revision: -1 })
  expect([malformed.status, (await malformed.json()).code]).toEqual([400, 'request.invalid'])
  expect((await push(quiet({ revision: 2 }))).status).toBe(404)
})
