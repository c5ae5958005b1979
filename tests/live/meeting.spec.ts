import {
  addSessionMember,
  decideHours,
  draftMinutes,
  getLesson,
  getMe,
  getMediaAccess,
  getMeeting,
  getSession,
  getSessionCounting,
  getTrainingFile,
  listHoursDesk,
  listLessons,
  makeOutcome,
  listMeetingsToday,
  planSessionMeeting,
  proposeSession,
  removeSessionMember,
  saveAgenda,
  saveReflection,
  signMinutes,
  stepSession,
  type Directive,
  type SessionState,
} from '@tongke/contract'
import pg from 'pg'
import { ApiClient } from '../support/api-client.ts'
import { ClassClient } from '../support/class-client.ts'
import { MediaClient } from '../support/media-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { waitFor } from '../support/wait-for.ts'
import { WebRtcRemote } from '../support/webrtc-remote.ts'

const CHAIR = '周乐山'
const AGENDA = [
  { id: null, title: '主备人说课', minutes: 10 },
  { id: null, title: '各校研讨', minutes: 30 },
]

interface Person {
  id: string
  name: string
  orgId: string
}

interface Seat {
  readonly identity: string
  readonly api: ApiClient
  readonly room: ClassClient
  readonly media: MediaClient
}

let stack: Stack
let database: pg.Client
let webrtc: WebRtcRemote
let chair: ApiClient
let people: { chair: Person; near: Person; far: Person; stranger: Person }
const seats: Seat[] = []

/** Of the chair's school, of a village school, and one who is not invited. */
async function findPeople() {
  const { rows } = await database.query<Person & { mine: boolean; kind: string }>(
    `select p.id, p.name, o.id as "orgId", o.kind, o.id = c.org_id as mine
       from person p join post t on t.person_id = p.id and t.role = 'teacher' and t.to_day is null
       join organization o on o.id = t.org_id
       cross join (select t.org_id from person p join post t on t.person_id = p.id and t.role = 'teacher' where p.name = $1) c
      where p.state = 'ACTIVE' order by p.county_no`,
    [CHAIR],
  )
  const find = (fits: (one: (typeof rows)[number]) => boolean) => {
    const found = rows.find(fits)
    if (!found) throw new Error('the demo county has nobody like that')
    return found
  }
  const far = find(({ kind }) => kind === 'village')
  return {
    chair: find(({ name }) => name === CHAIR),
    near: find(({ mine, name }) => mine && name !== CHAIR),
    far,
    stranger: find(({ kind, id, orgId }) => kind === 'village' && id !== far.id && orgId !== far.orgId),
  }
}

async function proposed(): Promise<string> {
  const { card } = await chair.call(proposeSession, {
    body: {
      theme: '《春天在哪里》怎样唱出欢快',
      subject: 'music',
      grade: 3,
      form: 'preparation',
      mainPreparerId: people.chair.id,
      startsAt: Date.now() + 3_600_000,
      hostOrgId: people.chair.orgId,
    },
  })
  await chair.call(addSessionMember, { params: { id: card.id, personId: people.near.id } })
  const { revision } = await chair.call(getSession, { params: { id: card.id } })
  const saved = await chair.call(saveAgenda, { params: { id: card.id }, body: { revision, items: AGENDA } })
  const officer = await ApiClient.as(stack.serverUrl, '顾知行')
  await officer.call(stepSession, {
    params: { id: card.id },
    body: { revision: saved.revision, to: 'SCHEDULED' },
  })
  return card.id
}

async function sit(identity: string, lessonId: string, api: ApiClient): Promise<Seat> {
  const room = await ClassClient.enter(api, lessonId)
  const access = await api.call(getMediaAccess, { params: { id: lessonId } })
  const media = await MediaClient.open(access.url, webrtc)
  await media.enter(access.ticket)
  const seat = { identity, api, room, media }
  seats.push(seat)
  return seat
}

beforeAll(async () => {
  stack = await bootStack({ demo: true, policies: { 'research.spokeSeconds': 1 } })
  database = new pg.Client({ connectionString: stack.databaseUrl })
  await database.connect()
  webrtc = new WebRtcRemote()
  chair = await ApiClient.as(stack.serverUrl, CHAIR)
  people = await findPeople()
}, 300_000)
afterAll(async () => {
  for (const { room, media } of seats) {
    room.close()
    media.close()
  }
  webrtc?.close()
  await database?.end()
  await stack?.stop()
})

test('a session meets: all hear all, schools confer apart, the agenda runs, attendance and talk are read back', async () => {
  const sessionId = await proposed()
  const planned = await chair.call(planSessionMeeting, {
    params: { id: sessionId },
    body: { startsAt: Date.now(), plannedMinutes: 60, chairId: people.chair.id },
  })
  const id = planned.meetingLessonId!
  // Who comes into the session is invited to its room.
  await chair.call(addSessionMember, { params: { id: sessionId, personId: people.far.id } })
  const asMember = await ApiClient.as(stack.serverUrl, people.far.name)
  const asNear = await ApiClient.as(stack.serverUrl, people.near.name)
  expect((await asMember.call(getSession, { params: { id: sessionId } })).meetingLessonId).toBe(id)

  // Nobody else has a part, whatever their post; lists of lessons do not know it.
  for (const name of [people.stranger.name, '严正则']) {
    const stranger = await ApiClient.as(stack.serverUrl, name)
    await expect(ClassClient.enter(stranger, id)).rejects.toThrow('lesson.not_participant')
    expect((await stranger.refusal(getMediaAccess, { params: { id } })).code).toBe('lesson.not_participant')
    expect((await stranger.refusal(getMeeting, { params: { id } })).code).toBe('not_found')
  }
  const { items } = await chair.call(listLessons, { query: { when: 'coming', pageSize: 100 } })
  expect(items.map((one) => one.id)).not.toContain(id)
  expect((await chair.refusal(getLesson, { params: { id } })).code).toBe('not_found')

  // Only those invited find it in their day.
  const today = async (api: ApiClient) => (await api.call(listMeetingsToday, {})).items.map((one) => one.id)
  expect(await today(asMember)).toContain(id)
  expect(await today(await ApiClient.as(stack.serverUrl, people.stranger.name))).not.toContain(id)

  const early = await ClassClient.enter(chair, id)
  expect(await early.refused({ type: 'start' })).toBe('lesson.transition')
  await early.send({ type: 'open' })
  expect(await early.refused({ type: 'start' })).toBe('meeting.alone')
  early.close()

  const host = await sit('lecturer', id, chair)
  const near = await sit(`member:${people.near.id}`, id, asNear)
  const far = await sit(`member:${people.far.id}`, id, asMember)
  await host.room.until('all are here', ({ meeting }) => meeting?.online.length === 2)
  await host.room.send({ type: 'start' })
  for (const { media } of seats) await media.publish('microphone', { isVoice: true })

  const hears = async (listener: Seat, speaker: Seat) => {
    const consumer = await waitFor(`${listener.identity} gets ${speaker.identity}`, () =>
      listener.media.consumerOf(speaker.identity, 'microphone'),
    )
    await listener.media.request('resume', { consumerIds: [consumer.id] })
    await listener.media.waitPackets(consumer.id)
  }
  for (const listener of seats)
    for (const speaker of seats) if (speaker !== listener) await hears(listener, speaker)

  // The chair silences all; who says so speaks again.
  await host.room.send({ type: 'mute_all' })
  const ofFar = near.media.consumerOf(far.identity, 'microphone')!.id
  await near.media.waitNotice('consumer_paused', ({ consumerId }) => consumerId === ofFar)
  expect(await near.room.refused({ type: 'unsilence_member', personId: people.far.id })).toBe(
    'lesson.not_lecturer',
  )
  await far.room.send({ type: 'unsilence_member', personId: people.far.id })
  await near.media.waitPackets(ofFar)
  await near.room.send({ type: 'unsilence_member', personId: people.near.id })

  // The agenda is the server's: a page that is loaded anew has the same clock.
  expect(await far.room.refused({ type: 'next_item' })).toBe('lesson.not_lecturer')
  await host.room.send({ type: 'next_item' })
  const { agenda, revision } = await chair.call(getSession, { params: { id: sessionId } })
  await chair.call(saveAgenda, {
    params: { id: sessionId },
    body: { revision, items: [...agenda, { id: null, title: '分工', minutes: 5 }] },
  })
  await host.room.until('the new item', ({ meeting }) => meeting?.agenda.length === 3)
  const reloaded = await ClassClient.enter(asMember, id)
  expect(reloaded.state.meeting?.clock).toEqual(host.room.state.meeting?.clock)
  expect(reloaded.state.meeting?.clock).toMatchObject({ index: 1, spentMs: [expect.any(Number), 0, 0] })
  reloaded.close()

  // Schools confer apart, by the node and not by goodwill.
  await host.room.send({ type: 'split_room', minutes: 10, text: '各校先议一议' })
  await near.room.until('the word', ({ meeting }) => meeting?.notice?.text === '各校先议一议')
  await waitFor(
    'the town loses the village',
    () =>
      !near.media.consumerOf(far.identity, 'microphone') &&
      !host.media.consumerOf(far.identity, 'microphone'),
  )
  await waitFor('the village is alone', () => far.media.consumers.size === 0)
  await hears(near, host)
  const late = await asMember.call(getMediaAccess, { params: { id } })
  far.media.close()
  const again = { ...far, media: await MediaClient.open(late.url, webrtc) }
  seats.push(again)
  expect((await again.media.enter(late.ticket)).consumers).toEqual([])
  await again.media.publish('microphone', { isVoice: true })
  await host.room.send({ type: 'visit_group', orgId: people.far.orgId })
  await hears(again, host)
  await waitFor('the chair has left his school', () => near.media.consumers.size === 0)
  // Called back, they come when the time is over, without anybody's doing.
  await host.room.send({ type: 'call_back', seconds: 1, text: null })
  await host.room.until('all together', ({ meeting }) => meeting?.breakout === null)
  await hears(near, again)
  await hears(again, near)
  const order = near.media.noticesOf('directive').at(-1) as Directive
  expect(order.groups).toHaveLength(1)

  // Who comes into the session while its room is open enters; who is taken out of it is out of the room at once.
  const asLate = await ApiClient.as(stack.serverUrl, people.stranger.name)
  await chair.call(addSessionMember, { params: { id: sessionId, personId: people.stranger.id } })
  const latecomer = await sit(`member:${people.stranger.id}`, id, asLate)
  await host.room.until(
    'the latecomer',
    ({ meeting }) => meeting?.online.includes(people.stranger.id) === true,
  )
  await hears(latecomer, near)
  await chair.call(removeSessionMember, { params: { id: sessionId, personId: people.stranger.id } })
  await latecomer.media.waitNotice('room_closed', ({ reason }) => reason === 'part_changed')
  await host.room.until('without him', ({ meeting }) => !meeting?.online.includes(people.stranger.id))
  await expect(ClassClient.enter(asLate, id)).rejects.toThrow('lesson.not_participant')
  expect((await asLate.refusal(getMediaAccess, { params: { id } })).code).toBe('lesson.not_participant')

  await waitFor('everybody was heard', async () => {
    const { people: seen } = await chair.call(getMeeting, { params: { id } })
    return seen.length === 3 && seen.every(({ spokenMs }) => spokenMs > 0)
  })
  await host.room.send({ type: 'end' })
  await near.media.waitNotice('room_closed')
  const read = await asMember.call(getMeeting, { params: { id } })
  expect(read.status).toBe('ENDED')
  const intervals = new Map(read.people.map((person) => [person.id, person.intervals]))
  expect(intervals.get(people.near.id)).toHaveLength(1)
  // Both connections of one seat overlapped or followed each other: inside the meeting in any case.
  for (const { from, to } of [...intervals.values()].flat()) {
    expect(from).toBeGreaterThanOrEqual(read.startedAt!)
    expect(to).toBeLessThanOrEqual(read.endedAt!)
    expect(to).toBeGreaterThan(from)
  }
  expect([...intervals.values()].every((one) => one.length > 0)).toBe(true)

  // Whoever chairs a room that is to come stays with the session.
  await chair.call(planSessionMeeting, {
    params: { id: sessionId },
    body: { startsAt: Date.now() + 86_400_000, plannedMinutes: 60, chairId: people.near.id },
  })
  const out = await chair.refusal(removeSessionMember, {
    params: { id: sessionId, personId: people.near.id },
  })
  expect(out.code).toBe('research.chairs_room')
}, 90_000)

/** Of four schools, two of them rural, with whoever verifies for their school. */
const [SPEAKER, GUEST, LISTENER, LEAVER] = ['石小满', '林晓雯', CHAIR, '岳青禾'] as const
const VERIFIERS = { 石小满: '陆云舒', 林晓雯: '方静好', 周乐山: '许清和', 岳青禾: '陆云舒' } as const

test('what really happened in the room decides whether a session counts, why, and whose file gets its hours', async () => {
  const clients = new Map<string, ApiClient>()
  const as = async (name: string) => {
    const client = clients.get(name) ?? (await ApiClient.as(stack.serverUrl, name))
    clients.set(name, client)
    return client
  }
  const idOf = async (name: string) => (await (await as(name)).call(getMe, {})).id
  const members = [LISTENER, SPEAKER, GUEST, LEAVER]
  const { card } = await chair.call(proposeSession, {
    body: {
      theme: '小班额课堂怎样让人人开口',
      subject: 'music',
      grade: 3,
      form: 'lecture',
      mainPreparerId: people.chair.id,
      startsAt: Date.now(),
      hostOrgId: people.chair.orgId,
    },
  })
  const params = { id: card.id }
  const step = async (name: string, to: SessionState) => {
    const { revision } = await chair.call(getSession, { params })
    return (await as(name)).call(stepSession, { params, body: { revision, to } })
  }
  for (const name of members.slice(1))
    await chair.call(addSessionMember, { params: { ...params, personId: await idOf(name) } })
  const { revision } = await chair.call(getSession, { params })
  await chair.call(saveAgenda, { params, body: { revision, items: AGENDA } })
  await step('顾知行', 'SCHEDULED')
  await step(CHAIR, 'DISCUSSION')
  const planned = await chair.call(planSessionMeeting, {
    params,
    body: { startsAt: Date.now(), plannedMinutes: 60, chairId: people.chair.id },
  })
  const room = planned.meetingLessonId!
  const enter = async (name: string) =>
    sit(name === CHAIR ? 'lecturer' : `member:${await idOf(name)}`, room, await as(name))
  const early = await ClassClient.enter(chair, room)
  await early.send({ type: 'open' })
  early.close()
  const host = await enter(CHAIR)
  const [speaker, leaver] = [await enter(SPEAKER), await enter(LEAVER)]
  await enter(GUEST)
  await host.room.until('all are here', ({ meeting }) => meeting?.online.length === 3)
  await host.room.send({ type: 'start' })

  // Whoever has no part in it reads the same, while it goes on and afterwards.
  const verdict = async (name = '严正则') => (await as(name)).call(getSessionCounting, { params })
  const checks = async () => {
    const { counting } = await verdict()
    return Object.fromEntries(counting.checks.map(({ code, met }) => [code, met]))
  }
  const rowOf = async (name: string) => {
    const [{ counting }, id] = [await verdict(), await idOf(name)]
    return counting.members.find(({ personId }) => personId === id)!
  }
  expect(await checks()).toEqual({ held: true, attended: true, schools: true, rural_active: false })
  leaver.media.close()
  leaver.room.close()
  await host.room.until('one has left', ({ meeting }) => meeting?.online.length === 2)
  // A rural voice that is heard.
  await speaker.media.publish('microphone', { isVoice: true })
  await waitFor('the voice counts', async () => (await checks())['rural_active'], 30_000)
  await waitFor('too short a stay', async () => !(await rowOf(LEAVER)).attended, 30_000)
  await host.room.send({ type: 'end' })
  await speaker.media.waitNotice('room_closed')

  await step(CHAIR, 'REFLECTION')
  const decided = await verdict()
  expect(decided.decidedAt).not.toBeNull()
  expect(decided.counting.counted).toBe(true)
  expect(decided).toEqual(await verdict(SPEAKER))
  const seen = await chair.call(getMeeting, { params: { id: room } })
  for (const { id, intervals } of seen.people) {
    const stayed = intervals.reduce((sum, { from, to }) => sum + to - from, 0)
    const counted = decided.counting.members.find(({ personId }) => personId === id)!
    // Two books of the same coming and going: by the node's connections, and by the log of the room.
    expect(Math.abs(stayed / 60_000 - counted.minutes)).toBeLessThan(0.1)
  }
  const attended = await Promise.all(members.map(async (name) => (await rowOf(name)).attended))
  expect(attended).toEqual([true, true, true, false])

  await (await as(SPEAKER)).call(saveReflection, { params, body: { text: '人少的班，更要人人有机会开口。' } })
  await step(CHAIR, 'OUTCOME')
  await (await as(SPEAKER)).call(makeOutcome, { params, body: { kind: 'reflection' } })
  const { minutes } = await chair.call(draftMinutes, { params, body: { revision: 0 } })
  await chair.call(signMinutes, { params, body: { revision: minutes!.revision } })
  await step(CHAIR, 'CLOSED')

  // Nobody asks for hours: closing has claimed them, once for each who attended.
  const waiting = async () => {
    const { items } = await (
      await as('顾知行')
    ).call(listHoursDesk, {
      query: { queue: 'school', source: 'research_session', search: card.theme, pageSize: 50 },
    })
    return items
  }
  await waitFor('the claims', async () => (await waiting()).length === 3, 15_000)
  const claims = await waiting()
  expect(claims.map(({ personName }) => personName).sort()).toEqual([LISTENER, SPEAKER, GUEST].sort())
  const fileOf = async (name: string) =>
    (await as(name)).call(getTrainingFile, { params: { id: await idOf(name) }, query: {} })
  const before = new Map<string, number>()
  for (const name of members) before.set(name, (await fileOf(name)).tenths)
  for (const { id, personName } of claims) {
    const verifier = await as(VERIFIERS[personName as keyof typeof VERIFIERS])
    const body = { decision: 'verify' as const, selection: { ids: [id] }, reason: '' }
    expect((await verifier.call(decideHours, { body })).done).toBe(1)
  }
  const confirmed = await (
    await as('顾知行')
  ).call(decideHours, {
    body: { decision: 'confirm', selection: { ids: claims.map(({ id }) => id) }, reason: '' },
  })
  expect(confirmed).toMatchObject({ done: 3, tenths: 60, skipped: [] })
  for (const name of members) {
    const file = await fileOf(name)
    const claim = file.claims.find(({ evidence }) => evidence.id === card.id)
    expect([name, claim?.state, claim?.credited]).toEqual(
      name === LEAVER ? [name, undefined, undefined] : [name, 'CREDITED', 20],
    )
    expect(file.tenths - before.get(name)!).toBe(name === LEAVER ? 0 : 20)
  }
}, 120_000)
