import { findResources, getResource, getTimeline } from '@tongke/contract'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { inRoot, NODE } from '../../scripts/lib/paths.mjs'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { LibraryScene } from '../support/library/library-scene.ts'

const TITLE = 'Animals I see 农家小动物'

let scene: LibraryScene

beforeAll(async () => {
  scene = await LibraryScene.open()
}, 60_000)
afterAll(() => scene?.close())

/** The program that `npm start` runs behind the portal, for one resource only. */
function filling() {
  const { databaseUrl, mediaSecret, dataFolder } = scene.stack
  return spawn(NODE, [inRoot('server/dist/demo-library-main.js'), '--only', TITLE], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      MEDIA_SECRET: mediaSecret,
      DATA_DIR: dataFolder,
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
}

const made = () =>
  scene.sql<{ id: string; standing: string }>(
    `select r.id, r.standing from resource r join resource_version v on v.resource_id = r.id
      where v.metadata->>'title' = $1`,
    [TITLE],
  )

test('a resource of the demo library is made once, be it interrupted or asked for again, and it plays', async () => {
  const killed = filling()
  await waitFor('a draft', async () => (await made()).length > 0)
  const exited = once(killed, 'exit')
  killed.kill('SIGKILL')
  await exited

  for (const attempt of ['goes on', 'has nothing to do']) {
    const [code] = (await once(filling(), 'exit')) as [number | null]
    expect([attempt, code]).toEqual([attempt, 0])
    expect(await made()).toMatchObject([{ standing: 'ONLINE' }])
  }

  const { items } = await scene.author.call(findResources, { query: { q: 'quack', grade: 3 } })
  expect(items.map(({ title }) => title)).toContain(TITLE)
  const id = items.find(({ title }) => title === TITLE)?.id ?? ''
  const { version, card } = await scene.author.call(getResource, { params: { id } })
  expect(card.poster?.name).toBe('poster.jpg')
  const [file] = version.files
  expect(file?.durationMs).toBeGreaterThan(15_000)
  const { chapters, subtitles } = await scene.author.call(getTimeline, { params: { id: file?.id ?? '' } })
  expect(chapters.map(({ title }) => title)).toEqual([TITLE, 'New words', 'I see a ...', 'Guess'])
  expect(subtitles.map(({ language }) => language)).toEqual(['zh-CN'])
  const levels = await scene.sql<{ level: string }>(
    `select level from review_record where version_id = $1 order by at`,
    [version.id],
  )
  expect(levels.map(({ level }) => level)).toEqual(['SELF', 'SCHOOL', 'CITY'])

  const part = (name: string) => scene.author.request('GET', `/api/files/${file?.id}/renditions/${name}`)
  expect(await (await part('master.m3u8')).text()).toContain('v360.m3u8')
  expect((await part('v360.mp4')).headers.get('content-type')).toBe('video/mp4')
  const [work] = await scene.sql<{ loudness: number }>(
    `select (facts->'loudness'->>'integrated')::float as loudness from processing where blob_sha = $1`,
    [file?.sha256],
  )
  // Somebody speaks.
  expect(work?.loudness).toBeGreaterThan(-35)
}, 120_000)
