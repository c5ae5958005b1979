import { signIn } from '@tongke/contract'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { DEMO_PASSWORD } from '../support/api-client.ts'
import { thinLine } from '../support/thin-line.ts'
import { buildUploadPage } from '../support/upload-page/upload-page.ts'
import { expect, test } from './fixtures.ts'

const MIB = 1024 * 1024

interface Finished {
  readonly role: string
  readonly file: { sha256: string; kind: string; name: string }
}

const finishedOn = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { finished: Finished[] }).finished)

test('a file goes on after a cut, a pause and a closed browser, and is whole in the end', async ({
  portal,
  browser,
}) => {
  test.setTimeout(180_000)
  const folder = await mkdtemp(join(tmpdir(), 'tongke-upload-'))
  const path = join(folder, '第一课.bin')
  const content = randomBytes(6 * MIB)
  await writeFile(path, content)
  const uploadPage = await buildUploadPage()
  const context = await browser.newContext()
  await context.request.fetch(`${portal.origin}${signIn.path}`, {
    method: 'POST',
    data: { login: '林晓雯', password: DEMO_PASSWORD },
    headers: { origin: portal.origin },
  })

  const first = await context.newPage()
  const faults: string[] = []
  first.on('pageerror', ({ message }) => faults.push(message))
  await uploadPage.show(first, portal.origin)
  const line = await thinLine(first, -1, 400_000)
  const row = first.getByRole('listitem').filter({ hasText: '第一课.bin' })

  await test.step('it is sent, with speed and time left', async () => {
    await first.getByRole('radio', { name: '附件' }).check()
    await first.getByLabel('选择文件').setInputFiles(path)
    await expect(row).toContainText(/正在上传.*\/秒.*还需/, { timeout: 30_000 })
  })

  await test.step('a cut is told, and it goes on by itself', async () => {
    await line.cut()
    await expect(row).toContainText('网络断了')
    await line.mend()
    await expect(row).toContainText(/正在上传.*\/秒/, { timeout: 30_000 })
  })

  await test.step('a pause stops it, and resuming does not begin again', async () => {
    await row.getByRole('button', { name: '暂停' }).click()
    await expect(row).toContainText('已暂停')
    await row.getByRole('button', { name: '继续' }).click()
    await expect(row).toContainText('正在上传')
    expect(await finishedOn(first)).toEqual([])
    await first.close()
  })

  await test.step('after the browser was closed the same file goes on where it was', async () => {
    const second = await context.newPage()
    second.on('pageerror', ({ message }) => faults.push(message))
    await uploadPage.show(second, portal.origin)
    await expect(second.getByRole('listitem')).toContainText('上次没有传完')
    const firstPatch = second.waitForRequest((request) => request.method() === 'PATCH')
    await second.getByLabel('选择文件').setInputFiles(path)
    expect(Number((await firstPatch).headers()['upload-offset'])).toBeGreaterThan(0)
    await expect(second.getByRole('listitem')).toContainText('上传完成', { timeout: 60_000 })
    const [done, ...more] = await finishedOn(second)
    expect(more).toEqual([])
    expect(done).toMatchObject({ role: 'attachment', file: { name: '第一课.bin', kind: 'other' } })
    expect(done?.file.sha256).toBe(createHash('sha256').update(content).digest('hex'))
  })

  await test.step('what is refused is said in words', async () => {
    const page = context.pages()[0] as Page
    const empty = join(folder, '空.txt')
    await writeFile(empty, '')
    await page.getByLabel('选择文件').setInputFiles(empty)
    await expect(page.getByRole('listitem').filter({ hasText: '空.txt' })).toContainText('文件损坏或是空的')
  })

  expect(faults).toEqual([])
  await context.close()
  await uploadPage.remove()
  await rm(folder, { recursive: true })
})
