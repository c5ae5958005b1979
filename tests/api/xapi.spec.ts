import { openPlay, reportPlay } from '@tongke/contract'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { publish, type Published } from '../support/published.ts'
import { RecordStore } from '../support/record-store.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'

const READER = '周乐山'
const MINUTE = 60_000
const PORTAL = 'https://tongke.example.edu.cn'
const store = new RecordStore()
let stack: Stack
let scene: ReviewScene
let slides: Published
const videos = new Map<string, Published>()

beforeAll(async () => {
  const env = {
    XAPI_ENDPOINT: await store.start(),
    XAPI_KEY: 'the key',
    XAPI_SECRET: 'the secret',
    PUBLIC_URL: PORTAL,
  }
  stack = await bootStack({ demo: true, run: ['server'], env: { server: env, jobs: env } })
  scene = await ReviewScene.set(stack)
  for (const title of ['观潮', '再看一遍', '有错的', '没问题']) videos.set(title, await video(title))
  slides = await publish(scene, { title: '课件' }, { durationMs: MINUTE })
  // Only now: it would work on the invented files.
  stack.processes.start('jobs')
}, 120_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
  await store.stop()
})

const video = async (title: string): Promise<Published> => {
  const published = await publish(scene, { title }, { durationMs: MINUTE })
  await scene.database.query(`update resource_file set kind = 'video' where id = $1`, [published.fileId])
  return published
}

/** As if so much time had gone by since the last report. */
const later = (playId: string, ms: number) =>
  scene.database.query(`update play set reported_at = reported_at - $2 * interval '1 ms' where id = $1`, [
    playId,
    ms,
  ])
const watch = async (fileId: string, ...parts: readonly (readonly [number, number])[]): Promise<string> => {
  const who = await scene.as(READER)
  const { playId } = await who.call(openPlay, { params: { id: fileId }, body: {} })
  for (const [index, [from, to]] of parts.entries()) {
    await later(playId, MINUTE)
    const body = { sequence: index + 1, stretches: [{ from, to }], position: to, speed: 1 }
    await who.call(reportPlay, { params: { id: playId }, body })
    // As after a lost answer.
    await who.call(reportPlay, { params: { id: playId }, body })
  }
  return playId
}
const waiting = async (): Promise<number> => {
  const { rows } = await scene.database.query<{ count: number }>(
    'select count(*)::int as count from xapi_statement where refused is null',
  )
  return rows[0]?.count ?? 0
}
const delivered = () => waitFor('an empty outbox', async () => (await waiting()) === 0)
const verbs = () => [...store.statements.values()].map(({ verb }) => verb.id.replace(/^.*\//, ''))

describe('the record store', () => {
  it('hears later what happened while it was away, each thing once, and nobody’s name', async () => {
    store.mood = 'down'
    const lesson = videos.get('观潮')!
    const playId = await watch(lesson.fileId, [0, 30], [30, 58])
    await waitFor('a try', () => store.requests > 0)
    expect(await waiting()).toBe(3)
    // Now it takes them, but its answer is lost: they come a second time.
    store.mood = 'deaf'
    await waitFor('what it heard', () => store.statements.size === 3)
    expect(await waiting()).toBe(3)
    store.mood = 'up'
    await delivered()
    expect(verbs()).toEqual(['initialized', 'played', 'completed'])
    const [opened, , completed] = [...store.statements.values()]
    expect(opened?.object).toMatchObject({
      id: `${PORTAL}/library/${lesson.id}`,
      definition: { type: 'https://w3id.org/xapi/video/activity-type/video', name: { 'zh-CN': '观潮' } },
    })
    expect(completed?.result).toMatchObject({
      completion: true,
      extensions: { 'https://w3id.org/xapi/video/extensions/played-segments': '0[.]58' },
    })
    expect(JSON.stringify(opened)).toContain(playId)
    expect(store.headers[0]).toMatchObject({
      authorization: `Basic ${Buffer.from('the key:the secret').toString('base64')}`,
      'x-experience-api-version': '1.0.3',
      'content-type': 'application/json',
    })
    const { rows } = await scene.database.query<{ id: string; phone: string }>(
      'select id, phone from person where name = $1',
      [READER],
    )
    const told = JSON.stringify([...store.statements.values()])
    for (const secret of [READER, rows[0]!.id, rows[0]!.phone]) expect(told).not.toContain(secret)
    expect(new Set([...store.statements.values()].map(({ actor }) => JSON.stringify(actor))).size).toBe(1)
    expect(opened?.actor.account.homePage).toBe(PORTAL)
  }, 60_000)

  it('is not told again of what was completed, nor of what is only read', async () => {
    const before = store.statements.size
    const lesson = videos.get('再看一遍')!
    await watch(lesson.fileId, [0, 60])
    await watch(lesson.fileId, [0, 60])
    await watch(slides.fileId, [0, 60])
    await delivered()
    expect(verbs().slice(before)).toEqual(['initialized', 'played', 'completed', 'initialized', 'played'])
  }, 60_000)

  it('that refuses one statement gets the others', async () => {
    store.mood = 'down'
    const before = store.statements.size
    const [bad, good] = [videos.get('有错的')!, videos.get('没问题')!]
    await watch(bad.fileId)
    await watch(good.fileId, [0, 60])
    store.mood = 'strict'
    await delivered()
    expect(verbs().slice(before)).toEqual(['initialized', 'played', 'completed'])
    const { rows } = await scene.database.query<{ refused: string }>(
      'select refused from xapi_statement where refused is not null',
    )
    expect(rows).toEqual([{ refused: '400 a bad title' }])
  }, 60_000)
})
