import {
  allowRecordingDownload,
  createClip,
  deleteRecording,
  deleteReplayNote,
  getReplay,
  getResource,
  getTimeline,
  holdRecording,
  listClips,
  listMyNotes,
  listOutcomes,
  listRecordingViews,
  makeOutcome,
  putReplayNote,
  setClassConsent,
  shareRecording,
  type Replay,
} from '@tongke/contract'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { ApiClient } from '../support/api-client.ts'
import { JobsProcess, programsAtWork, slowFfmpeg, stepsKept } from '../support/library/jobs-process.ts'
import { LibraryScene } from '../support/library/library-scene.ts'
import { RECORDED_SECONDS, recordedLesson } from '../support/library/recorded-lesson.ts'

const LEASE = { PROCESSING_LEASE_MS: '2000' }

let scene: LibraryScene
let lessonId: string
let recordingId: string
const processes: JobsProcess[] = []

function jobs(name: string, environment: Record<string, string> = {}): JobsProcess {
  const log = join(scene.stack.logFolder, `jobs-${name}.log`)
  const one = new JobsProcess(scene.stack, log, { ...LEASE, ...environment })
  processes.push(one)
  return one
}

const replay = (client = scene.author): Promise<Replay> =>
  client.call(getReplay, { params: { id: lessonId } })

beforeAll(async () => {
  scene = await LibraryScene.open({ run: ['server'] })
  const [lesson] = await scene.sql<{ id: string; legId: string; startedAt: Date }>(
    `select l.id, l.started_at as "startedAt", (select g.id from lesson_leg g where g.lesson_id = l.id and g.position = 0) as "legId"
       from lesson l where l.status = 'SETTLED' order by l.planned_start limit 1`,
  )
  if (!lesson) throw new Error('The demo county has no past lesson')
  lessonId = lesson.id
  recordingId = await scene.record(recordedLesson(lesson.id, lesson.legId, lesson.startedAt.getTime()))
}, 120_000)
afterAll(async () => {
  await Promise.all(processes.map((one) => one.stop()))
  await scene?.close()
})

it('a replay is there before anything is made of the recording', async () => {
  const { streams, stages, marks, durationMs, film, viewId, chapters } = await replay()
  expect([durationMs, film.state]).toEqual([RECORDED_SECONDS * 1000, 'NONE'])
  expect(streams.map(({ legId, pieces }) => [legId === null, pieces.length])).toEqual([
    [true, 6],
    [false, 2],
  ])
  expect(stages.map(({ from, to }) => [from, to])).toEqual([[36_000, 48_000]])
  expect(marks.map(({ kind, at }) => [kind, at])).toEqual([
    ['hand', 12_000],
    ['stage', 36_000],
  ])
  expect(chapters).toHaveLength(1)
  const [stream] = streams
  const [first] = stream?.pieces ?? []
  expect(first).toMatchObject({ number: 1, at: 200, skipMs: 0, mediaMs: 0 })
  const path = `/api/recordings/${recordingId}/streams/${stream?.id}/pieces/1`
  const piece = await scene.author.request('GET', `${path}?view=${viewId}`)
  expect([piece.status, (await piece.arrayBuffer()).byteLength]).toEqual([200, first?.bytes])

  const stranger = await ApiClient.as(scene.stack.serverUrl, '周乐山')
  expect(await stranger.refusal(getReplay, { params: { id: lessonId } })).toMatchObject({ code: 'not_found' })
  const assistant = await ApiClient.as(scene.stack.serverUrl, '石小满')
  const other = await replay(assistant)
  expect((await assistant.request('GET', `${path}?view=${viewId}`)).status).toBe(404)
  expect((await assistant.request('GET', `${path}?view=${other.viewId}`)).status).toBe(200)
  expect((await assistant.request('GET', `/api/recordings/${recordingId}/film`)).status).toBe(403)
  const { items } = await scene.author.call(listRecordingViews, { params: { id: recordingId } })
  expect(items.map(({ viewerName, watchedMs }) => [viewerName, Math.round(watchedMs / 1000)])).toEqual([
    ['石小满', 8],
    ['林晓雯', 8],
  ])
})

it('whoever watches writes notes at a time of it, for nobody else', async () => {
  const params = { id: recordingId, noteId: '01890000-0000-7000-8000-0000000000a1' }
  const body = (edit: number, text: string, at = 20_000) => ({ edit, text, at, tags: ['idea' as const] })
  const assistant = await ApiClient.as(scene.stack.serverUrl, '石小满')
  expect(await assistant.call(putReplayNote, { params, body: body(1, '板书清楚') })).toMatchObject({
    at: 20_000,
  })
  await assistant.call(putReplayNote, { params, body: body(2, '板书很清楚', 50_000) })
  await assistant.call(putReplayNote, { params, body: body(1, '旧的一份') })
  const noteId = '01890000-0000-7000-8000-0000000000a2'
  const late = { params: { ...params, noteId }, body: body(1, '结束以后', 9_000_000) }
  expect(await assistant.call(putReplayNote, late)).toMatchObject({ at: RECORDED_SECONDS * 1000 })
  expect((await replay(assistant)).notes).toMatchObject([
    { id: params.noteId, at: 20_000, text: '板书很清楚', tags: ['idea'], edit: 2 },
    { id: noteId },
  ])
  // The same note stands on the lesson's own page.
  const { notes } = await assistant.call(listMyNotes, { params: { id: lessonId } })
  expect(notes.map(({ text }) => text)).toEqual(['板书很清楚', '结束以后'])

  expect((await replay()).notes).toEqual([])
  const taken = { params, body: body(9, '不是我的') }
  expect(await scene.author.refusal(putReplayNote, taken)).toMatchObject({ code: 'not_found' })
  await scene.author.call(deleteReplayNote, { params })
  await assistant.call(deleteReplayNote, { params: late.params })
  expect((await replay(assistant)).notes).toHaveLength(1)
  const stranger = await ApiClient.as(scene.stack.serverUrl, '周乐山')
  const own = {
    params: { ...params, noteId: '01890000-0000-7000-8000-0000000000a3' },
    body: body(1, '看不到'),
  }
  expect(await stranger.refusal(putReplayNote, own)).toMatchObject({ code: 'not_found' })
})

it('a jobs process that is killed in the middle of the film loses nothing but the unfinished part', async () => {
  const first = jobs('killed', slowFfmpeg(scene.stack, '*picture-0.mp4'))
  await waitFor('the pictures at work', async () => (await job()).step === 'picture-0', { timeoutMs: 30_000 })
  await waitFor('ffmpeg at work', () => programsAtWork(scene.stack, 'films').length > 0)
  first.signal('SIGKILL')
  await waitFor('the end of its programs', () => programsAtWork(scene.stack, 'films').length === 0)
  const before = await job()
  expect(before).toMatchObject({ state: 'RUNNING', done: ['sound-0'] })

  jobs('second')
  await waitFor('the film', async () => (await job()).state === 'READY', { timeoutMs: 60_000 })
  expect(stepsKept(join(scene.stack.logFolder, 'jobs-second.log')).map(({ step }) => step)).toEqual([
    'picture-0',
    'join',
  ])
  expect((await replay()).film.state).toBe('READY')
  const [row] = await scene.sql<{ status: string; kept: boolean }>(
    `select status, delete_after > ended_at + interval '30 days' as kept from recording where id = $1`,
    [recordingId],
  )
  expect(row).toEqual({ status: 'READY', kept: true })
}, 90_000)

it('the film shows the lecturer all the time and the class while it is on stage', async () => {
  const [film] = await scene.sql<{ sha: string }>('select blob_sha as sha from recording_film')
  const path = join(scene.stack.dataFolder, 'film.mp4')
  writeFileSync(path, await scene.blob(film?.sha ?? ''))
  const { format, streams, chapters } = probe(path)
  expect(Math.abs(Number(format.duration) - RECORDED_SECONDS)).toBeLessThan(0.1)
  // Chapters are a stream of text.
  expect(streams.map(({ codec_name }) => codec_name).slice(0, 2)).toEqual(['h264', 'aac'])
  expect(chapters.length).toBeGreaterThan(0)
  const look = (seconds: number) => pixelOf(path, seconds, { x: 1110, y: 600 })
  expect(isRed(look(20))).toBe(true)
  expect(isRed(look(35.5))).toBe(true)
  expect(isRed(look(36.5))).toBe(false)
  // Under the class its lecturer goes on.
  expect(isRed(pixelOf(path, 36.5, { x: 300, y: 100 }))).toBe(true)
})

it('a film is taken away only when the bureau allows it, and the log says by whom', async () => {
  const officer = await ApiClient.as(scene.stack.serverUrl, '顾知行')
  const params = { id: recordingId }
  const path = `/api/recordings/${recordingId}/film`
  expect((await scene.author.request('GET', path)).status).toBe(403)
  await officer.call(allowRecordingDownload, { params, body: { allowed: true, reason: '区级展示' } })
  // In parts, as browsers go on after a cut: one download.
  for (const range of ['bytes=0-99', 'bytes=100-199']) {
    const part = await scene.author.request('GET', path, { headers: { range } })
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100])
  }
  const { items } = await officer.call(listRecordingViews, { params })
  expect(items.filter(({ downloaded }) => downloaded).map(({ viewerName }) => viewerName)).toEqual(['林晓雯'])
})

it('a part of it becomes a draft of the library with where it comes from', async () => {
  const [post] = (await replay()).can.clip
    ? await scene.sql<{ orgId: string }>(
        `select t.org_id as "orgId" from post t join person p on p.id = t.person_id where p.name = '林晓雯' limit 1`,
      )
    : []
  const body = { type: 'micro_lesson', title: '请一个班上台', orgId: post?.orgId ?? '' } as const
  const part = (fromMs: number, toMs: number) => ({
    params: { id: recordingId },
    body: { ...body, part: { fromMs, toMs } },
  })
  expect(await scene.author.refusal(createClip, part(40_000, 60_000))).toMatchObject({
    code: 'recording.part',
  })
  const assistant = await ApiClient.as(scene.stack.serverUrl, '石小满')
  expect(await assistant.refusal(createClip, part(30_000, 44_000))).toMatchObject({ code: 'auth.forbidden' })
  await scene.author.call(createClip, part(30_000, 44_000))
  const clip = async () => (await scene.author.call(listClips, { params: { id: recordingId } })).items[0]
  await waitFor('the draft', async () => (await clip())?.state === 'READY', { timeoutMs: 30_000 })
  const id = (await clip())?.resourceId ?? ''
  const { version, lineage, card } = await scene.author.call(getResource, { params: { id } })
  expect([card.type, version.state, version.metadata.subject]).toEqual(['micro_lesson', 'DRAFT', 'english'])
  expect(lineage.map(({ kind, id: source }) => [kind, source])).toEqual(
    expect.arrayContaining([
      ['recording', recordingId],
      ['lesson', lessonId],
    ]),
  )
  const [file] = version.files
  await waitFor('a length', async () => (await duration(id)) !== null, { timeoutMs: 30_000 })
  // Exact to the key frame before, which is never more than five seconds away.
  expect(await duration(id)).toBeGreaterThanOrEqual(13_900)
  expect(await duration(id)).toBeLessThan(19_100)
  await scene.author.call(getTimeline, { params: { id: file?.id ?? '' } })
}, 60_000)

it('the whole of it becomes one draft of the research session that its lesson was taught for', async () => {
  await scene.sql(
    `insert into research_session_lesson (lesson_id, session_id, purpose, round, linked_by, linked_at)
     select '${lessonId}', s.id, 'teaching', 1, m.person_id, now() from research_session s
       join research_member m on m.session_id = s.id join person p on p.id = m.person_id
      where p.name = '林晓雯' and s.state = 'REFLECTION' limit 1 on conflict do nothing`,
  )
  const [link] = await scene.sql<{ id: string }>(
    `select session_id as id from research_session_lesson where lesson_id = '${lessonId}'`,
  )
  const params = { id: link?.id ?? '' }
  const order = { params, body: { kind: 'recording' as const, recordingId } }
  await Promise.all([scene.author.call(makeOutcome, order), scene.author.call(makeOutcome, order)])
  const films = async () =>
    (await scene.author.call(listOutcomes, { params })).items.filter(({ kind }) => kind === 'recording')
  await waitFor('the draft', async () => (await films())[0]?.state === 'DRAFT', { timeoutMs: 40_000 })
  const [film, ...more] = await films()
  expect(more).toEqual([])
  const { lineage, card } = await scene.author.call(getResource, { params: { id: film?.resourceId ?? '' } })
  expect(card.type).toBe('recording')
  expect(lineage.map(({ kind, id }) => [kind, id]).sort()).toEqual(
    [
      ['recording', recordingId],
      ['lesson', lessonId],
      ['research', params.id],
    ].sort(),
  )
}, 60_000)

it('wider only after a review, longer only when it is held, and then nothing is left but who looked', async () => {
  const officer = await ApiClient.as(scene.stack.serverUrl, '顾知行')
  const params = { id: recordingId }
  expect(await officer.refusal(shareRecording, { params, body: { scope: 'county' } })).toMatchObject({
    code: 'recording.unreviewed',
  })
  const county = { params, body: { scope: 'county' as const } }
  await scene.sql(
    `update resource r set standing = 'ONLINE', scope = 'county', published_at = now(),
            published_version_id = (select v.id from resource_version v where v.resource_id = r.id limit 1)
      where id = (select resource_id from resource_lineage where kind = 'recording' and source_id = $1 limit 1)`,
    [recordingId],
  )
  expect(await officer.refusal(shareRecording, county)).toMatchObject({ code: 'recording.consent' })
  const [leg] = await scene.sql<{ classId: string }>(
    'select class_id as "classId" from lesson_leg where lesson_id = $1 and position = 0',
    [lessonId],
  )
  const coordinator = await ApiClient.as(scene.stack.serverUrl, '陆云舒')
  const word = (answer: 'GIVEN' | 'REFUSED') =>
    coordinator.call(setClassConsent, { params: { id: leg?.classId ?? '' }, body: { answer } })
  await word('GIVEN')
  await officer.call(shareRecording, county)
  const stranger = await ApiClient.as(scene.stack.serverUrl, '周乐山')
  expect((await replay(stranger)).scope).toBe('county')
  await word('REFUSED')
  await waitFor('the recording to be the pair’s again', async () => (await replay()).scope === 'pair')
  expect(await stranger.refusal(getReplay, { params: { id: lessonId } })).toMatchObject({ code: 'not_found' })

  const reason = '督导调阅'
  await officer.call(holdRecording, { params, body: { hold: true, reason } })
  expect(await officer.refusal(deleteRecording, { params })).toMatchObject({ code: 'recording.held' })
  expect(await scene.eraseRecordings(new Date('2100-01-01'))).toBe(0)
  await officer.call(holdRecording, { params, body: { hold: false, reason } })
  expect(await scene.eraseRecordings(new Date('2100-01-01'))).toBe(1)
  expect(await scene.author.refusal(getReplay, { params: { id: lessonId } })).toMatchObject({
    code: 'recording.deleted',
  })
  const left = await scene.sql(
    `select (select count(*)::int from recording_piece) as pieces, (select count(*)::int from recording_film) as films,
            (select count(*) > 0 from recording_view) as views`,
  )
  expect(left).toEqual([{ pieces: 0, films: 0, views: true }])
})

interface Job {
  state: string
  step: string | null
  done: string[]
}

async function job(): Promise<Job> {
  const [row] = await scene.sql<Job>(`select state, step, done from recording_job where kind = 'film'`)
  return row ?? { state: 'NONE', step: null, done: [] }
}

async function duration(id: string): Promise<number | null> {
  const { version } = await scene.author.call(getResource, { params: { id } })
  return version.files[0]?.durationMs ?? null
}

interface Probed {
  format: { duration: string }
  streams: { codec_name: string }[]
  chapters: unknown[]
}

const probe = (path: string): Probed =>
  JSON.parse(
    execFileSync('ffprobe', [
      '-v',
      'error',
      '-show_format',
      '-show_streams',
      '-show_chapters',
      '-of',
      'json',
      path,
    ]).toString(),
  ) as Probed

/** Red, green and blue of one place of one picture. */
const pixelOf = (path: string, seconds: number, { x, y }: { x: number; y: number }): number[] => [
  ...execFileSync('ffmpeg', [
    '-v',
    'error',
    '-ss',
    String(seconds),
    '-i',
    path,
    '-frames:v',
    '1',
    '-vf',
    `crop=2:2:${x}:${y},format=rgb24`,
    '-f',
    'rawvideo',
    '-',
  ]).subarray(0, 3),
]

const isRed = ([red = 0, green = 0]: number[]): boolean => red > 150 && green < 100
