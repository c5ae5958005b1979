import { MediaRing, assistantOf, newLeg, newObserver } from '../support/media-ring.ts'
import { quiet } from '../support/media-tickets.ts'
import { pause, waitFor } from '../support/wait-for.ts'

let ring: MediaRing
beforeAll(async () => {
  ring = await MediaRing.start()
})
beforeEach(() => ring.nextRoom())
afterAll(() => ring.stop())

it('takes ticket, join and connect, and then sound and picture flow', async () => {
  const lecturer = await ring.enter('lecturer')
  await lecturer.publish('camera')
  await lecturer.publish('microphone')
  const leg = await ring.client()
  const joined = await leg.join(await ring.ticket(newLeg()))
  expect(joined.consumers.map(({ identity, source }) => `${identity} ${source}`).toSorted()).toEqual([
    'lecturer camera',
    'lecturer microphone',
  ])
  expect(joined.send).not.toBeNull()
  expect(joined.peers).toEqual([{ identity: 'lecturer', name: '测试' }])
  await leg.connect()
  for (const { id } of joined.consumers) await leg.waitPackets(id)
})

it('sends nothing of a consumer before it is acknowledged', async () => {
  const lecturer = await ring.enter('lecturer')
  await lecturer.publish('camera')
  await lecturer.publish('microphone')
  const leg = await ring.client()
  await leg.join(await ring.ticket(newLeg()))
  const [camera, microphone] = [
    leg.consumerOf('lecturer', 'camera'),
    leg.consumerOf('lecturer', 'microphone'),
  ]
  await leg.connect('receive', [microphone?.id ?? ''])
  await leg.waitPackets(microphone?.id ?? '', 20)
  expect(leg.packetsOf(camera?.id ?? '')).toBe(0)
  await leg.request('resume', { consumerIds: [camera?.id ?? ''] })
  await leg.waitPackets(camera?.id ?? '')
})

it('tells of tracks that come and go later', async () => {
  const lecturer = await ring.enter('lecturer')
  const leg = await ring.enter(newLeg())
  const screen = await lecturer.publish('screen')
  const { id } = await leg.waitNotice('consumer', ({ source }) => source === 'screen')
  await pause(300)
  expect(leg.packetsOf(id)).toBe(0)
  await leg.request('resume', { consumerIds: [id] })
  await leg.waitPackets(id)
  await lecturer.request('pause_producer', { producerId: screen.producerId })
  await leg.waitNotice('consumer_paused', ({ consumerId }) => consumerId === id)
  await lecturer.request('resume_producer', { producerId: screen.producerId })
  await leg.waitNotice('consumer_resumed', ({ consumerId }) => consumerId === id)
  await lecturer.request('close_producer', { producerId: screen.producerId })
  await leg.waitNotice('consumer_closed', ({ consumerId }) => consumerId === id)
})

it('lets a second track of one source take the place of the first', async () => {
  const lecturer = await ring.enter('lecturer')
  const leg = await ring.enter(newLeg())
  await lecturer.publish('camera')
  const first = await leg.waitNotice('consumer')
  await lecturer.publish('camera')
  await leg.waitNotice('consumer_closed', ({ consumerId }) => consumerId === first.id)
  await leg.waitNotice('consumer', ({ id }) => id !== first.id)
})

it('announces classes and assistants, but no observers', async () => {
  const lecturer = await ring.enter('lecturer')
  const leg = newLeg()
  await ring.enter(leg)
  await lecturer.waitNotice('peer_joined', ({ identity }) => identity === leg)
  const observer = await ring.enter(newObserver(), { publish: [] })
  expect(observer.joined?.send).toBeNull()
  expect(observer.joined?.peers.map(({ identity }) => identity).toSorted()).toEqual(
    [leg, 'lecturer'].toSorted(),
  )
  expect(lecturer.noticesOf('peer_joined')).toHaveLength(1)
})

it('never gives a class the microphone of its own assistant, which stands in the same room', async () => {
  const leg = newLeg()
  const audible = quiet({ audible: [leg, assistantOf(leg)] })
  const [room, assistant, lecturer] = await Promise.all([
    ring.enter(leg, { directive: audible }),
    ring.enter(assistantOf(leg), { directive: audible }),
    ring.enter('lecturer', { directive: audible }),
  ])
  await room.publish('microphone')
  await assistant.publish('microphone')
  await lecturer.waitNotice('consumer', ({ identity }) => identity === leg)
  await lecturer.waitNotice('consumer', ({ identity }) => identity === assistantOf(leg))
  expect([...room.consumers.values(), ...assistant.consumers.values()]).toEqual([])
})

it('gives a line check its own tracks back and nobody else', async () => {
  const directive = quiet()
  const check = await ring.enter('check:01a20a3f-e31b-713d-aa6c-48ffad822d9b', {
    subscribe: 'echo',
    lessonId: null,
    directive,
  })
  await check.publish('microphone')
  const { id } = await check.waitNotice('consumer')
  await check.request('resume', { consumerIds: [id] })
  await check.waitPackets(id)
  expect(ring.receiver.events.filter(({ room }) => room === ring.room)).toEqual([])
})

it('reports joins, modes and leaves to the server, in order', async () => {
  const leg = newLeg()
  const lecturer = await ring.enter('lecturer')
  await lecturer.publish('camera')
  const room = await ring.enter(leg)
  await waitFor('mode', () => ring.receiver.eventsOf(leg).some(({ kind }) => kind === 'mode'))
  room.close()
  await waitFor('left', () => ring.receiver.eventsOf(leg).some(({ kind }) => kind === 'left'))
  const events = ring.receiver.eventsOf(leg)
  expect(events.map(({ kind, sequence }) => `${sequence} ${kind}`)).toEqual(['0 joined', '1 mode', '2 left'])
  expect(new Set(events.map(({ connectionId }) => connectionId)).size).toBe(1)
  expect(events[1]).toMatchObject({ mode: 'full', lessonId: ring.lessonId, room: ring.room })
})
