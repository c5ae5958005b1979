import { randomUUID } from 'node:crypto'
import {
  createScale,
  DEBRIEF_PATH,
  DebriefState,
  getEvidence,
  getObservation,
  getScaleVersion,
  handInSheet,
  listScales,
  placeNow,
  publishScaleVersion,
  putMarkVoice,
  putSheet,
  reviseScale,
  saveScaleVersion,
  syncSheet,
  takeBackSheet,
  type ItemAnswer,
  type MarkBody,
  type ScaleVersion,
  type SentMark,
} from '@tongke/contract'
import { io, type Socket } from 'socket.io-client'
import type { ApiClient } from '../support/api-client.ts'
import { observedSession, type ObservedScene } from '../support/observed-session.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'

/** Gives the lesson; a researcher; two village teachers and one of another urban school; a teacher who has no part in it. */
const [LECTURER, RESEARCHER, RURAL, OTHER_RURAL, URBAN, STRANGER] = [
  '林晓雯',
  '沈研秋',
  '石小满',
  '岳青禾',
  '周乐山',
  '陆云舒',
] as const
const MINUTE = 60_000

let stack: Stack
let scene: ReviewScene
let observed: ObservedScene
let scale: ScaleVersion

const as = (name: string): Promise<ApiClient> => scene.as(name)
const item = (label: string, change: object = {}) => ({
  id: randomUUID(),
  label,
  hint: '',
  kind: 'score' as const,
  levels: [5, 4, 3, 2],
  weight: 10,
  ...change,
})
const mark = (body: MarkBody, ageMs: number, change: Partial<SentMark> = {}): SentMark => ({
  id: randomUUID(),
  edit: 1,
  deleted: false,
  moment: { on: 'live', ageMs },
  body,
  ...change,
})
const far: MarkBody = { kind: 'count', counter: 'far_question' }
const note = (text: string): MarkBody => ({ kind: 'note', text, tags: ['highlight'], voiceMs: null })

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
  const lecturer = { name: LECTURER, client: await as(LECTURER) }
  observed = await observedSession(scene.database, lecturer, [RURAL, OTHER_RURAL, URBAN])
}, 180_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

const begin = async (name: string, scaleVersionId: string | null = scale.id) => {
  const { id } = await (
    await as(name)
  ).call(putSheet, {
    params: { id: observed.sessionId, sheetId: randomUUID() },
    body: { lessonId: observed.lessonId, scaleVersionId },
  })
  return id
}
const sync = async (name: string, id: string, marks: SentMark[], answer?: Record<string, ItemAnswer>) =>
  (await as(name)).call(syncSheet, {
    params: { id },
    body: { marks, answers: answer ? { edit: 1, values: answer } : null },
  })
const evidence = async (name: string) =>
  (await as(name)).call(getEvidence, { params: { id: observed.sessionId } })
const refusedBy = async (database: Promise<unknown>) =>
  (await database.catch((error: { code?: string }) => error.code)) ?? null

describe('scales', () => {
  it('are made by those who lead teaching, and read by all once they are published', async () => {
    const researcher = await as(RESEARCHER)
    const teacher = await as(RURAL)
    expect((await teacher.refusal(createScale, { body: { title: '我的量表' } })).code).toBe('auth.forbidden')
    const draft = await researcher.call(createScale, { body: { title: '远端参与观察' } })
    expect((await teacher.refusal(getScaleVersion, { params: { id: draft.id } })).code).toBe('not_found')
    const publish = (revision: number) =>
      researcher.refusal(publishScaleVersion, { params: { id: draft.id }, body: { revision } })
    expect((await publish(draft.revision)).code).toBe('scale.content')
    const content = {
      dimensions: [
        { id: randomUUID(), title: '机会', bonus: false, items: [item('问到远端'), item('等得住')] },
        {
          id: randomUUID(),
          title: '记录',
          bonus: false,
          items: [item('最好的一问', { kind: 'text', levels: [], weight: 0 })],
        },
      ],
    }
    const body = { revision: draft.revision, title: draft.title, purpose: '', content }
    const saved = await researcher.call(saveScaleVersion, { params: { id: draft.id }, body })
    expect((await publish(draft.revision)).code).toBe('conflict.changed')
    scale = await researcher.call(publishScaleVersion, {
      params: { id: draft.id },
      body: { revision: saved.revision },
    })
    expect(scale).toMatchObject({ state: 'PUBLISHED', number: 1, can: { edit: false, revise: true } })
    const { items, canCreate } = await teacher.call(listScales, {})
    expect([canCreate, items.find(({ id }) => id === scale.scaleId)]).toMatchObject([
      false,
      { points: 20, items: 3 },
    ])
    expect(
      (
        await researcher.refusal(saveScaleVersion, {
          params: { id: scale.id },
          body: { ...body, revision: 3 },
        })
      ).code,
    ).toBe('scale.state')
  })

  it('never change once published, not even by hand; the next version takes their place', async () => {
    const write = (set: string) =>
      refusedBy(scene.database.query(`update observation_scale_version set ${set} where id = $1`, [scale.id]))
    expect([await write(`title = 'x'`), await write(`state = 'DRAFT', published_at = null`)]).toEqual([
      '23514',
      '23514',
    ])
    const researcher = await as(RESEARCHER)
    const body = { revision: scale.revision }
    const next = await researcher.call(reviseScale, { params: { id: scale.id }, body })
    expect(next).toMatchObject({ number: 2, state: 'DRAFT', content: scale.content })
    expect((await researcher.refusal(reviseScale, { params: { id: scale.id }, body })).code).toBe(
      'scale.state',
    )
  })
})

describe('a sheet', () => {
  it('keeps marks once with a moment of the server’s, whatever the device says', async () => {
    const id = await begin(RURAL)
    expect(await begin(RURAL)).toBe(id)
    const now = Date.now()
    const early = mark(far, 72 * 60 * MINUTE)
    const inside = mark(note('等了九秒'), now - observed.startedAt - 12 * MINUTE)
    const late = mark({ kind: 'activity', activity: 'practice' }, 0)
    await sync(RURAL, id, [early, inside])
    const { marks } = await sync(RURAL, id, [inside, early, late])
    const at = (mark: SentMark) => marks.find(({ id: kept }) => kept === mark.id)?.lessonMs ?? Number.NaN
    expect(marks).toHaveLength(3)
    expect(at(early)).toBeLessThanOrEqual(0)
    expect(Math.abs(at(inside) - 12 * MINUTE)).toBeLessThan(MINUTE)
    expect(at(late)).toBe(40 * MINUTE)

    const changed = { ...inside, edit: 2, body: note('等了九秒，远端才答') }
    await sync(RURAL, id, [changed])
    await sync(RURAL, id, [inside, { ...early, edit: 2, deleted: true }])
    const [own] = (await (await as(RURAL)).call(getObservation, { params: { id: observed.sessionId } }))
      .sheets
    expect(own?.marks.map(({ body }) => body)).toEqual([changed.body, late.body])
    const moved = await sync(RURAL, id, [{ ...early, edit: 3 }])
    expect(moved.marks).toEqual([])
  })

  it('is nobody else’s before it is handed in, and does not change afterwards', async () => {
    const rural = await as(RURAL)
    const id = await begin(RURAL)
    const urban = await as(URBAN)
    expect((await urban.refusal(syncSheet, { params: { id }, body: { marks: [] } })).code).toBe('not_found')
    expect((await evidence(URBAN)).sheets).toEqual([])
    const few = { params: { id }, body: { marks: 3 } }
    expect((await rural.refusal(handInSheet, few)).code).toBe('observation.unsent')
    const [asked] = scale.content.dimensions[0]?.items ?? []
    await sync(RURAL, id, [], {
      [asked?.id ?? '']: { value: 4, text: '' },
      [randomUUID()]: { value: 4, text: '' },
    })
    const done = await rural.call(handInSheet, { params: { id }, body: { marks: 2 } })
    expect([done.handedInAt, done.takeBackUntil, Object.keys(done.answers)]).toEqual([
      expect.any(Number),
      expect.any(Number),
      [asked?.id],
    ])
    const seen = await evidence(URBAN)
    expect(seen.sheets).toMatchObject([{ observerName: RURAL, isRural: true, scale: { number: 1 } }])
    expect(seen.marks.map(({ body, place }) => [body.kind, Math.round(place / MINUTE)])).toEqual([
      ['note', 12],
      ['activity', 40],
    ])
    expect(seen.missing.sort()).toEqual([OTHER_RURAL, URBAN].sort())
    const more = { params: { id }, body: { marks: [mark(far, 0)] } }
    expect((await rural.refusal(syncSheet, more)).code).toBe('observation.handed_in')
    const byHand = `update observation_mark set body = '{"kind": "count"}' where sheet_id = $1`
    expect(await refusedBy(scene.database.query(byHand, [id]))).toBe('23514')
    expect(
      (await (await as(STRANGER)).refusal(getEvidence, { params: { id: observed.sessionId } })).code,
    ).toMatch(/^(auth\.forbidden|not_found)$/)
  })

  it('may be taken back for a while, and no longer', async () => {
    const rural = await as(RURAL)
    const id = await begin(RURAL)
    expect((await rural.call(takeBackSheet, { params: { id } })).handedInAt).toBeNull()
    expect((await evidence(URBAN)).sheets).toEqual([])
    await rural.call(handInSheet, { params: { id }, body: { marks: 2 } })
    await scene.database.query(`update observation_sheet set handed_in_at = null where id = $1`, [id])
    await scene.database.query(
      `update observation_sheet set handed_in_at = now() - interval '31 minutes' where id = $1`,
      [id],
    )
    expect((await rural.refusal(takeBackSheet, { params: { id } })).code).toBe('observation.final')
  })

  it('takes what was spoken, and nothing that is no sound', async () => {
    const id = await begin(OTHER_RURAL)
    const spoken = mark({ kind: 'note', text: '', tags: [], voiceMs: 900 }, MINUTE)
    await sync(OTHER_RURAL, id, [spoken])
    const path = putMarkVoice.path.replace(':id', spoken.id)
    const send = async (content: Buffer) => {
      const body = new FormData()
      body.append('file', new Blob([new Uint8Array(content)]), 'voice')
      return (await as(OTHER_RURAL)).request('PUT', path, { body })
    }
    const opus = Buffer.concat([
      Buffer.from('OggS'),
      Buffer.alloc(24),
      Buffer.from('OpusHead'),
      Buffer.alloc(64),
    ])
    expect(((await (await send(Buffer.from('<html>'))).json()) as { code: string }).code).toBe(
      'observation.voice',
    )
    expect((await send(opus)).status).toBeLessThan(300)
    const listen = async (name: string) => (await as(name)).request('GET', path)
    expect((await listen(URBAN)).status).toBe(404)
    await (await as(OTHER_RURAL)).call(handInSheet, { params: { id }, body: { marks: 1 } })
    const heard = await listen(URBAN)
    expect([heard.status, heard.headers.get('content-type')]).toEqual([200, 'audio/ogg'])
    expect(Buffer.from(await heard.arrayBuffer())).toEqual(opus)
  })
})

it('hides what too few said', async () => {
  const [first] = (await evidence(URBAN)).summary?.scores ?? []
  expect(first).toMatchObject({ dimensions: null })
  const [asked, second] = scale.content.dimensions[0]?.items ?? []
  const answer = { [asked?.id ?? '']: { value: 5, text: '' }, [second?.id ?? '']: { value: 3, text: '' } }
  for (const name of [URBAN, RESEARCHER]) {
    const id = await begin(name)
    await sync(name, id, [mark(far, 0), mark({ kind: 'count', counter: 'near_question' }, 0)], answer)
    await (await as(name)).call(handInSheet, { params: { id }, body: { marks: 2 } })
  }
  const { summary } = await evidence(LECTURER)
  const [shown] = summary?.scores ?? []
  expect(shown?.dimensions).toMatchObject([
    { title: '机会', count: 3, mean: 80, least: 80, most: 80 },
    { title: '', count: 3, weight: 20 },
  ])
  expect(summary).toMatchObject({
    farShare: { percent: 50, observers: 2 },
    log: [{ orgName: '石桥村小学', interactions: 1 }],
  })
})

describe('the debrief', () => {
  const sockets: Socket[] = []
  afterAll(() => {
    for (const socket of sockets) socket.close()
  })
  const open = async (name: string): Promise<Socket> => {
    const { cookies, url } = await as(name)
    const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const socket = io(url, {
      path: DEBRIEF_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie, origin: url },
    })
    sockets.push(socket)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    return socket
  }
  const ask = (socket: Socket, name: string, body: unknown) =>
    socket.timeout(5_000).emitWithAck(name, body) as Promise<{
      ok: boolean
      result?: { state: DebriefState; now: number; canSteer?: boolean }
      error?: { code: string }
    }>

  it('shows one moment to all, also to whoever comes late', async () => {
    const { sessionId, lessonId } = observed
    const [leader, follower] = [await open(LECTURER), await open(URBAN)]
    expect((await ask(leader, 'join', { sessionId })).result).toMatchObject({
      canSteer: true,
      state: { revision: 0, leading: false },
    })
    expect((await ask(follower, 'join', { sessionId })).result?.canSteer).toBe(false)
    const told = new Promise<DebriefState>((resolve) => {
      follower.once('debrief', ({ state }: { state: DebriefState }) => resolve(state))
    })
    const steering = { sessionId, lessonId, at: 12 * MINUTE, playing: true, leading: true }
    expect((await ask(follower, 'steer', steering)).error?.code).toBe('auth.forbidden')
    const led = await ask(leader, 'steer', steering)
    expect(await told).toEqual(led.result?.state)
    const late = await ask(await open(RURAL), 'join', { sessionId })
    const { state, now } = late.result ?? {}
    expect(state).toMatchObject({ revision: 1, lessonId, playing: true, byName: LECTURER })
    expect(placeNow(state as DebriefState, now ?? 0)).toBeGreaterThanOrEqual(12 * MINUTE)
    expect((await ask(leader, 'steer', { ...steering, at: -1 })).error?.code).toBe('request.invalid')
  })
})
