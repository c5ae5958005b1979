import {
  getAudiencePiece,
  getLesson,
  listViewers,
  listWatchable,
  setClassConsent,
  setRecordingAgreement,
  watchLesson,
  type AudienceStream,
  type AudienceView,
  type LessonSummary,
} from '@tongke/contract'
import { ApiClient } from '../support/api-client.ts'
import { ClassClient } from '../support/class-client.ts'
import { LessonScene } from '../support/lesson-scene.ts'
import { MediaClient } from '../support/media-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { pause } from '../support/wait-for.ts'
import { WebRtcRemote } from '../support/webrtc-remote.ts'

const SLOW_MS = 20_000
let stack: Stack
let scene: LessonScene
const webrtc = new WebRtcRemote()
const clients: { close(): void }[] = []

beforeAll(async () => {
  stack = await bootStack({ demo: true })
  scene = await LessonScene.set(stack)
}, 300_000)
afterAll(async () => {
  for (const client of clients) client.close()
  await scene?.leave()
  await stack?.stop()
  webrtc.close()
})

/** In the media room with a real ticket, sending picture and sound. */
async function send(who: ApiClient, lessonId: string): Promise<MediaClient> {
  const { url, ticket } = await scene.ticket(who, lessonId)
  const client = await MediaClient.open(url, webrtc)
  clients.push(client)
  await client.enter(ticket)
  await client.publish('camera', { layers: 1 })
  await client.publish('microphone')
  return client
}

async function enter(who: ApiClient, lessonId: string): Promise<ClassClient> {
  const client = await ClassClient.enter(who, lessonId)
  clients.push(client)
  return client
}

/** A lecturer and the first class in an open room. */
async function openRoom(lesson: LessonSummary) {
  const legId = lesson.legs[0]?.id ?? ''
  const lecturer = await enter(scene.lecturer, lesson.id)
  const assistant = await enter(scene.legs[0].assistant, lesson.id)
  const room = await enter(scene.legs[0].room, lesson.id)
  await send(scene.lecturer, lesson.id)
  await send(scene.legs[0].room, lesson.id)
  await lecturer.until(
    'both are online',
    (state) =>
      state.lecturerOnline && state.legs[legId]?.status === 'ONLINE' && state.legs[legId].assistantPresent,
  )
  return { legId, lecturer, assistant, room }
}

const watch = (who: ApiClient, id: string) => who.call(watchLesson, { params: { id } })

async function until(
  who: ApiClient,
  id: string,
  fits: (view: AudienceView) => boolean,
): Promise<AudienceView> {
  for (const end = Date.now() + SLOW_MS; ; await pause(200)) {
    const view = await watch(who, id)
    if (fits(view)) return view
    if (Date.now() > end) throw new Error(`not within ${SLOW_MS} ms: ${JSON.stringify(view)}`)
  }
}

async function statusOf(lessonId: string): Promise<string | undefined> {
  const { rows } = await scene.database.query<{ status: string }>(
    'select status from recording where lesson_id = $1',
    [lessonId],
  )
  return rows[0]?.status
}

async function waitStatus(lessonId: string, wanted: string): Promise<void> {
  for (const end = Date.now() + SLOW_MS; (await statusOf(lessonId)) !== wanted; await pause(200))
    if (Date.now() > end) throw new Error(`${wanted}: still ${await statusOf(lessonId)}`)
}

const pieceOf = (lessonId: string, { id }: AudienceStream, number: number): string =>
  getAudiencePiece.path.replace(':id', lessonId).replace(':streamId', id).replace(':number', String(number))

test('recording waits for the notice, can be paused, is watched late by those who may, and ends with the lesson', async () => {
  const lesson = await scene.plan()
  const { id } = lesson
  const { legId, lecturer, assistant, room } = await openRoom(lesson)
  await lecturer.send({ type: 'start' })
  expect(lecturer.state.recording.phase).toBe('off')
  await expect(room.send({ type: 'notice_seen', legId: lesson.legs[1]?.id ?? '' })).rejects.toThrow(
    'lesson.not_your_leg',
  )
  await room.send({ type: 'notice_seen', legId })
  await lecturer.until('recording is on', (state) => state.recording.phase === 'on')

  const colleague = scene.legs[1].assistant
  const stranger = await ApiClient.as(stack.serverUrl, '林晓雯')
  const view = await until(colleague, id, ({ streams }) => streams.length > 0)
  expect(view).toMatchObject({ status: 'LIVE', recording: 'on', isOutsider: false, lecturerName: '周乐山' })
  const [stream] = view.streams
  expect(stream).toMatchObject({
    identity: 'lecturer',
    source: 'camera',
    videoCodec: 'vp8',
    audioCodec: 'opus',
  })
  const path = pieceOf(id, stream!, 1)
  const answer = await colleague.request('GET', path)
  expect(answer.headers.get('cache-control')).toContain('max-age')
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(bytes.length).toBe(stream?.pieces[0]?.bytes)
  expect(bytes.subarray(0, 4).toString('hex')).toBe('1a45dfa3')
  expect((await stranger.refusal(watchLesson, { params: { id } })).code).toBe('not_found')
  expect((await stranger.request('GET', path)).status).toBe(404)
  expect((await stranger.call(listWatchable, {})).items).toEqual([])
  expect((await colleague.call(listWatchable, {})).items.map(({ lessonId }) => lessonId)).toContain(id)

  await expect(assistant.send({ type: 'pause_recording' })).rejects.toThrow('lesson.not_lecturer')
  await lecturer.send({ type: 'pause_recording' })
  await lecturer.send({ type: 'resume_recording' })
  await until(colleague, id, ({ streams }) => streams.length > 1)
  await lecturer.send({ type: 'call_on_stage', legId, handId: null })
  await until(colleague, id, ({ streams }) =>
    streams.some(({ identity, videoCodec }) => identity === `leg:${legId}` && videoCodec === 'vp8'),
  )
  await lecturer.send({ type: 'end' })
  await lecturer.until('recording has stopped', (state) => state.recording.phase === 'stopped')
  await waitStatus(id, 'TRANSCODING')
  const viewers = await scene.lecturer.call(listViewers, { params: { id } })
  expect(viewers.items).toHaveLength(1)
  expect(viewers.items[0]).toMatchObject({ kind: 'person', joins: 1 })
  expect(viewers.items[0]?.minutes).toBeGreaterThan(0.1)
  const { rows } = await scene.database.query<{ whole: boolean }>(
    `select s.pieces = (select count(*) from recording_piece p where p.stream_id = s.id) as whole
       from recording_stream s join recording r on r.id = s.recording_id where r.lesson_id = $1`,
    [id],
  )
  expect(rows.map(({ whole }) => whole)).toEqual(rows.map(() => true))
}, 90_000)

test('what was agreed before is kept to: no recording, a class that refuses, a county that may watch', async () => {
  await scene.clear()
  const head = await ApiClient.as(stack.serverUrl, '秦若枫')
  const agree = (id: string, body: { isRecorded: boolean; viewScope: 'pair' | 'school' | 'county' }) =>
    scene.lecturer.call(setRecordingAgreement, { params: { id }, body })
  const first = await scene.plan()
  await agree(first.id, { isRecorded: false, viewScope: 'school' })
  const unrecorded = await openRoom(first)
  await unrecorded.room.send({ type: 'notice_seen', legId: unrecorded.legId })
  await unrecorded.lecturer.send({ type: 'start' })
  await unrecorded.lecturer.until('it is refused', (state) => state.recording.phase === 'refused')
  await unrecorded.lecturer.send({ type: 'end' })

  const second = await scene.plan()
  await agree(second.id, { isRecorded: true, viewScope: 'county' })
  const classId = scene.legs[0].classId
  expect(
    (await scene.lecturer.refusal(setClassConsent, { params: { id: classId }, body: { answer: 'REFUSED' } }))
      .code,
  ).toBe('auth.forbidden')
  await head.call(setClassConsent, {
    params: { id: classId },
    body: { answer: 'REFUSED', note: '家长会决定' },
  })
  const { legId, lecturer, room } = await openRoom(second)
  await room.send({ type: 'notice_seen', legId })
  await lecturer.send({ type: 'start' })
  await lecturer.until('recording is on', (state) => state.recording.phase === 'on')
  expect(lecturer.state.recording.refusedLegs).toEqual([legId])
  await lecturer.send({ type: 'call_on_stage', legId, handId: null })
  const stranger = await ApiClient.as(stack.serverUrl, '林晓雯')
  const view = await until(stranger, second.id, ({ streams }) =>
    streams.some(({ pieces }) => pieces.length > 1),
  )
  expect(view.isOutsider).toBe(true)
  const inside = await watch(scene.legs[1].assistant, second.id)
  expect([...new Set(inside.streams.map(({ identity }) => identity))]).toEqual(['lecturer'])
  expect(
    (
      await scene.lecturer.refusal(setRecordingAgreement, {
        params: { id: second.id },
        body: { isRecorded: false, viewScope: 'pair' },
      })
    ).code,
  ).toBe('lesson.transition')
  const detail = await scene.lecturer.call(getLesson, { params: { id: second.id } })
  expect(detail.state.recording.phase).toBe('on')
}, 90_000)
