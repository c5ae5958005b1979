import {
  addNote,
  getTimeline,
  libraryHome,
  openPlay,
  removeNote,
  reportPlay,
  saveChapters,
  saveSubtitles,
} from '@tongke/contract'
import { publish, type Published } from '../support/published.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'

const AUTHOR = '林晓雯'
const READER = '周乐山'
const MINUTE = 60_000
let stack: Stack
let scene: ReviewScene
let lesson: Published

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
  lesson = await publish(scene, { title: '观潮' }, { durationMs: 10 * MINUTE })
}, 120_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

/** As if so much time had gone by since the last report. */
const later = (playId: string, ms: number) =>
  scene.database.query(`update play set reported_at = reported_at - $2 * interval '1 ms' where id = $1`, [
    playId,
    ms,
  ])
const open = async (name: string, fileId = lesson.fileId) =>
  (await scene.as(name)).call(openPlay, { params: { id: fileId }, body: {} })
const report = async (
  name: string,
  playId: string,
  sequence: number,
  from: number,
  to: number,
  more: { position?: number; speed?: number } = {},
) =>
  (await scene.as(name)).call(reportPlay, {
    params: { id: playId },
    body: { sequence, stretches: [{ from, to }], position: to, speed: 1, ...more },
  })

describe('what was watched', () => {
  it('is what was really shown: not what was skipped, and nothing twice', async () => {
    const { playId, watched } = await open(READER)
    expect(watched).toMatchObject({ positionMs: 0, watchedMs: 0, percent: 0, durationMs: 10 * MINUTE })
    await later(playId, MINUTE)
    expect(await report(READER, playId, 1, 0, 60)).toMatchObject({ watchedMs: MINUTE, percent: 10 })
    // The same report again, as after a lost answer.
    expect(await report(READER, playId, 1, 0, 60)).toMatchObject({ watchedMs: MINUTE })
    // Over the middle to the end: only the end was seen.
    await later(playId, MINUTE)
    expect(await report(READER, playId, 2, 540, 600)).toMatchObject({
      watchedMs: 2 * MINUTE,
      percent: 20,
      positionMs: 10 * MINUTE,
    })
    // What was seen before does not count again.
    await later(playId, MINUTE)
    expect(await report(READER, playId, 3, 30, 90)).toMatchObject({ watchedMs: 2.5 * MINUTE })
  })

  it('is no more than there was time for', async () => {
    const { playId } = await open('程远舟')
    const claimed = await report('程远舟', playId, 1, 0, 600, { speed: 3 })
    expect(claimed.watchedMs).toBeLessThan(20_000)
    await later(playId, MINUTE)
    expect((await report('程远舟', playId, 2, 300, 600)).watchedMs).toBeLessThan(claimed.watchedMs + 70_000)
  })

  it('goes on where it ended, on any device, and only in the newest of my windows', async () => {
    const first = await open(READER)
    await later(first.playId, MINUTE)
    await report(READER, first.playId, 1, 100, 160)
    const second = await open(READER)
    expect(second.watched.positionMs).toBe(160_000)
    const who = await scene.as(READER)
    const body = { sequence: 2, stretches: [], position: 200, speed: 1 }
    expect(await who.refusal(reportPlay, { params: { id: first.playId }, body })).toMatchObject({
      status: 409,
      code: 'play.closed',
    })
    const home = await who.call(libraryHome, {})
    expect(home.goOn).toEqual([expect.objectContaining({ positionMs: 160_000, durationMs: 10 * MINUTE })])
  })

  it('is not offered again when it may no longer be seen', async () => {
    const goOn = async () => (await (await scene.as(READER)).call(libraryHome, {})).goOn
    const setScope = (scope: string) =>
      scene.database.query('update resource set scope = $2 where id = $1', [lesson.id, scope])
    expect(await goOn()).toHaveLength(1)
    await setScope('school')
    expect(await goOn()).toEqual([])
    await setScope('county')
    expect(await goOn()).toHaveLength(1)
  })

  it('is nobody else’s to report', async () => {
    const { playId } = await open(READER)
    const other = await scene.as(AUTHOR)
    const body = { sequence: 1, stretches: [], position: 0, speed: 1 }
    expect(await other.refusal(reportPlay, { params: { id: playId }, body })).toMatchObject({ status: 404 })
  })

  it('is not begun with what one may not see', async () => {
    const own = await publish(scene, { title: '本校资料' }, { scope: 'school' })
    const who = await scene.as(READER)
    expect(await who.refusal(openPlay, { params: { id: own.fileId }, body: {} })).toMatchObject({
      status: 404,
    })
  })
})

describe('the timeline', () => {
  it('has chapters and subtitles by the author alone', async () => {
    const [author, reader] = [await scene.as(AUTHOR), await scene.as(READER)]
    const params = { id: lesson.fileId }
    const chapters = [
      { at: 90, title: '江潮来时' },
      { at: 0, title: '导入' },
    ]
    await author.call(saveChapters, { params, body: { chapters } })
    expect(await reader.refusal(saveChapters, { params, body: { chapters } })).toMatchObject({ status: 403 })
    const vtt = 'WEBVTT\n\n00:00.000 --> 00:02.000\n同学们好\n'
    const language = 'zh-CN' as const
    await author.call(saveSubtitles, { params: { ...params, language }, body: { vtt } })
    expect(
      await author.refusal(saveSubtitles, { params: { ...params, language }, body: { vtt: '<script>' } }),
    ).toMatchObject({ status: 422, code: 'subtitles.unreadable' })
    expect(await reader.call(getTimeline, { params })).toMatchObject({
      chapters: [{ at: 0 }, { at: 90 }],
      subtitles: [{ language: 'zh-CN' }],
      canEdit: false,
    })
    const response = await reader.request('GET', `/api/files/${lesson.fileId}/subtitles/zh-CN`)
    expect(response.headers.get('content-type')).toContain('text/vtt')
    expect(await response.text()).toBe(vtt)
    await author.call(saveSubtitles, { params: { ...params, language }, body: { vtt: '' } })
    expect((await author.call(getTimeline, { params })).subtitles).toEqual([])
  })

  it('has notes that only their writer sees', async () => {
    const [author, reader] = [await scene.as(AUTHOR), await scene.as(READER)]
    const params = { id: lesson.fileId }
    const { id } = await reader.call(addNote, { params, body: { at: 12.5, text: '这里可以停下来提问' } })
    expect((await reader.call(getTimeline, { params })).notes).toEqual([
      expect.objectContaining({ id, at: 12.5, text: '这里可以停下来提问' }),
    ])
    expect((await author.call(getTimeline, { params })).notes).toEqual([])
    expect(await author.refusal(removeNote, { params: { id } })).toMatchObject({ status: 404 })
    await reader.call(removeNote, { params: { id } })
    expect((await reader.call(getTimeline, { params })).notes).toEqual([])
  })
})
