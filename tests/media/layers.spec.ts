import type { MediaClient } from '../support/media-client.ts'
import { MediaRing, newLeg } from '../support/media-ring.ts'
import { waitFor } from '../support/wait-for.ts'

let ring: MediaRing
beforeAll(async () => {
  ring = await MediaRing.start()
})
beforeEach(() => ring.nextRoom())
afterAll(() => ring.stop())

const layerOf = (client: MediaClient, identity: string): number | null | undefined =>
  client
    .noticesOf('quality')
    .at(-1)
    ?.peers.find((peer) => peer.identity === identity)?.layer

it('sends the layer that fits the element, and nothing to one that is not shown', async () => {
  const leg = newLeg()
  const lecturer = await ring.enter('lecturer')
  await lecturer.publish('camera')
  const room = await ring.enter(leg)
  const id = room.consumerOf('lecturer', 'camera')?.id ?? ''
  const show = (width: number, height: number, visible = true) =>
    room.request('view', { views: [{ consumerId: id, visible, width, height }] })
  await show(1280, 720)
  await waitFor('top layer', () => layerOf(lecturer, leg) === 2)
  await show(320, 180)
  await waitFor('lowest layer', () => layerOf(lecturer, leg) === 0)
  await show(0, 0, false)
  await waitFor('nothing', () => layerOf(lecturer, leg) === null)
  const before = room.packetsOf(id)
  await show(640, 360)
  await waitFor('middle layer', () => layerOf(lecturer, leg) === 1)
  expect(room.packetsOf(id)).toBeGreaterThan(before)
}, 20_000)

it('tells the lecturer which layers anybody can use', async () => {
  const lecturer = await ring.enter('lecturer')
  const { producerId } = await lecturer.publish('camera')
  const told = (layer: number) =>
    lecturer.waitNotice('producer_demand', (notice) => notice.maxSpatialLayer === layer, 8_000)
  await expect(told(-1)).resolves.toMatchObject({ producerId })
  const room = await ring.enter(newLeg())
  await told(2)
  const consumerId = room.consumerOf('lecturer', 'camera')?.id ?? ''
  await room.request('view', { views: [{ consumerId, visible: true, width: 640, height: 360 }] })
  await told(1)
}, 20_000)

it('takes views along with connect, so the first picture has the right layer', async () => {
  const lecturer = await ring.enter('lecturer')
  await lecturer.publish('camera')
  const room = await ring.client()
  const leg = newLeg()
  await room.join(await ring.ticket(leg))
  const consumerId = room.consumerOf('lecturer', 'camera')?.id ?? ''
  await room.connect('receive', [consumerId], [{ consumerId, visible: true, width: 160, height: 90 }])
  await waitFor('lowest layer', () => layerOf(lecturer, leg) === 0)
})
