import {
  createPerson,
  getOrganization,
  importPeople,
  listAudit,
  listClasses,
  listOrganizations,
  signIn,
  updateClass,
  updatePerson,
  ClassInput,
} from '@tongke/contract'
import pg from 'pg'
import { ApiClient } from '../support/api-client.ts'
import { openClassSocket } from '../support/class-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { peopleWorkbook } from '../support/people-workbook.ts'

const NOBODY = '00000000-0000-7000-8000-000000000000'

let stack: Stack
let client: pg.Client
let administrator: ApiClient

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  administrator = await ApiClient.as(stack.serverUrl, '安佑宁')
  client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
}, 120_000)
afterAll(async () => {
  await client?.end()
  await stack?.stop()
})

describe('Postgres itself', () => {
  it.each([
    ['UPDATE', `update audit_log set actor_name = 'nobody'`],
    ['DELETE', 'delete from audit_log'],
    ['TRUNCATE', 'truncate audit_log'],
    ['TRUNCATE … CASCADE', 'truncate audit_log cascade'],
  ])('refuses %s on the audit log', async (_, statement) => {
    await expect(client.query(statement)).rejects.toThrow('audit_log is append-only')
    const { rows } = await client.query<{ count: string }>('select count(*) from audit_log')
    expect(Number(rows[0]?.count)).toBeGreaterThan(0)
  })

  it('keeps no password and no token', async () => {
    const { rows } = await client.query<{ token_hash: Buffer; password_hash: string }>(
      'select s.token_hash, p.password_hash from session s join person p on p.id = s.person_id',
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row.token_hash).toHaveLength(32)
      expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    }
  })
})

describe('a refusal', () => {
  const refusals = async (search: string) =>
    (await administrator.call(listAudit, { query: { search, pageSize: 100 } })).items

  it('is kept when it hides something that exists, but not when there is nothing', async () => {
    const centre = await ApiClient.as(stack.serverUrl, '陆云舒')
    const { items } = await administrator.call(listOrganizations, { query: { search: '枫林乡中心小学' } })
    const id = items[0]?.id ?? ''
    for (const asked of [id, NOBODY])
      expect(await centre.refusal(getOrganization, { params: { id: asked } })).toMatchObject({
        code: 'not_found',
      })
    const kept = (await refusals('access.refused')).map(({ detail }) => detail)
    expect(kept).toContainEqual({ code: 'not_found', asked: `organization:${id}` })
    expect(JSON.stringify(kept)).not.toContain(NOBODY)
  })

  it('of who tries too many passwords is kept once', async () => {
    const guess = () =>
      new ApiClient(stack.serverUrl).refusal(signIn, {
        body: { login: '秦若枫', password: 'wrong password' },
      })
    const codes = []
    for (let index = 0; index < 9; index += 1) codes.push((await guess()).code)
    expect(codes.at(-1)).toBe('auth.throttled')
    expect(await refusals('session.throttled')).toMatchObject([
      { actor: '秦若枫', detail: { by: 'sign-in:account' } },
    ])
  })

  it('at the door of the class plane is kept once an address', async () => {
    for (let index = 0; index < 2; index += 1)
      await expect(openClassSocket(stack.serverUrl, { origin: stack.serverUrl })).rejects.toMatchObject({
        message: 'auth.required',
      })
    expect(await refusals('socket.refused')).toMatchObject([
      { address: '127.0.0.1', detail: { code: 'auth.required' } },
    ])
  })
})

describe('an entry', () => {
  const entriesOf = async (target: string) =>
    (await administrator.call(listAudit, { query: { search: target } })).items
  const schoolId = async (search: string) =>
    (await administrator.call(listOrganizations, { query: { search } })).items[0]?.id ?? ''

  it('says which posts were given, changed and ended, from and to', async () => {
    const orgId = await schoolId('石桥村小学')
    const post = { orgId, role: 'teacher' as const, from: '2026-09-01', to: null }
    const identity = { countyNo: 'AU-001', name: '审计甲', phone: '13012340001', subjects: [], title: null }
    const { person } = await administrator.call(createPerson, { body: { ...identity, posts: [post] } })
    const [first] = person.posts
    const params = { id: person.id }
    const head = { ...post, role: 'head' as const }
    const more = await administrator.call(updatePerson, {
      params,
      body: {
        ...identity,
        phone: '13012340002',
        title: '一级教师',
        version: person.version,
        posts: [{ ...post, id: first?.id, to: '2099-07-31' }, head],
      },
    })
    const added = more.posts.find(({ role }) => role === 'head')
    await administrator.call(updatePerson, {
      params,
      body: {
        ...identity,
        title: '一级教师',
        phone: null,
        version: more.version,
        posts: [{ ...head, id: added?.id }],
      },
    })
    const details = (await entriesOf(`person:${person.id}`)).map(({ action, detail }) => ({ action, detail }))
    expect(details).toEqual([
      {
        action: 'person.updated',
        detail: {
          phone: 'changed',
          added: [],
          changed: [],
          ended: [{ ...post, id: first?.id, to: '2099-07-31' }],
        },
      },
      {
        action: 'person.updated',
        detail: {
          phone: 'changed',
          title: [null, '一级教师'],
          added: [{ ...head, id: added?.id }],
          changed: [{ id: first?.id, to: [null, '2099-07-31'] }],
          ended: [],
        },
      },
      {
        action: 'person.created',
        detail: { name: '审计甲', countyNo: 'AU-001', posts: [{ ...post, id: first?.id }] },
      },
    ])
  })

  it('is written for every person of an import, but for none that stays as it was', async () => {
    const orgId = await schoolId('石桥村小学')
    const row = ['AU-002', '审计乙', '', '石桥村小学', '教师', '语文', '', '2026-09-01', '']
    const dryRun = 'false'
    await administrator.upload(importPeople, await peopleWorkbook([row]), { dryRun })
    const [made] = (await client.query<{ id: string }>(`select id from person where county_no = 'AU-002'`))
      .rows
    const target = `person:${made?.id}`
    const post = { id: expect.any(String), orgId, role: 'teacher', from: '2026-09-01', to: null }
    expect(await entriesOf(target)).toMatchObject([
      { action: 'person.created', detail: { imported: true, name: '审计乙', added: [post] } },
    ])
    await administrator.upload(importPeople, await peopleWorkbook([row]), { dryRun })
    expect(await entriesOf(target)).toHaveLength(1)
    const ended = row.with(8, '2099-07-31').with(6, '二级教师')
    await administrator.upload(importPeople, await peopleWorkbook([ended]), { dryRun })
    expect((await entriesOf(target))[0]).toMatchObject({
      action: 'person.updated',
      detail: { imported: true, title: [null, '二级教师'], changed: [{ to: [null, '2099-07-31'] }] },
    })
  })

  it('names the fields of a class that changed', async () => {
    const orgId = await schoolId('石桥村小学')
    const [found] = (await administrator.call(listClasses, { query: { orgId } })).items
    if (!found) throw new Error('no class')
    const body = { ...ClassInput.parse(found), headcount: found.headcount + 1, version: found.version }
    await administrator.call(updateClass, { params: { id: found.id }, body })
    expect((await entriesOf(`class:${found.id}`))[0]?.detail).toEqual({
      headcount: [found.headcount, found.headcount + 1],
    })
  })
})
