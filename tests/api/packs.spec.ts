import {
  PackManifest,
  beginEnrolment,
  changePack,
  confirmEnrolment,
  createPack,
  estimatePack,
  getPack,
  getPackKey,
  getPackManifest,
  listAudit,
  listPacks,
  pollEnrolment,
  removePack,
  takeDownResource,
  type Pack,
} from '@tongke/contract'
import { createHash } from 'node:crypto'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { isGenuine } from '../../web/src/features/library/packs/hold/verify-manifest.ts'
import { ApiClient } from '../support/api-client.ts'
import { publish, type Published } from '../support/published.ts'
import { ReviewScene, SLIDES } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { readZip } from '../support/zip.ts'

/** Of the first experimental school in town. */
const MAKER = '林晓雯'
const COLLEAGUE = '方静好'
/** Of another school in town, of a centre, and of a village school below that centre. */
const STRANGER = '周乐山'
const CENTRE = '陆云舒'
const VILLAGER = '石小满'

let stack: Stack
let scene: ReviewScene
let slides: Published
let own: Published
let linked: { id: string }
let empty: Published
let doomed: Published
let broken: Published
let home: string

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  scene = await ReviewScene.set(stack)
  slides = await publish(scene, { title: '观潮' })
  own = await publish(scene, { title: '本校资料' }, { scope: 'school' })
  linked = await publishForeign('只能看')
  empty = await publish(scene, { title: '没有页' })
  doomed = await publish(scene, { title: '有问题' })
  broken = await publish(scene, { title: '丢了' })
  for (const [index, { file }] of [slides, own, doomed, broken].entries()) {
    await scene.rendition(file, 'page-1.webp', 'image/webp', Buffer.from(`page one of ${index}`))
    await scene.rendition(file, 'page-2.webp', 'image/webp', Buffer.alloc(70_000, index + 1))
  }
  // Only now: the work on these invented files would find that they are none.
  stack.processes.start('jobs')
  await stack.ready()
  home = await scene.homeOf(MAKER)
}, 120_000)
afterAll(async () => {
  await scene?.end()
  await stack?.stop()
})

/** What a third party lets be watched here and taken nowhere. */
const publishForeign = async (title: string): Promise<{ id: string }> => {
  const change = { title, licence: 'third_party' as const, licenceUntil: '2099-12-31' }
  const { id } = (await scene.draft(MAKER, change)).card
  for (const role of ['main', 'licence'] as const)
    await scene.give(MAKER, id, { ...SLIDES, role, content: Buffer.from(`%PDF-1.7 foreign ${role}`) })
  await scene.submit(MAKER, id, 'county')
  await scene.review('程远舟', id)
  await scene.review('沈研秋', id)
  return { id }
}

const built = async (name: string, pack: Pack): Promise<Pack> => {
  const client = await scene.as(name)
  const read = async () => (await client.call(getPack, { params: { id: pack.id } })).pack
  await waitFor('the pack', async () => ['READY', 'FAILED'].includes((await read()).state))
  return read()
}
const make = async (resourceIds: string[], change: { forBelow?: boolean; name?: string } = {}) => {
  const body = { name: '四年级上', orgId: home, resourceIds, ...change }
  return built(MAKER, await (await scene.as(MAKER)).call(createPack, { body }))
}
const get = async (name: string, path: string, headers: Record<string, string> = {}) =>
  (await scene.as(name)).request('GET', path, { headers })
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code
const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

it('is built from what is published, signed, and every file is what the manifest says', async () => {
  const pack = await make([slides.id, own.id])
  expect(pack).toMatchObject({ state: 'READY', version: 1, resources: 2, withdrawn: [], isOutdated: false })
  const maker = await scene.as(MAKER)
  const signed = await maker.call(getPackManifest, { params: { id: pack.id } })
  const manifest = PackManifest.parse(JSON.parse(signed.manifest))
  expect(manifest.resources.map(({ title }) => title)).toEqual(['观潮', '本校资料'])
  expect(manifest.files).toHaveLength(4)
  for (const file of manifest.files) {
    const response = await get(COLLEAGUE, `/api/packs/${pack.id}/files/${file.sha256}`)
    const content = Buffer.from(await response.arrayBuffer())
    expect({ bytes: content.length, sha256: sha256(content) }).toEqual({
      bytes: file.bytes,
      sha256: file.sha256,
    })
  }
  const { items } = await (
    await scene.as('安佑宁')
  ).call(listAudit, { query: { action: 'pack.created', pageSize: 20 } })
  expect(items.filter(({ target }) => target === `pack:${pack.id}`)).toHaveLength(1)
})

it('is refused by the verifier when manifest, signature or key are not the portal’s', async () => {
  const pack = await make([slides.id])
  const maker = await scene.as(MAKER)
  const { publicKey } = await maker.call(getPackKey, {})
  const signed = await maker.call(getPackManifest, { params: { id: pack.id } })
  expect(await isGenuine(signed, publicKey)).toBe(true)
  const altered = { ...signed, manifest: signed.manifest.replace('观潮', '观海') }
  expect(await isGenuine(altered, publicKey)).toBe(false)
  expect(await isGenuine({ ...signed, signature: 'A'.repeat(86) }, publicKey)).toBe(false)
  const other = await make([own.id])
  const foreign = await maker.call(getPackManifest, { params: { id: other.id } })
  expect(await isGenuine({ ...signed, signature: foreign.signature }, publicKey)).toBe(false)
  expect(await isGenuine(signed, publicKey.split('').toReversed().join(''))).toBe(false)
})

it('comes as an archive that can be fetched in pieces and holds page, manifest and files', async () => {
  const pack = await make([slides.id], { name: '四年级/上' })
  const path = `/api/packs/${pack.id}/archive`
  const first = await get(MAKER, path, { range: 'bytes=0-999' })
  expect(first.status).toBe(206)
  const etag = first.headers.get('etag') ?? ''
  const rest = await get(MAKER, path, { range: 'bytes=1000-', 'if-range': etag })
  expect(rest.headers.get('content-range')).toBe(`bytes 1000-${pack.archiveBytes! - 1}/${pack.archiveBytes}`)
  expect(decodeURIComponent(rest.headers.get('content-disposition') ?? '')).toContain('四年级 上.zip')
  const whole = Buffer.concat([Buffer.from(await first.arrayBuffer()), Buffer.from(await rest.arrayBuffer())])
  const files = readZip(whole)
  const signed = await (await scene.as(MAKER)).call(getPackManifest, { params: { id: pack.id } })
  expect(files.get('manifest.json')?.toString()).toBe(signed.manifest)
  expect(files.get('manifest.sig')?.toString()).toBe(signed.signature)
  expect(files.get('index.html')?.toString()).toContain('观潮')
  for (const file of PackManifest.parse(JSON.parse(signed.manifest)).files)
    expect(sha256(files.get(file.path)!)).toBe(file.sha256)
})

it('is for its own school, and with the right for those below; a guessed id opens nothing', async () => {
  const pack = await make([own.id])
  const params = { id: pack.id }
  const stranger = await scene.as(STRANGER)
  expect(await stranger.refusal(getPack, { params })).toMatchObject({ status: 404, code: 'not_found' })
  expect(await stranger.refusal(getPackManifest, { params })).toMatchObject({ code: 'not_found' })
  const { manifest } = await (await scene.as(MAKER)).call(getPackManifest, { params })
  const [file] = PackManifest.parse(JSON.parse(manifest)).files
  for (const path of ['archive', `files/${file?.sha256}`])
    expect(await codeOf(await get(STRANGER, `/api/packs/${pack.id}/${path}`))).toBe('not_found')
  expect((await stranger.call(listPacks, {})).items).toEqual([])
  const mine = (await (await scene.as(COLLEAGUE)).call(listPacks, {})).items.map(({ id }) => id)
  expect(mine).toContain(pack.id)
  expect(await stranger.refusal(removePack, { params })).toMatchObject({ code: 'not_found' })
  const shared = {
    name: '云栖镇',
    resourceIds: [slides.id],
    orgId: await scene.homeOf(CENTRE),
    forBelow: true,
  }
  const centre = await (await scene.as(CENTRE)).call(createPack, { body: shared })
  await built(VILLAGER, centre)
  expect((await get(VILLAGER, `/api/packs/${centre.id}/archive`)).status).toBe(200)
  const change = { name: '改', resourceIds: [slides.id], version: 1 }
  expect(
    await (await scene.as(VILLAGER)).refusal(changePack, { params: { id: centre.id }, body: change }),
  ).toMatchObject({ code: 'auth.forbidden' })
})

it('is held by the PC of a classroom that stands where it is for', async () => {
  const coordinator = await scene.as(CENTRE)
  const room = new ApiClient(stack.serverUrl)
  const { code } = await room.call(beginEnrolment, {})
  const village = await scene.homeOf(VILLAGER)
  const place = { name: '三年级教室', kind: 'listen' as const, orgId: village, classId: null }
  await coordinator.call(confirmEnrolment, { body: { ...place, code } })
  await room.call(pollEnrolment, {})
  const mine = await make([slides.id])
  const body = { name: '全镇', resourceIds: [slides.id], orgId: await scene.homeOf(CENTRE), forBelow: true }
  const shared = await built(CENTRE, await coordinator.call(createPack, { body }))
  const listed = (await room.call(listPacks, {})).items
  expect(listed.map(({ id }) => id)).toContain(shared.id)
  expect(listed.map(({ id }) => id)).not.toContain(mine.id)
  expect(listed.every(({ can }) => !can.change)).toBe(true)
  expect(await room.call(getPackManifest, { params: { id: shared.id } })).toHaveProperty('signature')
  expect(await room.refusal(getPackManifest, { params: { id: mine.id } })).toMatchObject({
    code: 'not_found',
  })
})

it('refuses what may not be taken away, and names it', async () => {
  const maker = await scene.as(MAKER)
  const body = { name: '包', orgId: home, resourceIds: [slides.id, linked.id, empty.id] }
  expect(await maker.refusal(createPack, { body })).toMatchObject({
    status: 422,
    code: 'pack.not_allowed',
    details: [
      { path: 'resourceIds.1', code: 'licence', message: '只能看' },
      { path: 'resourceIds.2', code: 'nothing', message: '没有页' },
    ],
  })
  expect(
    await maker.refusal(createPack, { body: { ...body, resourceIds: [own.id], forBelow: true } }),
  ).toMatchObject({ code: 'pack.not_allowed', details: [{ code: 'scope' }] })
  const estimate = await maker.call(estimatePack, {
    body: { orgId: home, resourceIds: [slides.id, linked.id] },
  })
  expect(estimate.items).toEqual([
    { id: slides.id, bytes: 70_013, flaw: null },
    { id: linked.id, bytes: 0, flaw: 'licence' },
  ])
  const elsewhere = await scene.homeOf(STRANGER)
  expect(await maker.refusal(createPack, { body: { ...body, orgId: elsewhere } })).toMatchObject({
    code: 'auth.forbidden',
  })
  const stranger = await scene.as(STRANGER)
  expect(
    await stranger.refusal(createPack, { body: { name: '包', orgId: elsewhere, resourceIds: [own.id] } }),
  ).toMatchObject({ code: 'pack.not_allowed', details: [{ code: 'offline', message: '' }] })
})

it('gives nothing more away once something in it was taken down, and goes on without it', async () => {
  const pack = await make([slides.id, doomed.id])
  const params = { id: pack.id }
  const maker = await scene.as(MAKER)
  const { manifest } = await maker.call(getPackManifest, { params })
  const [file] = PackManifest.parse(JSON.parse(manifest)).files
  const officer = await scene.as('顾知行')
  await officer.call(takeDownResource, { params: { id: doomed.id }, body: {} })
  const refused = { status: 410, code: 'pack.withdrawn', details: [{ code: 'offline', message: '有问题' }] }
  expect(await maker.refusal(getPackManifest, { params })).toMatchObject(refused)
  for (const path of ['archive', `files/${file?.sha256}`])
    expect(await codeOf(await get(MAKER, `/api/packs/${pack.id}/${path}`))).toBe('pack.withdrawn')
  expect((await maker.call(getPack, { params })).pack.withdrawn).toEqual([
    { id: doomed.id, title: '有问题', flaw: 'offline' },
  ])
  const change = { name: pack.name, resourceIds: [slides.id, doomed.id], version: 1 }
  expect(await maker.refusal(changePack, { params, body: change })).toMatchObject({
    code: 'pack.not_allowed',
    details: [{ path: 'resourceIds.1', code: 'offline' }],
  })
  const without = { ...change, resourceIds: [slides.id] }
  expect(await built(MAKER, await maker.call(changePack, { params, body: without }))).toMatchObject({
    state: 'READY',
    version: 2,
    withdrawn: [],
  })
  expect(await maker.refusal(changePack, { params, body: without })).toMatchObject({
    code: 'conflict.changed',
  })
  await maker.call(removePack, { params })
  expect(await maker.refusal(getPack, { params })).toMatchObject({ code: 'not_found' })
})

it('says so when a content was lost in the store', async () => {
  await scene.database.query(`insert into blob values (repeat('0', 64), 7, now()) on conflict do nothing`)
  await scene.database.query(
    `update rendition set blob_sha = repeat('0', 64) where source_sha in (select blob_sha from resource_file f
       join resource_version v on v.id = f.version_id where v.resource_id = $1)`,
    [broken.id],
  )
  expect(await make([broken.id])).toMatchObject({ state: 'FAILED', problem: 'lost' })
})
