import { listPacks, saveSubtitles, signIn, takeDownResource } from '@tongke/contract'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { document as pdf, video } from '../support/library/media.ts'
import { publishFile } from '../support/library/published-file.ts'
import { OfflinePage, PacksPage, expectFrames } from '../support/pages/packs.ts'
import { ReviewScene } from '../support/review-scene.ts'
import { thinLine } from '../support/thin-line.ts'
import { readZip } from '../support/zip.ts'
import { expect, test } from './fixtures.ts'

const TEACHER = '周乐山'
const FILM = '小数乘法的图示'
const SLIDES = '小数乘法的练习课'
const PACK = '五年级数学第 12 周'

test('a pack is built, comes over a line that is cut, and plays without any network', async ({
  portal,
  browser,
}) => {
  test.setTimeout(180_000)
  const scene = await ReviewScene.set(portal)
  const graded = { subject: 'mathematics' as const, gradeFrom: 5, gradeTo: 5 }
  const film = await publishFile(
    scene,
    'micro_lesson',
    { title: FILM, ...graded },
    '小数.mp4',
    video({ seconds: 18, size: '640x360' }),
  )
  await publishFile(scene, 'courseware', { title: SLIDES, ...graded }, '练习.pdf', pdf(3))
  const vtt = 'WEBVTT\n\n00:00.000 --> 00:20.000\n先画一个正方形'
  await (
    await scene.as('林晓雯')
  ).call(saveSubtitles, { params: { id: film.fileId, language: 'zh-CN' }, body: { vtt } })

  const context = await browser.newContext()
  await context.request.fetch(`${portal.origin}${signIn.path}`, {
    method: 'POST',
    data: { login: TEACHER, password: DEMO_PASSWORD },
    headers: { origin: portal.origin },
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  const packs = new PacksPage(page)
  const offline = new OfflinePage(page)
  const card = packs.card(PACK)

  await test.step('ticked resources become one pack', async () => {
    await page.goto(portal.origin + PacksPage.path)
    await packs.build(PACK, '小数', [FILM, SLIDES])
  })

  await test.step('a cut in the middle costs nothing of what is here', async () => {
    const line = await thinLine(page, 250_000, -1)
    const arrived: string[] = []
    page.on('requestfinished', async (request) => {
      const piece = request.headers().range
      if (piece && (await request.response())?.status() === 206) arrived.push(piece)
    })
    const second = page.waitForRequest(
      (request) => request.headers().range?.startsWith('bytes=262144-') ?? false,
    )
    await card.getByRole('button', { name: '放到本机' }).click()
    await second
    await line.cut()
    await expect(card).toContainText('网络断了，接通后自动继续')
    await line.mend()
    await expect(card).toContainText('全部核对无误', { timeout: 30_000 })
    expect(arrived.length).toBeGreaterThan(2)
    expect(new Set(arrived).size).toBe(arrived.length)
    await line.end()
    await page.evaluate(() => navigator.serviceWorker.ready)
  })

  await test.step('without a network it opens, plays, shows subtitles and turns pages', async () => {
    await context.setOffline(true)
    await page.reload()
    await expect(page).toHaveURL(/\/offline$/)
    await expect(page.getByText('现在没有网络')).toBeVisible()
    await offline.resource(FILM).click()
    await offline.expectFrames(30)
    const words = await page
      .locator('video')
      .evaluate(({ textTracks }: HTMLVideoElement) =>
        [...(textTracks[0]?.activeCues ?? [])].map((cue) => (cue as VTTCue).text),
      )
    expect(words).toEqual(['先画一个正方形'])
    await offline.resource(SLIDES).click()
    await expect(page.getByRole('img', { name: /第 1 页$/ })).toBeVisible()
    await page.keyboard.press('PageDown')
    const second = page.getByRole('img', { name: /第 2 页$/ })
    await expect
      .poll(() => second.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(300)
    await page.reload()
    await expect(offline.resource(FILM)).toBeVisible()
    await context.setOffline(false)
    await page.goto(portal.origin + PacksPage.path)
    await expect(card).toContainText('全部核对无误')
  })

  const folder = await mkdtemp(join(tmpdir(), 'tongke-stick-'))
  await test.step('a stick plays it from its own page', async () => {
    const teacher = await scene.as(TEACHER)
    const pack = (await teacher.call(listPacks, {})).items.find(({ name }) => name === PACK)
    const archive = await teacher.request('GET', `/api/packs/${pack?.id}/archive`)
    for (const [path, content] of readZip(Buffer.from(await archive.arrayBuffer()))) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), content)
    }
    const stick = await context.newPage()
    stick.on('pageerror', ({ message }) => faults.push(message))
    await stick.goto(pathToFileURL(join(folder, 'index.html')).href)
    await expectFrames(stick, 30)
    await stick.getByRole('button', { name: SLIDES }).click()
    await stick.getByRole('button', { name: '下一页' }).click()
    const image = stick.getByRole('img', { name: /第 2 页$/ })
    await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(300)
    await stick.close()
  })

  await test.step('the stick is taken in by another computer, unless somebody changed it', async () => {
    await card.getByRole('button', { name: '从本机移除' }).click()
    await card.getByRole('button', { name: '确定移除？' }).click()
    await expect(card.getByRole('button', { name: '放到本机' })).toBeVisible()
    const chooser = page.getByLabel('从 U 盘放进本机', { exact: true }).and(page.locator('input'))
    const manifest = join(folder, 'manifest.json')
    const genuine = await readFile(manifest, 'utf8')
    await writeFile(manifest, genuine.replace(FILM, '别的课'))
    await chooser.setInputFiles(folder)
    await expect(page.getByText('不是本平台做的，或者被改动过')).toBeVisible()
    await writeFile(manifest, genuine)
    await chooser.setInputFiles(folder)
    await expect(card).toContainText('全部核对无误')
  })

  await test.step('what is taken down is no longer played from here', async () => {
    await (await scene.as('顾知行')).call(takeDownResource, { params: { id: film.id }, body: {} })
    await page.reload()
    await expect(card).toContainText(`“${FILM}”已经下架`)
    await card.getByRole('link', { name: '打开' }).click()
    await expect(offline.resource(SLIDES)).toBeVisible()
    await expect(offline.resource(FILM)).toBeHidden()
  })

  expect(faults).toEqual([])
  await rm(folder, { recursive: true })
  await context.close()
  await scene.end()
})
