import { ERRORS, WireError, cancelUpload, checkUpload, finishUpload, type Upload } from '@tongke/contract'
import Excel from 'exceljs'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { request, type ClientRequest } from 'node:http'
import { join } from 'node:path'
import { withClient } from '../../scripts/lib/database.mjs'
import { waitFor } from '../../scripts/lib/wait-for.mjs'
import { ApiClient } from '../support/api-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'

const MIB = 1024 * 1024
const BYTES = 'application/offset+octet-stream'
const TUS = { 'tus-resumable': '1.0.0' }

let stack: Stack
let teacher: ApiClient
let colleague: ApiClient
let elsewhere: ApiClient
let officer: ApiClient

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  for (const [key, value] of [
    ['teacherMegabytes', 8],
    ['openPerPerson', 10],
    ['officerMegabytes', 1_000_000_000],
  ] as const) {
    await rows(
      `insert into policy_rule (id, key, value, unit, source_doc, effective_from)
       values ($1, $2, $3, 'x', 'a test', '2020-01-01')`,
      [randomUUID(), `upload.${key}`, value],
    )
  }
  teacher = await ApiClient.as(stack.serverUrl, '林晓雯')
  colleague = await ApiClient.as(stack.serverUrl, '方静好')
  elsewhere = await ApiClient.as(stack.serverUrl, '周乐山')
  officer = await ApiClient.as(stack.serverUrl, '顾知行')
}, 120_000)
afterAll(() => stack?.stop())

async function rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  let found: T[] = []
  await withClient(stack.databaseUrl, async (client) => {
    found = (await client.query(sql, values)).rows as T[]
  })
  return found
}

const sha = (content: Buffer) => createHash('sha256').update(content).digest('hex')
const planOf = (content: Buffer, name = '第一课.bin') => ({
  name,
  sizeBytes: content.length,
  sha256: sha(content),
})
const check = (who: ApiClient, content: Buffer, name?: string) =>
  who.call(checkUpload, { body: planOf(content, name) })
const finish = (who: ApiClient, { id }: { id: string }) => who.call(finishUpload, { params: { id } })

const patch = (who: ApiClient, id: string, offset: number | string, content: Buffer, headers = {}) =>
  who.request('PATCH', `/api/uploads/${id}`, {
    body: new Uint8Array(content),
    headers: { ...TUS, 'content-type': BYTES, 'upload-offset': String(offset), ...headers },
  })
const offsetOf = async (who: ApiClient, id: string) => {
  const answer = await who.request('HEAD', `/api/uploads/${id}`, { headers: TUS })
  expect(answer.status).toBe(200)
  return Number(answer.headers.get('upload-offset'))
}
const codeOf = async (answer: Response) => {
  const { code } = WireError.parse(JSON.parse(await answer.text()))
  expect(answer.status).toBe(ERRORS[code].status)
  return code
}

async function upload(who: ApiClient, content: Buffer, name?: string): Promise<Upload> {
  const begun = await check(who, content, name)
  expect((await patch(who, begun.id, 0, content)).status).toBe(204)
  return finish(who, begun)
}

/** A `PATCH` that sends some bytes and then nothing more, like a line that has gone dead. */
async function hangingPatch(
  who: ApiClient,
  id: string,
  announced: number,
  sent: Buffer,
): Promise<ClientRequest> {
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const hanging = request(`${who.url}/api/uploads/${id}`, {
    method: 'PATCH',
    headers: {
      ...TUS,
      cookie,
      origin: who.url,
      'content-type': BYTES,
      'upload-offset': '0',
      'content-length': announced,
    },
  })
  hanging.on('error', () => undefined)
  hanging.write(sent)
  const path = join(stack.logFolder, '..', 'uploads', id)
  await waitFor('the bytes on the disk', async () => (await stat(path)).size >= sent.length)
  return hanging
}

describe('an upload', () => {
  it('arrives in pieces and is known by its content', async () => {
    const content = randomBytes(3 * MIB)
    const begun = await check(teacher, content, '../我的\u202Eexe.mp4')
    expect(begun).toMatchObject({ finished: false, kind: null, name: '我的exe.mp4' })
    for (let at = 0; at < content.length; at += MIB) {
      const answer = await patch(teacher, begun.id, at, content.subarray(at, at + MIB))
      expect([answer.status, answer.headers.get('upload-offset')]).toEqual([204, String(at + MIB)])
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    const done = await finish(teacher, begun)
    expect(done).toEqual({ ...begun, finished: true, kind: 'other', mimeType: 'application/octet-stream' })
    expect(await finish(teacher, begun)).toEqual(done)
    expect(await rows('select size_bytes::int from blob where sha256 = $1', [sha(content)])).toEqual([
      { size_bytes: content.length },
    ])
  })

  it('may be created by tus alone', async () => {
    const content = Buffer.from('created by tus')
    const metadata = `filename ${Buffer.from('a.txt').toString('base64')},sha256 ${Buffer.from(sha(content)).toString('base64')}`
    const create = (headers: Record<string, string>, body?: Uint8Array<ArrayBuffer>) =>
      teacher.request('POST', '/api/uploads', { headers: { ...TUS, ...headers }, ...(body ? { body } : {}) })
    const answer = await create({ 'upload-length': String(content.length), 'upload-metadata': metadata })
    expect(answer.status).toBe(201)
    const id = answer.headers.get('location')?.replace('/api/uploads/', '') ?? ''
    expect((await patch(teacher, id, 0, content)).status).toBe(204)
    expect(await finish(teacher, { id })).toMatchObject({ kind: 'text', name: 'a.txt' })
    const withBody = await create(
      { 'upload-length': '2', 'upload-metadata': metadata, 'content-type': BYTES },
      new Uint8Array([1, 2]),
    )
    expect([withBody.status, withBody.headers.get('upload-offset')]).toEqual([201, '2'])
    const malformed: Record<string, string>[] = [
      { 'upload-length': '14' },
      { 'upload-metadata': metadata },
      { 'upload-length': '-1', 'upload-metadata': metadata },
      { 'upload-defer-length': '1', 'upload-metadata': metadata },
      { 'upload-length': '14', 'upload-metadata': 'filename !!!' },
    ]
    for (const bad of malformed) expect(await codeOf(await create(bad))).toBe('request.invalid')
    const huge = await create({ 'upload-length': String(9 * MIB), 'upload-metadata': metadata })
    expect(await codeOf(huge)).toBe('upload.too_large')
  })

  it('goes on where it was after the server was killed in the middle', async () => {
    const content = randomBytes(6 * MIB)
    const { id } = await check(teacher, content)
    await hangingPatch(teacher, id, content.length, content.subarray(0, 2 * MIB))
    stack.processes.kill9('server')
    await waitFor('the server to be gone', async () =>
      fetch(`${stack.serverUrl}/api/health?live`).then(
        () => false,
        () => true,
      ),
    )
    await stack.ready()
    expect((await check(teacher, content)).id).toBe(id)
    const offset = await offsetOf(teacher, id)
    expect(offset).toBeGreaterThanOrEqual(2 * MIB)
    expect(await codeOf(await patch(teacher, id, 0, content.subarray(0, 10)))).toBe('upload.offset')
    expect((await patch(teacher, id, offset, content.subarray(offset))).status).toBe(204)
    expect(await finish(teacher, { id })).toMatchObject({ finished: true, sha256: sha(content) })
  }, 60_000)

  it('is the same one on another browser of the same person', async () => {
    const content = randomBytes(1000)
    const first = await check(teacher, content)
    const browser = await ApiClient.as(stack.serverUrl, '林晓雯')
    expect((await check(browser, content)).id).toBe(first.id)
    expect((await patch(browser, first.id, 0, content)).status).toBe(204)
    expect(await finish(browser, first)).toMatchObject({ finished: true })
  })

  it('can be cancelled, and is unknown then', async () => {
    const content = randomBytes(1000)
    const { id } = await check(teacher, content)
    await teacher.call(cancelUpload, { params: { id } })
    const head = await teacher.request('HEAD', `/api/uploads/${id}`, { headers: TUS })
    expect(head.status).toBe(404)
    expect(await codeOf(await patch(teacher, id, 0, content))).toBe('upload.unknown')
    expect((await teacher.refusal(cancelUpload, { params: { id } })).code).toBe('upload.unknown')
  })
})

describe('what is refused', () => {
  it('an empty file, and one above the limit of the role, before it is sent', async () => {
    expect((await teacher.refusal(checkUpload, { body: planOf(Buffer.alloc(0)) })).code).toBe('file.broken')
    const large = { name: 'x', sha256: sha(Buffer.from('large')), sizeBytes: 8 * MIB + 1 }
    const refusal = await teacher.refusal(checkUpload, { body: large })
    expect(refusal).toMatchObject({ code: 'upload.too_large', status: 413 })
    await officer.call(checkUpload, { body: large })
  })

  it('what the disk cannot take', async () => {
    const body = { name: 'x', sha256: sha(Buffer.from('a disk full')), sizeBytes: 2 ** 49 }
    expect(await officer.refusal(checkUpload, { body })).toMatchObject({
      code: 'upload.no_space',
      status: 507,
    })
  })

  it('too many unfinished ones', async () => {
    const ten = await Promise.all(Array.from({ length: 10 }, () => check(elsewhere, randomBytes(10))))
    expect((await elsewhere.refusal(checkUpload, { body: planOf(randomBytes(10)) })).code).toBe(
      'upload.open_limit',
    )
    for (const { id } of ten) await elsewhere.call(cancelUpload, { params: { id } })
  })

  it('an upload that is not complete', async () => {
    const content = randomBytes(1000)
    const { id } = await check(teacher, content)
    await patch(teacher, id, 0, content.subarray(0, 999))
    expect((await teacher.refusal(finishUpload, { params: { id } })).code).toBe('upload.unfinished')
  })

  it('another content than was announced, which is gone then', async () => {
    const { id } = await check(teacher, randomBytes(1000))
    await patch(teacher, id, 0, randomBytes(1000))
    expect((await teacher.refusal(finishUpload, { params: { id } })).code).toBe('upload.checksum')
    expect((await teacher.refusal(finishUpload, { params: { id } })).code).toBe('upload.unknown')
  })

  it('more bytes than were announced, and wrong offsets', async () => {
    const content = randomBytes(1000)
    const { id } = await check(teacher, content)
    expect(await codeOf(await patch(teacher, id, 0, randomBytes(1001)))).toBe('request.too_large')
    expect(await codeOf(await patch(teacher, id, 5, content))).toBe('upload.offset')
    for (const offset of ['-1', 'x', '1e3']) {
      const answer = await patch(teacher, id, offset, content)
      expect(answer.status).toBe(400)
      await answer.text()
    }
    expect(await offsetOf(teacher, id)).toBe(0)
    expect((await patch(teacher, id, 0, content)).status).toBe(204)
    expect(await finish(teacher, { id })).toMatchObject({ finished: true })
  })

  it("another person's upload, whatever is done to it", async () => {
    const content = randomBytes(1000)
    const { id } = await check(teacher, content)
    expect(await codeOf(await patch(colleague, id, 0, content))).toBe('upload.unknown')
    const head = await colleague.request('HEAD', `/api/uploads/${id}`, { headers: TUS })
    expect(head.status).toBe(404)
    expect((await colleague.refusal(finishUpload, { params: { id } })).code).toBe('upload.unknown')
    expect((await colleague.refusal(cancelUpload, { params: { id } })).code).toBe('upload.unknown')
    expect(await offsetOf(teacher, id)).toBe(0)
  })

  it('an address that names one upload and means another', async () => {
    const [mine, theirs] = [await check(colleague, randomBytes(100)), await check(teacher, randomBytes(100))]
    await (await patch(colleague, `${mine.id}?/${theirs.id}`, 0, randomBytes(50))).text()
    await (await patch(colleague, `${mine.id}?x=/api/uploads/${theirs.id}`, 50, randomBytes(50))).text()
    expect(await offsetOf(teacher, theirs.id)).toBe(0)
    expect(await offsetOf(colleague, mine.id)).toBe(100)
  })

  it.each(['..%2f..%2fetc%2fpasswd', '..%5c..%5cx', 'x%00', `${randomUUID()}%2f..`, 'x'.repeat(300)])(
    'the id %s',
    async (id) => {
      const answer = await patch(teacher, id, 0, Buffer.from('x'))
      expect(['upload.unknown', 'not_found', 'request.invalid']).toContain(await codeOf(answer))
      expect(answer.status).toBeGreaterThanOrEqual(400)
    },
  )

  it('strangers, other sites, and what is no tus', async () => {
    const content = randomBytes(100)
    const { id } = await check(teacher, content)
    expect(await codeOf(await patch(new ApiClient(stack.serverUrl), id, 0, content))).toBe('auth.required')
    expect(await codeOf(await patch(teacher, id, 0, content, { origin: 'https://evil.example' }))).toBe(
      'request.origin',
    )
    expect(await codeOf(await patch(teacher, id, 0, content, { 'tus-resumable': '' }))).toBe(
      'request.invalid',
    )
    const typed = await patch(teacher, id, 0, content, { 'content-type': 'text/html' })
    expect(await codeOf(typed)).toBe('request.unsupported_type')
    const overridden = await teacher.request('POST', `/api/uploads`, {
      headers: { ...TUS, 'x-http-method-override': 'DELETE' },
    })
    expect(overridden.status).toBe(400)
    expect(await offsetOf(teacher, id)).toBe(0)
  })
})

describe('writers at the same time', () => {
  it('a newer one ends an older one whose line is dead', async () => {
    const content = randomBytes(MIB)
    const { id } = await check(teacher, content)
    const dead = await hangingPatch(teacher, id, content.length, content.subarray(0, 1000))
    expect(await offsetOf(teacher, id)).toBe(1000)
    expect((await patch(teacher, id, 1000, content.subarray(1000))).status).toBe(204)
    dead.destroy()
    expect(await finish(teacher, { id })).toMatchObject({ finished: true })
  })

  it('one of several wins, and the content is whole', async () => {
    const content = randomBytes(2 * MIB)
    const { id } = await check(teacher, content)
    const answers = await Promise.all(Array.from({ length: 5 }, () => patch(teacher, id, 0, content)))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    for (const answer of answers) await answer.text()
    const both = await Promise.all([finish(teacher, { id }), finish(teacher, { id })])
    expect(both[0]).toEqual(both[1])
    expect(both[0]).toMatchObject({ finished: true })
  })
})

describe('the type', () => {
  const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')
  const zip = Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18)])
  const exe = Buffer.concat([Buffer.from('MZ'), randomBytes(200)])
  const salted = (text: string) => Buffer.from(`${text}\n<!-- ${randomUUID()} -->`)

  it.each([
    [
      'a page called a film',
      'x.mp4',
      () => salted('<!doctype html><script>alert(1)</script>'),
      'other',
      'text/html',
    ],
    [
      'a drawing called a photo',
      'x.jpg',
      () => salted('<svg onload="alert(1)"></svg>'),
      'other',
      'image/svg+xml',
    ],
    [
      'a photo with a page behind',
      'x.html',
      () => Buffer.concat([jpeg, salted('<html><script>')]),
      'image',
      'image/jpeg',
    ],
    ['a script called a plan', 'x.docx', () => salted('#!/bin/sh'), 'other', 'text/x-script'],
    [
      'an archive called a film',
      'x.mp4',
      () => Buffer.concat([zip, randomBytes(8)]),
      'archive',
      'application/zip',
    ],
    ['a program called a document', 'x.pdf', () => exe, 'other', 'application/x-msdownload'],
    ['a plan in plain text', 'x.exe', () => Buffer.from(`教案 ${randomUUID()}`), 'text', 'text/plain'],
  ])('of %s is its content', async (_, name, content, kind, mimeType) => {
    expect(await upload(teacher, content(), name)).toMatchObject({ kind, mimeType, name })
  })

  it('of an office file is found inside it', async () => {
    const book = new Excel.Workbook()
    book.addWorksheet('一').addRow([randomUUID()])
    const content = Buffer.from(await book.xlsx.writeBuffer())
    expect(await upload(teacher, content, 'no-extension')).toMatchObject({ kind: 'document' })
  })
})

describe('content that is here already', () => {
  it('is not sent twice by the same person', async () => {
    const content = Buffer.from(`twice ${randomUUID()}`)
    const first = await upload(teacher, content, 'a.txt')
    const second = await check(teacher, content, 'b.txt')
    expect(second).toMatchObject({ finished: true, kind: 'text', name: 'b.txt' })
    expect(second.id).not.toBe(first.id)
  })

  it('is not betrayed to others, who have to send it', async () => {
    const content = Buffer.from(`private ${randomUUID()}`)
    await upload(teacher, content)
    const begun = await check(colleague, content)
    expect(begun.finished).toBe(false)
    expect((await colleague.refusal(finishUpload, { params: { id: begun.id } })).code).toBe(
      'upload.unfinished',
    )
    await patch(colleague, begun.id, 0, content)
    expect(await finish(colleague, begun)).toMatchObject({ finished: true })
  })

  it('needs the right size too', async () => {
    const content = Buffer.from(`sized ${randomUUID()}`)
    await upload(teacher, content)
    const body = { ...planOf(content), sizeBytes: content.length + 1 }
    expect(await teacher.call(checkUpload, { body })).toMatchObject({ finished: false })
  })

  it.each([
    ['county', [true, true]],
    ['school', [true, false]],
  ] as const)('is told to those who see it published for the %s', async (scope, [near, far]) => {
    const content = Buffer.from(`published ${scope} ${randomUUID()}`)
    const done = await upload(teacher, content)
    await publish(done, scope)
    expect((await check(colleague, content)).finished).toBe(near)
    expect((await check(elsewhere, content)).finished).toBe(far)
  })
})

/** As review and publication would leave it. 林晓雯 and 方静好 are of one school, 周乐山 is of another. */
async function publish({ sha256, kind, mimeType }: Upload, scope: string) {
  const [resource, version] = [randomUUID(), randomUUID()]
  await rows(
    `insert into resource (id, type, org_id, author_id, scope, created_at)
     select $1, 'material', t.org_id, p.id, $2, now() from person p join post t on t.person_id = p.id where p.name = '林晓雯'`,
    [resource, scope],
  )
  await rows(
    `insert into resource_version (id, resource_id, number, state, metadata, created_at, updated_at)
     values ($1, $2, 1, 'PUBLISHED', '{"licence": "county"}', now(), now())`,
    [version, resource],
  )
  await rows(
    `insert into resource_file (id, version_id, role, position, name, kind, mime_type, blob_sha)
     values ($1, $2, 'main', 0, 'x', $3, $4, $5)`,
    [randomUUID(), version, kind, mimeType, sha256],
  )
  await rows(
    `update resource set standing = 'ONLINE', published_version_id = $2, published_at = now() where id = $1`,
    [resource, version],
  )
}
