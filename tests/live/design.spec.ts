import {
  commentDesign,
  compareDesign,
  forkDesign,
  getDesign,
  getDesignVersion,
  getSession,
  listDesignComments,
  listDesigns,
  nameDesignVersion,
  replyToDesignComment,
  resolveDesignComment,
  restoreDesignVersion,
  signOut,
  stepSession,
} from '@tongke/contract'
import pg from 'pg'
import * as Y from 'yjs'
import { freePort } from '../../scripts/lib/ports.mjs'
import { supervisedProgram } from '../../scripts/lib/programs.mjs'
import type { Supervised } from '../../scripts/lib/supervisor.mjs'
import { answers, waitFor as waitUntil } from '../../scripts/lib/wait-for.mjs'
import { ApiClient } from '../support/api-client.ts'
import { DesignPeer } from '../support/research/design-peer.ts'
import { beginDesignSession } from '../support/research/design-session.ts'
import { bootStack, type Stack } from '../support/stack.ts'

/** In town, two of the country, the bureau, and a teacher who takes no part. */
const [AUTHOR, VILLAGE, POINT, OFFICER, STRANGER] = [
  '林晓雯',
  '石小满',
  '岳青禾',
  '顾知行',
  '周乐山',
] as const

let stack: Stack
let second: Supervised
let secondUrl: string
let people: Record<(typeof NAMES)[number], ApiClient>
let designId: string
let sessionId: string
let database: pg.Client
const NAMES = [AUTHOR, VILLAGE, POINT, OFFICER, STRANGER] as const

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  const port = await freePort()
  secondUrl = `http://127.0.0.1:${port}`
  const place = {
    port,
    mediaPort: 1,
    rtcPort: 1,
    workers: 1,
    databaseUrl: stack.databaseUrl,
    mediaSecret: stack.mediaSecret,
    dataFolder: stack.logFolder,
    workerBin: '',
    logFolder: stack.logFolder,
  }
  second = supervisedProgram('server', place, { REPLICA: 'second' })
  second.start()
  await waitUntil('the second server', () => answers(`${secondUrl}/api/health`))
  database = new pg.Client({ connectionString: stack.databaseUrl })
  await database.connect()
  const clients = await Promise.all(NAMES.map((name) => ApiClient.as(stack.serverUrl, name)))
  people = Object.fromEntries(NAMES.map((name, index) => [name, clients[index]])) as typeof people
  const begun = await beginDesignSession(people[AUTHOR], people[OFFICER], [people[VILLAGE], people[POINT]], {
    grade: 2,
  })
  designId = begun.designId
  sessionId = begun.sessionId
}, 180_000)
afterAll(async () => {
  await database?.end()
  await second?.stop()
  await stack?.stop()
})

const insert = (at: number, words: string) => (doc: Y.Doc) => doc.getText('goals').insert(at, words)

test('three people on two servers write one paragraph and end with the same words, and each sees who is there', async () => {
  const lin = await DesignPeer.enter(people[AUTHOR], designId)
  const shi = await DesignPeer.enter(people[VILLAGE], designId, secondUrl)
  const yue = await DesignPeer.enter(people[POINT], designId, secondUrl)
  const peers = [lin, shi, yue]
  const words = ['甲', '乙', '丙']
  await Promise.all(
    peers.flatMap((peer, index) =>
      Array.from({ length: 30 }, (_, round) =>
        peer.write((doc) => doc.getText('goals').insert(Math.min(round, peer.goals.length), words[index]!)),
      ),
    ),
  )
  for (const peer of peers) await peer.until('everybody’s words', ({ goals }) => goals.length === 90)
  for (const peer of peers) expect(peer.goals).toBe(lin.goals)
  for (const word of words) expect([...lin.goals].filter((one) => one === word)).toHaveLength(30)

  await shi.request('presence', { designId, cursor: { field: 'goals', anchor: 'AA==', head: 'AA==' } })
  await lin.until('whose cursor it is', ({ people: here }) =>
    [...here.values()].some(({ name, cursor }) => name === VILLAGE && cursor?.field === 'goals'),
  )
  shi.leave()
  await lin.until(
    'that she left',
    ({ people: here }) => ![...here.values()].some(({ name }) => name === VILLAGE),
  )
  const { contributors } = await people[AUTHOR].call(getDesign, { params: { id: designId } })
  expect(contributors.map(({ name, inserted }) => [name, inserted]).sort()).toEqual(
    [AUTHOR, VILLAGE, POINT].map((name) => [name, 30]).sort(),
  )
  lin.leave()
  yue.leave()
}, 40_000)

test('a server that is killed while people type loses nothing it acknowledged, and what it did not comes after', async () => {
  const lin = await DesignPeer.enter(people[AUTHOR], designId)
  const start = lin.goals.length
  let acknowledged = 0
  const typing = (async () => {
    for (let count = 0; count < 500; count += 1) {
      await lin.write(insert(lin.goals.length, '字'))
      acknowledged += 1
    }
  })()
  await waitUntil('some of it', () => acknowledged >= 20)
  stack.processes.kill9('server')
  await expect(typing).rejects.toThrow()
  const typed = lin.goals.length - start
  expect(typed).toBeGreaterThanOrEqual(acknowledged)
  await stack.ready()
  const shi = await DesignPeer.enter(people[VILLAGE], designId, secondUrl)
  expect(shi.goals.length - start).toBeGreaterThanOrEqual(acknowledged)
  // Without a line both go on; then both come back.
  lin.leave()
  shi.leave()
  lin.change(insert(0, '离线时写的'))
  shi.change((doc) => doc.getText('goals').delete(0, 2))
  shi.change(insert(0, '另一头写的'))
  await lin.connect()
  await lin.join()
  await shi.connect()
  await shi.join()
  await lin.until('both', ({ goals }) => goals === shi.goals)
  expect(lin.goals).toContain('离线时写的')
  expect(lin.goals).toContain('另一头写的')
  expect(lin.goals.length).toBe(start + typed + 8)
  const rows = await database
    .query('update research_design_update set kind = $1 where design_id = $2', ['edit', designId])
    .catch((error: Error) => error.message)
  expect(rows).toMatch(/append|only/i)
  lin.leave()
  shi.leave()
}, 60_000)

test('only members write, nobody in another’s name, and only what a design is made of', async () => {
  const stranger = new DesignPeer(people[STRANGER], designId)
  await stranger.connect()
  const joined = await stranger.join()
  expect(joined.canWrite).toBe(false)
  const forged = stranger.change(insert(0, '外人'))
  const push = (peer: DesignPeer, update: Uint8Array) =>
    peer.refused('push', { designId, update: Buffer.from(update).toString('base64') })
  expect(await push(stranger, forged)).toBe('auth.forbidden')
  stranger.leave()

  const lin = await DesignPeer.enter(people[AUTHOR], designId)
  const shi = await DesignPeer.enter(people[VILLAGE], designId)
  await lin.write(insert(0, '林'))
  await shi.until('it', ({ goals }) => goals.startsWith('林'))
  shi.doc.clientID = lin.doc.clientID
  expect(await push(shi, shi.change(insert(0, '假')))).toBe('design.another_hand')
  shi.leave()
  const late = lin.change(insert(0, '先'))
  void late
  const gap = lin.change(insert(0, '后'))
  expect(await push(lin, gap)).toBe('design.gap')
  expect(await push(lin, new Uint8Array([1, 2, 3]))).toBe('design.update')
  const foreign = new Y.Doc()
  foreign.getText('secret').insert(0, 'x')
  expect(await push(lin, Y.encodeStateAsUpdate(foreign))).toBe('design.update')
  expect(await lin.refused('push', { designId: '019a0000-0000-7000-8000-000000000000', update: '' })).toBe(
    'design.not_joined',
  )
  expect(
    await lin.refused('join', { designId: '019a0000-0000-7000-8000-000000000000', vector: 'AA==' }),
  ).toBe('not_found')
  lin.leave()
  await expect(new DesignPeer(new ApiClient(stack.serverUrl), designId).connect()).rejects.toThrow(
    'auth.required',
  )

  const leaving = await ApiClient.as(stack.serverUrl, POINT)
  const peer = await DesignPeer.enter(leaving, designId, secondUrl)
  await leaving.call(signOut, {})
  await peer.until('signed out there', ({ goodbye, isConnected }) => goodbye === 'signed_out' && !isConnected)
}, 40_000)

test('versions, comments and a school’s own variant keep who did what', async () => {
  const [lin, shi] = [people[AUTHOR], people[VILLAGE]]
  const params = { id: designId }
  const peer = await DesignPeer.enter(shi, designId)
  await peer.write((doc) => {
    doc.getText('goals').delete(0, peer.goals.length)
    doc.getText('goals').insert(0, '能说出六种颜色')
    const task = new Y.Map<unknown>([
      ['order', 1],
      ['form', 'written'],
      ['minutes', 5],
      ['text', new Y.Text('抄写')],
    ])
    doc.getMap('homework').set('h1', task)
  })
  const named = { params, body: { name: '主备稿' } }
  expect((await lin.refusal(nameDesignVersion, named)).code).toBe('resource.written_homework')
  await peer.write((doc) => (doc.getMap('homework').get('h1') as Y.Map<unknown>).set('form', 'oral'))
  const first = await lin.call(nameDesignVersion, named)
  expect(first.versions[0]).toMatchObject({ number: 1, authorName: AUTHOR })
  expect((await lin.refusal(nameDesignVersion, named)).code).toBe('design.unchanged')
  await peer.until('news of it', ({ news }) => news.includes('versions'))

  const text = peer.doc.getText('goals')
  const at = (index: number) =>
    Buffer.from(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, index))).toString(
      'base64',
    )
  const body = { field: 'goals', start: at(3), end: at(5), quote: '六种', text: '学情够吗？' }
  const { id: commentId } = await lin.call(commentDesign, { params, body })
  await shi.call(replyToDesignComment, { params: { ...params, commentId }, body: { text: '够' } })
  await shi.call(resolveDesignComment, { params: { ...params, commentId }, body: { resolved: true } })
  const { items } = await lin.call(listDesignComments, { params })
  expect(items[0]).toMatchObject({
    authorName: AUTHOR,
    resolvedBy: VILLAGE,
    replies: [{ authorName: VILLAGE }],
  })
  expect((await people[STRANGER].refusal(commentDesign, { params, body })).code).toBe('auth.forbidden')

  await peer.write((doc) => {
    doc.getText('goals').delete(3, 1)
    doc.getText('goals').insert(3, '八')
  })
  const second = await lin.call(nameDesignVersion, { params, body: { name: '二稿' } })
  expect(second.versions[0]?.sections).toEqual([
    { section: 'goals', inserted: 1, removed: 1, people: [VILLAGE] },
  ])
  const { texts } = await lin.call(compareDesign, { params, query: { from: 1, to: 2 } })
  expect(texts.goals).toContainEqual({ kind: 'removed', text: '六种' })
  expect(texts.goals).toContainEqual({ kind: 'added', text: '八种', by: VILLAGE })

  await lin.call(restoreDesignVersion, { params: { ...params, number: 1 } })
  await peer.until('what it was', ({ goals }) => goals === '能说出六种颜色')
  const { content } = await shi.call(getDesignVersion, { params: { ...params, number: 2 } })
  expect(content.goals).toBe('能说出八种颜色')

  const { forkFor } = await shi.call(listDesigns, { params: { id: sessionId } })
  const fork = { params, body: { orgId: forkFor[0]!.orgId, version: 2 } }
  expect((await lin.refusal(forkDesign, fork)).code).toBe('auth.forbidden')
  const variant = await shi.call(forkDesign, fork)
  expect((await shi.refusal(forkDesign, fork)).code).toBe('design.forked')
  expect(variant.parent).toMatchObject({ designId, version: 2 })
  const own = await DesignPeer.enter(shi, variant.card.id)
  await own.write((doc) => doc.getText('goals').insert(own.goals.length, '和形状'))
  const looking = new DesignPeer(lin, variant.card.id)
  await looking.connect()
  expect((await looking.join()).canWrite).toBe(false)
  expect(looking.goals).toBe('能说出八种颜色和形状')
  const fromParent = await lin.call(compareDesign, {
    params: { id: variant.card.id },
    query: { from: 'parent' },
  })
  expect(fromParent.texts.goals.at(-1)).toEqual({ kind: 'added', text: '和形状', by: VILLAGE })

  // A month without a line comes in parts; a part that is not the next one saves nothing.
  const long = peer.change((doc) => doc.getText('board').insert(0, '板书'.repeat(60_000)))
  expect(long.length).toBeGreaterThan(300_000)
  const some = Buffer.from(long.subarray(0, 1_000)).toString('base64')
  const astray = { designId, update: some, part: 1, parts: 12 }
  expect(await peer.refused('push', astray)).toBe('design.gap')
  await peer.push(long)
  const fresh = await DesignPeer.enter(lin, designId)
  expect(fresh.doc.getText('board').length).toBe(120_000)

  // Editors that are open hear at once that the session is over.
  const { revision } = await people[OFFICER].call(getSession, { params: { id: sessionId } })
  const over = { revision, to: 'CANCELLED', reason: '并入另一次活动' } as const
  await people[OFFICER].call(stepSession, { params: { id: sessionId }, body: over })
  for (const one of [peer, own]) await one.until('news of its end', ({ news }) => news.includes('rights'))
  expect((await peer.join()).canWrite).toBe(false)
  for (const one of [peer, own, looking, fresh]) one.leave()
}, 60_000)
