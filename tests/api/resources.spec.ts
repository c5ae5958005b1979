import { randomUUID } from 'node:crypto'
import {
  addFile,
  checkUpload,
  createResource,
  discardDraft,
  getResource,
  listLessons,
  listMyResources,
  removeFile,
  saveDraft,
  takeOffline,
  type ResourceDetail,
  type ResourceMetadata,
} from '@tongke/contract'
import { ReviewScene, SLIDES, metadataOf, seenOf, type StoredFile } from '../support/review-scene.ts'
import { bootStack, type Stack } from '../support/stack.ts'

const AUTHOR = '林晓雯'
const COLLEAGUE = '程远舟'
const STRANGER = '周乐山'

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

const published = async (change: Partial<ResourceMetadata> = {}, scope: 'school' | 'county' = 'school') => {
  const { card } = await scene.draft(AUTHOR, change)
  await scene.give(AUTHOR, card.id, SLIDES)
  await scene.submit(AUTHOR, card.id, scope)
  await scene.review(COLLEAGUE, card.id)
  if (scope === 'county') await scene.review('沈研秋', card.id)
  return card.id
}

const fileOf = async (name: string, file: StoredFile) => ({
  uploadId: await scene.upload(name, file.content, file.name),
  role: file.role,
  name: file.name,
})
const fileIn = ({ version }: ResourceDetail): string => version.files[0]?.id ?? ''

describe('a draft', () => {
  it('is begun with all that is known of it', async () => {
    const [node = ''] = await scene.lessons('chinese', 4)
    const detail = await scene.draft(AUTHOR, { nodeIds: [node], keywords: ['课文'] })
    expect(detail).toMatchObject({
      standing: 'NEW',
      card: {
        title: '观潮',
        authorName: AUTHOR,
        orgName: '示例市第一实验小学',
        stage: 'primary',
        poster: null,
      },
      version: {
        number: 1,
        state: 'DRAFT',
        revision: 1,
        files: [],
        metadata: { nodeIds: [node], audience: 'class' },
      },
      draft: null,
      reviews: [],
      can: { edit: true, submit: true, withdraw: false, review: false, takeOffline: false, archive: false },
    })
    expect(detail.card.nodePath.length).toBeGreaterThanOrEqual(2)
    expect(detail.card.editionName).toEqual(expect.any(String))
  })

  it.each([COLLEAGUE, STRANGER, '顾知行', '安佑宁', '沈研秋', '严正则'])(
    'does not exist for anybody else: %s',
    async (name) => {
      const { card } = await scene.draft(AUTHOR)
      const params = { id: card.id }
      const who = await scene.as(name)
      const body = { metadata: metadataOf(), revision: 1 }
      for (const refusal of [
        await who.refusal(getResource, { params }),
        await who.refusal(saveDraft, { params, body }),
        await who.refusal(discardDraft, { params }),
        await who.refusal(addFile, {
          params,
          body: { uploadId: await scene.upload(name, SLIDES.content), role: 'main', name: 'x' },
        }),
      ])
        expect(refusal).toMatchObject({ status: 404, code: 'not_found' })
    },
  )

  it('belongs to a school where its author serves', async () => {
    const body = { type: 'courseware' as const, orgId: await scene.homeOf(STRANGER), metadata: metadataOf() }
    const author = await scene.as(AUTHOR)
    expect(await author.refusal(createResource, { body })).toMatchObject({ code: 'auth.forbidden' })
    expect(await author.refusal(createResource, { body: { ...body, orgId: randomUUID() } })).toMatchObject({
      code: 'not_found',
    })
    const inspector = await scene.as('严正则')
    const bureau = { ...body, orgId: await scene.homeOf('严正则') }
    expect(await inspector.refusal(createResource, { body: bureau })).toMatchObject({
      code: 'auth.forbidden',
    })
  })

  it.each<[string, Partial<ResourceMetadata>, string]>([
    ['grades that do not have the subject', { subject: 'physics' }, 'resource.metadata'],
    ['a node that does not exist', { nodeIds: ['00000000-0000-7000-8000-000000000000'] }, 'node.unknown'],
    ['a link without address', { licence: 'link' }, 'resource.metadata'],
    ['a form of no exercise', { exerciseForm: 'oral' }, 'resource.metadata'],
  ])('refuses %s, at its beginning and at every save', async (_, change, code) => {
    const author = await scene.as(AUTHOR)
    const { card } = await scene.draft(AUTHOR)
    const metadata = metadataOf(change)
    const body = { type: 'courseware' as const, orgId: await scene.homeOf(AUTHOR), metadata }
    expect(await author.refusal(createResource, { body })).toMatchObject({ status: 422, code })
    const saved = await author.refusal(saveDraft, {
      params: { id: card.id },
      body: { metadata, revision: 1 },
    })
    expect(saved).toMatchObject({ status: 422, code, details: [expect.anything()] })
    expect((await scene.see(AUTHOR, card.id)).version).toMatchObject({
      revision: 1,
      metadata: { licence: 'county' },
    })
  })

  it('of written homework for grade 2 is refused by the plan’s own words', async () => {
    const author = await scene.as(AUTHOR)
    const written = { gradeFrom: 2, gradeTo: 2, exerciseForm: 'written' as const }
    const body = {
      type: 'exercise' as const,
      orgId: await scene.homeOf(AUTHOR),
      metadata: metadataOf(written),
    }
    const rule = [{ path: 'metadata.exerciseForm', message: '小学一、二年级不布置书面课后作业' }]
    expect(await author.refusal(createResource, { body })).toMatchObject({
      status: 422,
      code: 'resource.written_homework',
      details: rule,
    })
    const oral = await scene.draft(AUTHOR, { ...written, exerciseForm: 'oral' }, 'exercise')
    const params = { id: oral.card.id }
    expect(
      await author.refusal(saveDraft, { params, body: { metadata: body.metadata, revision: 1 } }),
    ).toMatchObject({ code: 'resource.written_homework', details: rule })
  })

  it('takes no text that a database cannot hold', async () => {
    const body = {
      type: 'courseware' as const,
      orgId: await scene.homeOf(AUTHOR),
      metadata: metadataOf({ description: 'a\u0000b' }),
    }
    expect(await (await scene.as(AUTHOR)).refusal(createResource, { body })).toMatchObject({ status: 400 })
  })

  it('is thrown away as a whole before it was ever published', async () => {
    const { card } = await scene.draft(AUTHOR)
    await scene.give(AUTHOR, card.id, SLIDES)
    const author = await scene.as(AUTHOR)
    await author.call(discardDraft, { params: { id: card.id } })
    expect(await author.refusal(getResource, { params: { id: card.id } })).toMatchObject({
      code: 'not_found',
    })
  })
})

describe('two saves', () => {
  it('at the same instant: one is told that it is late', async () => {
    const { card, version } = await scene.draft(AUTHOR)
    const author = await scene.as(AUTHOR)
    const save = (title: string) =>
      author
        .call(saveDraft, {
          params: { id: card.id },
          body: { metadata: metadataOf({ title }), revision: version.revision },
        })
        .then(
          () => 'saved',
          (error: { body: { code: string } }) => error.body.code,
        )
    const results = await Promise.all(['甲', '乙', '丙', '丁'].map(save))
    expect(results.sort()).toEqual(['conflict.changed', 'conflict.changed', 'conflict.changed', 'saved'])
    expect((await scene.see(AUTHOR, card.id)).version.revision).toBe(2)
  })

  it('begin one new version, not two', async () => {
    const id = await published()
    const author = await scene.as(AUTHOR)
    const begin = (title: string) =>
      author
        .call(saveDraft, { params: { id }, body: { metadata: metadataOf({ title }), revision: null } })
        .then(
          () => 'begun',
          (error: { body: { code: string } }) => error.body.code,
        )
    expect((await Promise.all(['甲', '乙', '丙'].map(begin))).sort()).toEqual([
      'begun',
      'conflict.changed',
      'conflict.changed',
    ])
    expect((await scene.see(AUTHOR, id)).draft).toMatchObject({ number: 2, state: 'DRAFT' })
  })

  it('of which one does not know the draft', async () => {
    const { card } = await scene.draft(AUTHOR)
    const author = await scene.as(AUTHOR)
    const body = { metadata: metadataOf(), revision: null }
    expect(await author.refusal(saveDraft, { params: { id: card.id }, body })).toMatchObject({
      status: 409,
      code: 'conflict.changed',
    })
    expect(
      await author.refusal(saveDraft, { params: { id: await published() }, body: { ...body, revision: 7 } }),
    ).toMatchObject({ code: 'conflict.changed' })
  })
})

describe('the files of a draft', () => {
  it('come from finished uploads of one’s own', async () => {
    const { card } = await scene.draft(AUTHOR)
    const author = await scene.as(AUTHOR)
    const params = { id: card.id }
    const unknown = { status: 404, code: 'upload.unknown' }
    const body = { uploadId: randomUUID(), role: 'main' as const, name: '观潮.pdf' }
    expect(await author.refusal(addFile, { params, body })).toMatchObject(unknown)
    const foreign = await fileOf(COLLEAGUE, SLIDES)
    expect(await author.refusal(addFile, { params, body: foreign })).toMatchObject(unknown)
    const plan = { name: '半个.pdf', sizeBytes: 100, sha256: 'a'.repeat(64) }
    const { id } = await author.call(checkUpload, { body: plan })
    expect(await author.refusal(addFile, { params, body: { ...body, uploadId: id } })).toMatchObject({
      status: 409,
      code: 'upload.unfinished',
    })
  })

  it('are what their content says, whatever their name', async () => {
    const { card } = await scene.draft(AUTHOR)
    const author = await scene.as(AUTHOR)
    const page = { ...SLIDES, content: Buffer.from('<!doctype html><script>alert(1)</script>') }
    expect(
      await author.refusal(addFile, { params: { id: card.id }, body: await fileOf(AUTHOR, page) }),
    ).toMatchObject({ status: 422, code: 'file.not_allowed', details: [{ code: 'kind' }] })
    const plan = await scene.draft(AUTHOR, {}, 'lesson_plan')
    const text = { ...SLIDES, name: '教案.exe', content: Buffer.from('第一课时：初读课文') }
    const after = await author.call(addFile, {
      params: { id: plan.card.id },
      body: await fileOf(AUTHOR, text),
    })
    expect(after.version.files).toMatchObject([
      {
        role: 'main',
        name: '教案.exe',
        kind: 'text',
        mimeType: 'text/plain',
        processing: { state: 'QUEUED' },
      },
    ])
  })

  it('take the place of the one in the same role, and attachments stand side by side', async () => {
    const { card } = await scene.draft(AUTHOR)
    const second = { ...SLIDES, name: '第二稿.pdf', content: Buffer.from('%PDF-1.7 second draft') }
    await scene.give(AUTHOR, card.id, SLIDES)
    await scene.give(AUTHOR, card.id, second)
    for (const name of ['附件一.pdf', '附件二.pdf'])
      await scene.give(AUTHOR, card.id, { ...SLIDES, role: 'attachment', name })
    const { version } = await scene.see(AUTHOR, card.id)
    expect(version.files.map(({ role, name }) => [role, name])).toEqual([
      ['main', '第二稿.pdf'],
      ['attachment', '附件一.pdf'],
      ['attachment', '附件二.pdf'],
    ])
    expect(version.revision).toBe(5)
  })

  it('of several, added at the same instant, are all there', async () => {
    const { card } = await scene.draft(AUTHOR)
    const author = await scene.as(AUTHOR)
    const body = await fileOf(AUTHOR, { ...SLIDES, role: 'attachment' })
    const add = () => author.call(addFile, { params: { id: card.id }, body })
    await Promise.all([add(), add(), add(), add()])
    expect((await scene.see(AUTHOR, card.id)).version.files).toHaveLength(4)
  })

  it('are taken out by their id, and only from there', async () => {
    const author = await scene.as(AUTHOR)
    const [one, two] = [await scene.draft(AUTHOR), await scene.draft(AUTHOR)]
    await scene.give(AUTHOR, one.card.id, SLIDES)
    const fileId = fileIn(await scene.see(AUTHOR, one.card.id))
    expect(await author.refusal(removeFile, { params: { id: two.card.id, fileId } })).toMatchObject({
      code: 'not_found',
    })
    const after = await author.call(removeFile, { params: { id: one.card.id, fileId } })
    expect(after.version).toMatchObject({ files: [], revision: 3 })
  })

  it('forbid a link, and a link forbids files', async () => {
    const link = await scene.draft(AUTHOR, { licence: 'link', link: 'https://example.edu.cn/x' })
    expect(
      await (
        await scene.as(AUTHOR)
      ).refusal(addFile, {
        params: { id: link.card.id },
        body: await fileOf(AUTHOR, SLIDES),
      }),
    ).toMatchObject({ code: 'file.not_allowed', details: [{ code: 'link' }] })
    const { card } = await scene.draft(AUTHOR)
    await scene.give(AUTHOR, card.id, SLIDES)
    const body = { metadata: metadataOf({ licence: 'link', link: 'https://example.edu.cn/x' }), revision: 2 }
    expect(
      await (await scene.as(AUTHOR)).refusal(saveDraft, { params: { id: card.id }, body }),
    ).toMatchObject({
      code: 'resource.metadata',
      details: [{ path: 'metadata.licence', code: 'files' }],
    })
  })

  it('stay while a version is reviewed', async () => {
    const { card } = await scene.draft(AUTHOR)
    await scene.give(AUTHOR, card.id, SLIDES)
    const fileId = fileIn(await scene.see(AUTHOR, card.id))
    await scene.submit(AUTHOR, card.id)
    const author = await scene.as(AUTHOR)
    const params = { id: card.id }
    const state = { status: 409, code: 'resource.state' }
    expect(await author.refusal(removeFile, { params: { ...params, fileId } })).toMatchObject(state)
    expect(await author.refusal(addFile, { params, body: await fileOf(AUTHOR, SLIDES) })).toMatchObject(state)
    expect(
      await author.refusal(saveDraft, { params, body: { metadata: metadataOf(), revision: 2 } }),
    ).toMatchObject(state)
    expect(await author.refusal(discardDraft, { params })).toMatchObject(state)
  })
})

describe('a new version', () => {
  it('begins with the files of the published one, which stays as it is', async () => {
    const id = await published()
    const before = await scene.see(AUTHOR, id)
    const author = await scene.as(AUTHOR)
    const begun = await author.call(saveDraft, {
      params: { id },
      body: { metadata: metadataOf({ title: '观潮（修订）' }), revision: null },
    })
    expect(begun.version).toEqual(before.version)
    expect(begun.draft).toMatchObject({ number: 2, state: 'DRAFT', metadata: { title: '观潮（修订）' } })
    const [old, copy] = [before.version.files[0], begun.draft?.files[0]]
    expect(copy).toMatchObject({ role: 'main', name: old?.name, sha256: old?.sha256 })
    expect(copy?.id).not.toBe(old?.id)
    const emptied = await author.call(removeFile, { params: { id, fileId: copy?.id ?? '' } })
    expect(emptied.draft?.files).toEqual([])
    expect(emptied.version.files).toHaveLength(1)
    expect(await scene.see('方静好', id)).toMatchObject({ draft: null, card: { title: '观潮' } })
  })

  it('is thrown away without touching the published one', async () => {
    const id = await published()
    const author = await scene.as(AUTHOR)
    await author.call(saveDraft, { params: { id }, body: { metadata: metadataOf(), revision: null } })
    await author.call(discardDraft, { params: { id } })
    expect(await scene.see(AUTHOR, id)).toMatchObject({
      standing: 'ONLINE',
      draft: null,
      version: { number: 1 },
    })
    expect(await author.refusal(discardDraft, { params: { id } })).toMatchObject({ code: 'resource.state' })
  })

  it('needs the author', async () => {
    const id = await published()
    const head = await scene.as(COLLEAGUE)
    const params = { id }
    const forbidden = { status: 403, code: 'auth.forbidden' }
    const body = { metadata: metadataOf(), revision: null }
    expect(await head.refusal(saveDraft, { params, body })).toMatchObject(forbidden)
    expect(await head.refusal(discardDraft, { params })).toMatchObject(forbidden)
    expect(await head.refusal(removeFile, { params: { id, fileId: randomUUID() } })).toMatchObject(forbidden)
    expect(await head.refusal(addFile, { params, body: await fileOf(COLLEAGUE, SLIDES) })).toMatchObject(
      forbidden,
    )
  })
})

describe('what another school keeps to itself', () => {
  it('does not exist, however well its id is guessed', async () => {
    const id = await published()
    for (const name of [STRANGER, '陆云舒', '沈研秋', '石小满']) {
      expect(await (await scene.as(name)).refusal(getResource, { params: { id } })).toMatchObject({
        status: 404,
        code: 'not_found',
      })
    }
    for (const name of ['方静好', COLLEAGUE, '顾知行', '严正则', '安佑宁'])
      expect(await scene.see(name, id)).toMatchObject({
        standing: 'ONLINE',
        version: { state: 'SCHOOL_PUBLISHED' },
      })
  })

  it('is everybody’s once it is published for the county', async () => {
    const id = await published({}, 'county')
    for (const name of [STRANGER, '陆云舒', '石小满'])
      expect(await scene.see(name, id)).toMatchObject({
        version: { state: 'PUBLISHED' },
        reviews: [],
        reason: null,
      })
  })
})

describe('where a resource comes from', () => {
  const madeFrom = async (kind: 'lesson' | 'resource' | 'recording', id: string, author = AUTHOR) => {
    const body = { type: 'courseware' as const, orgId: await scene.homeOf(author), metadata: metadataOf() }
    return { client: await scene.as(author), body: { ...body, lineage: [{ kind, id }] } }
  }

  it('is told by its title, and by a title only whoever may see it can tell', async () => {
    const source = await published({ title: '源头' })
    const { client, body } = await madeFrom('resource', source)
    expect((await client.call(createResource, { body })).lineage).toEqual([
      { kind: 'resource', id: source, title: '源头' },
    ])
    const foreign = await madeFrom('resource', source, STRANGER)
    expect(await foreign.client.refusal(createResource, { body: foreign.body })).toMatchObject({
      code: 'not_found',
    })
  })

  it('may be a lesson of one’s own', async () => {
    const lecturer = await scene.as(AUTHOR)
    const [lesson] = (await lecturer.call(listLessons, { query: { scope: 'mine' } })).items
    const { client, body } = await madeFrom('lesson', lesson?.id ?? '')
    expect((await client.call(createResource, { body })).lineage).toMatchObject([{ title: lesson?.title }])
    const unknown = await madeFrom('recording', randomUUID())
    expect(await unknown.client.refusal(createResource, { body: unknown.body })).toMatchObject({
      code: 'not_found',
    })
  })
})

describe('my resources', () => {
  it('are mine, newest change first, by the state of the newest version', async () => {
    const teacher = await scene.as('石小满')
    const first = await scene.draft('石小满', { title: '第一个' })
    const second = await scene.draft('石小满', { title: '第二个' })
    const titles = async (query: object) =>
      (await teacher.call(listMyResources, { query })).items.map(({ card }) => card.title)
    expect(await titles({})).toEqual(['第二个', '第一个'])
    await teacher.call(saveDraft, {
      params: { id: first.card.id },
      body: { metadata: metadataOf({ title: '第一个' }), revision: 1 },
    })
    expect(await titles({})).toEqual(['第一个', '第二个'])
    await scene.give('石小满', second.card.id, SLIDES)
    await scene.submit('石小满', second.card.id)
    expect(await titles({ state: 'SCHOOL_REVIEW' })).toEqual(['第二个'])
    expect(await titles({ standing: 'ONLINE' })).toEqual([])
    expect(await titles({ search: '一' })).toEqual(['第一个'])
    expect(await titles({ pageSize: 1, page: 2 })).toHaveLength(1)
  })

  it('are edited no more once they are archived', async () => {
    const id = await published()
    const author = await scene.as(AUTHOR)
    await author.call(takeOffline, { params: { id }, body: { reason: '内容已经过时了' } })
    expect(seenOf(await scene.see(AUTHOR, id)).versionId).toEqual(expect.any(String))
    expect((await scene.see(AUTHOR, id)).can).toMatchObject({ edit: true, restore: true, archive: true })
  })
})
