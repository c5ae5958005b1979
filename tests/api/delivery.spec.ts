import { checkUpload, createDownload, getResource, takeDownResource, type Licence } from '@tongke/contract'
import { ReviewScene, SLIDES, type StoredFile } from '../support/review-scene.ts'
import { ApiClient } from '../support/api-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'

const AUTHOR = '林晓雯'
const READER = '周乐山'

let stack: Stack
let scene: ReviewScene

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
}, 120_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

const PAGE = Buffer.from('0123456789abcdefghij')
let serial = 0

/** A resource whose file has one page image; each with contents of its own. */
const made = async (scope: 'school' | 'county' | 'draft' = 'county', licence: Licence = 'county') => {
  const dated = licence === 'third_party' ? { licenceUntil: '2099-12-31' } : {}
  const { card } = await scene.draft(AUTHOR, { licence, ...dated })
  serial += 1
  const file: StoredFile = { ...SLIDES, content: Buffer.from(`%PDF-1.7 number ${serial}`) }
  await scene.give(AUTHOR, card.id, file)
  const licenceFile = { ...file, role: 'licence' as const, name: '授权书.pdf' }
  if (licence === 'third_party') await scene.give(AUTHOR, card.id, licenceFile)
  await scene.rendition(file, 'page-1.webp', 'image/webp', PAGE)
  if (scope !== 'draft') {
    await scene.submit(AUTHOR, card.id, scope)
    await scene.review('程远舟', card.id)
    if (scope === 'county') await scene.review('沈研秋', card.id)
  }
  const { files } = (await scene.see(AUTHOR, card.id)).version
  const [main, signed] = [files[0]?.id ?? '', files[1]?.id ?? '']
  return { id: card.id, file, fileId: main, licenceId: signed }
}
const page = async (
  name: string,
  fileId: string,
  headers: Record<string, string> = {},
  rendition = 'page-1.webp',
) => (await scene.as(name)).request('GET', `/api/files/${fileId}/renditions/${rendition}`, { headers })
const offered = async (name: string, fileId: string) =>
  (await scene.as(name)).call(createDownload, { params: { id: fileId } })
const fetched = (url: string, headers: Record<string, string> = {}) =>
  fetch(stack.serverUrl + url, { headers })
const counted = async (id: string): Promise<number> => {
  const { rows } = await scene.database.query<{ count: number }>(
    'select count(*)::int as count from file_download where resource_id = $1',
    [id],
  )
  return rows[0]?.count ?? -1
}

describe('renditions', () => {
  it('are shown in place, and kept only as long as they are asked for again', async () => {
    const { fileId } = await made()
    const response = await page(READER, fileId)
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PAGE)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-length': String(PAGE.length),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    })
    expect(response.headers.get('content-disposition')).toBeNull()
    const etag = response.headers.get('etag') ?? ''
    expect((await page(READER, fileId, { 'if-none-match': etag })).status).toBe(304)
  })

  it('playlists are kept for a minute, so that the player finds what the page fetched for it', async () => {
    const { fileId, file } = await made()
    await scene.rendition(file, 'master.m3u8', 'application/vnd.apple.mpegurl', PAGE)
    const response = await page(READER, fileId, {}, 'master.m3u8')
    expect(response.headers.get('cache-control')).toBe('private, max-age=60')
  })

  it.each([
    ['bytes=0-3', 206, 'bytes 0-3/20', '0123'],
    ['bytes=16-', 206, 'bytes 16-19/20', 'ghij'],
    ['bytes=-2', 206, 'bytes 18-19/20', 'ij'],
    ['bytes=18-999999999999', 206, 'bytes 18-19/20', 'ij'],
    ['bytes=0-0,2-2,4-4', 200, null, PAGE.toString()],
    [`bytes=${Array.from({ length: 500 }, (_, at) => `${at}-${at}`).join(',')}`, 200, null, PAGE.toString()],
    ['bytes=9-2', 200, null, PAGE.toString()],
    ['lines=0-3', 200, null, PAGE.toString()],
    ['bytes=0-99999999999999999999999999', 206, 'bytes 0-19/20', PAGE.toString()],
  ])('are answered by range: %.40s', async (range, status, contentRange, text) => {
    const { fileId } = await made()
    const response = await page(READER, fileId, { range })
    expect(response.status).toBe(status)
    expect(response.headers.get('content-range')).toBe(contentRange)
    expect(await response.text()).toBe(text)
  })

  it('have nothing beyond their end', async () => {
    const { fileId } = await made()
    const response = await page(READER, fileId, { range: 'bytes=20-' })
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe('bytes */20')
    expect(await response.json()).toMatchObject({ code: 'request.range' })
  })

  it.each([
    'gone.webp',
    'page-1.webp.exe',
    '..%2f..%2fpackage.json',
    '%2e%2e',
    'PAGE-1.WEBP',
    'page-1.webp%00',
  ])('have no other name: %s', async (name) => {
    const { fileId } = await made()
    const response = await page(READER, fileId, {}, name)
    expect([400, 404]).toContain(response.status)
    expect(await response.json()).toHaveProperty('code')
  })

  it('of types that could run are sent to be saved', async () => {
    const { fileId, file } = await made()
    await scene.rendition(file, 'page.html', 'text/html', Buffer.from('<script>1</script>'))
    const response = await page(READER, fileId, {}, 'page.html')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  })

  it('are for whoever sees the resource, asked each time', async () => {
    const own = await made('school')
    const draft = await made('draft')
    const county = await made()
    expect((await page(READER, own.fileId)).status).toBe(404)
    expect((await page('方静好', own.fileId)).status).toBe(200)
    expect((await page('程远舟', draft.fileId)).status).toBe(404)
    expect((await page(AUTHOR, draft.fileId)).status).toBe(200)
    const nobody = await new ApiClient(stack.serverUrl).request(
      'GET',
      `/api/files/${county.fileId}/renditions/page-1.webp`,
    )
    expect(nobody.status).toBe(401)
    const etag = (await page(READER, county.fileId)).headers.get('etag') ?? ''
    await (await scene.as('顾知行')).call(takeDownResource, { params: { id: county.id }, body: {} })
    expect((await page(READER, county.fileId, { 'if-none-match': etag })).status).toBe(404)
    expect((await page(AUTHOR, county.fileId)).status).toBe(200)
  })

  it('of a signed licence are for those who check it', async () => {
    const { id, licenceId } = await made('county', 'third_party')
    expect((await page(AUTHOR, licenceId)).status).toBe(200)
    expect((await page('程远舟', licenceId)).status).toBe(200)
    expect((await page(READER, licenceId)).status).toBe(404)
    const seen = await (await scene.as(READER)).call(getResource, { params: { id } })
    expect(seen.version.files.map(({ role }) => role)).toEqual(['main'])
    expect(
      await (await scene.as(READER)).refusal(createDownload, { params: { id: licenceId } }),
    ).toMatchObject({ code: 'not_found' })
  })
})

describe('downloads', () => {
  it('need no session, come as attachments and count once', async () => {
    const { id, file, fileId } = await made()
    const { url, expiresAt } = await offered(READER, fileId)
    const left = expiresAt - Date.now()
    expect(left).toBeGreaterThan(9 * 60_000)
    expect(left).toBeLessThanOrEqual(10 * 60_000)
    expect(await counted(id)).toBe(0)
    const half = await fetched(url, { range: 'bytes=0-3' })
    expect(half.status).toBe(206)
    expect(await half.text()).toBe('%PDF')
    const whole = await fetched(url)
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(file.content)
    expect(whole.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('观潮.pdf')}`,
    )
    expect(whole.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(await counted(id)).toBe(1)
    await (await fetched((await offered(READER, fileId)).url)).arrayBuffer()
    expect(await counted(id)).toBe(2)
    const { rows } = await scene.database.query<{ name: string; school: string }>(
      `select p.name, o.name as school from file_download d join person p on p.id = d.person_id
         join organization o on o.id = d.org_id where d.resource_id = $1 limit 1`,
      [id],
    )
    expect(rows).toEqual([{ name: READER, school: '示例市清溪路小学' }])
  })

  it('follow the licence', async () => {
    const reader = await scene.as(READER)
    const { fileId } = await made('county', 'third_party')
    expect(await reader.refusal(createDownload, { params: { id: fileId } })).toMatchObject({
      status: 403,
      code: 'resource.download',
    })
    expect(await offered('程远舟', fileId)).toHaveProperty('url')
    expect(await offered(READER, (await made('county', 'cc_by_nc_sa')).fileId)).toHaveProperty('url')
    const own = await made('school', 'school')
    expect(await reader.refusal(createDownload, { params: { id: own.fileId } })).toMatchObject({
      code: 'not_found',
    })
    expect(await offered('方静好', own.fileId)).toHaveProperty('url')
  })

  it('are not had by announcing the hash of what may only be watched', async () => {
    const reader = await scene.as(READER)
    const { id } = await made('county', 'third_party')
    const file = (await scene.see(READER, id)).version.files[0]
    const plan = { name: '观潮.pdf', sizeBytes: file?.sizeBytes ?? 0, sha256: file?.sha256 ?? '' }
    expect(await reader.call(checkUpload, { body: plan })).toMatchObject({ finished: false, kind: null })
    const open = (await scene.see(READER, (await made()).id)).version.files[0]
    const known = { name: '观潮.pdf', sizeBytes: open?.sizeBytes ?? 0, sha256: open?.sha256 ?? '' }
    expect(await reader.call(checkUpload, { body: known })).toMatchObject({
      finished: true,
      kind: 'document',
    })
  })

  it('are refused to forged addresses', async () => {
    const [one, other] = [await made(), await made('school')]
    const { url } = await offered(READER, one.fileId)
    const token = url.slice('/api/downloads/'.length)
    const [payload = '', signature = ''] = token.split('.')
    const swapped = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    const forge = (change: object) =>
      Buffer.from(JSON.stringify({ ...swapped, ...change })).toString('base64url')
    for (const forged of [
      `${forge({ fileId: other.fileId })}.${signature}`,
      `${forge({ expiresAt: Date.now() + 1e12 })}.${signature}`,
      `${payload}.${signature.split('').toReversed().join('')}`,
      `${payload}.${'A'.repeat(43)}`,
      payload,
      'x',
      '..%2f..',
    ]) {
      const response = await fetched(`/api/downloads/${forged}`)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ code: 'not_found' })
    }
    expect((await fetched(`/api/downloads/${'x'.repeat(999)}`)).status).toBe(404)
    expect((await fetched(url)).status).toBe(200)
  })

  it('end with a take-down, whatever time is left', async () => {
    const { id, fileId } = await made()
    const { url } = await offered(READER, fileId)
    await (await scene.as('顾知行')).call(takeDownResource, { params: { id }, body: {} })
    const response = await fetched(url)
    expect(response.status).toBe(410)
    expect(await response.json()).toMatchObject({ code: 'download.expired' })
    expect(await counted(id)).toBe(0)
  })

  it('do not hide that a blob is lost', async () => {
    const { id, fileId } = await made()
    await scene.database.query(`insert into blob values (repeat('0', 64), 7, now()) on conflict do nothing`)
    await scene.database.query(
      `update resource_file set blob_sha = repeat('0', 64) where version_id in
         (select id from resource_version where resource_id = $1)`,
      [id],
    )
    const response = await fetched((await offered(READER, fileId)).url)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not_found' })
    expect(await counted(id)).toBe(0)
  })
})
