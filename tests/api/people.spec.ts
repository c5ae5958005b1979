import {
  closePerson,
  createPerson,
  getMe,
  listAudit,
  listOrganizations,
  listPeople,
  resetPassword,
  PersonInput,
  updatePerson,
  type Person,
  type Role,
} from '@tongke/contract'
import { ApiClient } from '../support/api-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'

let stack: Stack
let administrator: ApiClient
let officer: ApiClient
let centre: ApiClient

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  administrator = await ApiClient.as(stack.serverUrl, '安佑宁')
  officer = await ApiClient.as(stack.serverUrl, '顾知行')
  centre = await ApiClient.as(stack.serverUrl, '陆云舒')
}, 120_000)
afterAll(() => stack?.stop())

const orgId = async (search: string) =>
  (await officer.call(listOrganizations, { query: { search } })).items[0]?.id ?? ''
const postAt = async (school: string, role: Role) => ({
  orgId: await orgId(school),
  role,
  from: '2026-09-01',
  to: null,
})
const named = async (search: string): Promise<Person> => {
  const person = (await officer.call(listPeople, { query: { search } })).items[0]
  if (!person) throw new Error(`Nobody is called ${search}`)
  return person
}
let serial = 0
const somebody = (name: string) => {
  serial += 1
  return {
    countyNo: `T-${serial}00`,
    name,
    phone: `1301234${String(5000 + serial)}`,
    subjects: [],
    title: null,
  }
}
const changeOf = ({ posts, version, ...person }: Person) => ({
  ...PersonInput.parse(person),
  version,
  posts: posts.map(({ id, orgId, role, from, to }) => ({ id, orgId, role, from, to })),
})

describe('the list', () => {
  it('is cut to the scope of the post', async () => {
    const all = await officer.call(listPeople, { query: { pageSize: 1 } })
    const some = await centre.call(listPeople, { query: { pageSize: 100 } })
    expect(all.total).toBeGreaterThan(115)
    expect(new Set(some.items.flatMap(({ posts }) => posts.map(({ orgName }) => orgName)))).toEqual(
      new Set(['云栖镇中心小学', '石桥村小学', '梨花村小学', '云岭教学点']),
    )
  })

  it('is refused to teachers, but names colleagues without phones for a lesson', async () => {
    const teacher = await ApiClient.as(stack.serverUrl, '林晓雯')
    expect(await teacher.refusal(listPeople, {})).toMatchObject({ status: 403, code: 'auth.forbidden' })
    const { items } = await teacher.call(listPeople, { query: { for: 'lesson', search: 'sxm' } })
    expect(items).toMatchObject([{ name: '石小满', phone: null, lastSignInAt: null }])
    expect((await teacher.call(listPeople, { query: { for: 'lesson', search: '13000001013' } })).total).toBe(
      0,
    )
  })

  it('pages without loss or repetition', async () => {
    const first = await officer.call(listPeople, { query: { pageSize: 60, page: 1 } })
    const second = await officer.call(listPeople, { query: { pageSize: 60, page: 2 } })
    const ids = new Set([...first.items, ...second.items].map(({ id }) => id))
    expect(ids.size).toBe(Math.min(first.total, 120))
  })
})

describe('people', () => {
  it('are hired where the coordinator is responsible, and nowhere else', async () => {
    const inside = { ...somebody('新来的'), posts: [await postAt('石桥村小学', 'teacher')] }
    const outside = { ...somebody('别处的'), posts: [await postAt('渡口村小学', 'teacher')] }
    expect((await centre.call(createPerson, { body: inside })).person).toMatchObject({
      name: '新来的',
      state: 'ACTIVE',
    })
    expect(await centre.refusal(createPerson, { body: outside })).toMatchObject({
      status: 403,
      code: 'auth.forbidden',
    })
    expect(await centre.refusal(createPerson, { body: inside })).toMatchObject({
      status: 409,
      code: 'person.duplicate',
    })
  })

  it('hold only roles their organization has', async () => {
    const body = { ...somebody('错位的'), posts: [await postAt('云岭教学点', 'coordinator')] }
    expect(await officer.refusal(createPerson, { body })).toMatchObject({
      status: 400,
      details: [{ code: 'role_of_kind' }],
    })
  })

  it('teach a stage and may be leading teachers, and the log says since when', async () => {
    const posts = [await postAt('石桥村小学', 'teacher')]
    const { person } = await centre.call(createPerson, {
      body: { ...somebody('骨干的'), taughtStage: '2', posts },
    })
    expect(person).toMatchObject({ taughtStage: '2', backboneLevel: null })
    const change = { ...changeOf(person), taughtStage: '3' as const, backboneLevel: 'county' as const }
    expect(await centre.call(updatePerson, { params: { id: person.id }, body: change })).toMatchObject({
      taughtStage: '3',
      backboneLevel: 'county',
    })
    const { items } = await administrator.call(listAudit, {
      query: { action: 'person.updated', search: person.id },
    })
    expect(items[0]?.detail).toMatchObject({ taughtStage: ['2', '3'], backboneLevel: [null, 'county'] })
  })

  it('become administrators by an administrator only', async () => {
    const body = { ...somebody('想升的'), posts: [await postAt('示例市教育局', 'administrator')] }
    expect(await officer.refusal(createPerson, { body })).toMatchObject({ code: 'auth.forbidden' })
    expect((await administrator.call(createPerson, { body })).person.posts).toMatchObject([
      { role: 'administrator' },
    ])
    const made = await named('想升的')
    expect(await officer.refusal(resetPassword, { params: { id: made.id } })).toMatchObject({
      code: 'auth.forbidden',
    })
    await administrator.call(closePerson, {
      params: { id: made.id },
      body: { on: made.posts[0]?.from ?? '', state: 'LEFT' },
    })
  })

  it('who serve elsewhere too are not taken over by one of their schools', async () => {
    const posts = [await postAt('石桥村小学', 'teacher'), await postAt('渡口村小学', 'teacher')]
    const { person } = await officer.call(createPerson, { body: { ...somebody('走教的'), posts } })
    expect(await centre.refusal(resetPassword, { params: { id: person.id } })).toMatchObject({
      code: 'auth.forbidden',
    })
    const renamed = { ...changeOf(person), phone: '13999999999' }
    expect(await centre.refusal(updatePerson, { params: { id: person.id }, body: renamed })).toMatchObject({
      code: 'auth.forbidden',
    })
    const own = {
      ...changeOf(person),
      posts: changeOf(person).posts.filter(({ orgId }) => orgId !== posts[0]?.orgId),
    }
    const freed = await centre.call(updatePerson, { params: { id: person.id }, body: own })
    expect(freed.posts.filter(({ to }) => to === null)).toMatchObject([{ orgName: '渡口村小学' }])
  })

  it('lose rights and sessions on leaving, and get them back with a new post', async () => {
    const { person, firstPassword } = await officer.call(createPerson, {
      body: { ...somebody('要走的'), posts: [await postAt('石桥村小学', 'teacher')] },
    })
    const session = await ApiClient.as(stack.serverUrl, '要走的', firstPassword)
    await centre.call(closePerson, {
      params: { id: person.id },
      body: { on: '2026-10-31', state: 'TRANSFERRED' },
    })
    expect(await session.refusal(getMe, {})).toMatchObject({ code: 'auth.required' })
    const left = (await centre.call(listPeople, { query: { left: 'true' } })).items.find(
      ({ id }) => id === person.id,
    )
    expect(left).toMatchObject({ state: 'TRANSFERRED', posts: [{ to: '2026-10-31' }] })
    if (!left) return
    const again = {
      ...changeOf(left),
      posts: [...changeOf(left).posts, await postAt('梨花村小学', 'teacher')],
    }
    expect(await officer.call(updatePerson, { params: { id: left.id }, body: again })).toMatchObject({
      state: 'ACTIVE',
    })
  })

  it('always include an administrator', async () => {
    const last = await named('安佑宁')
    const body = { on: '2026-11-01', state: 'LEFT' as const }
    expect(await administrator.refusal(closePerson, { params: { id: last.id }, body })).toMatchObject({
      code: 'person.last_administrator',
    })
    const demoted = {
      ...changeOf(last),
      posts: [{ ...changeOf(last).posts[0], role: 'officer' as const }] as never,
    }
    expect(
      await administrator.refusal(updatePerson, { params: { id: last.id }, body: demoted }),
    ).toMatchObject({
      code: 'person.last_administrator',
    })
  })

  it('are not overwritten by who read an older version', async () => {
    const person = await named('秦若枫')
    await officer.call(updatePerson, {
      params: { id: person.id },
      body: { ...changeOf(person), title: '一级教师' },
    })
    expect(
      await officer.refusal(updatePerson, { params: { id: person.id }, body: changeOf(person) }),
    ).toMatchObject({ code: 'conflict.changed' })
  })

  it('get a new first password from their coordinator', async () => {
    const person = await named('岳青禾')
    const session = await ApiClient.as(stack.serverUrl, '岳青禾')
    const { firstPassword } = await centre.call(resetPassword, { params: { id: person.id } })
    expect(await session.refusal(getMe, {})).toMatchObject({ code: 'auth.required' })
    expect(
      await (await ApiClient.as(stack.serverUrl, '岳青禾', firstPassword)).call(getMe, {}),
    ).toMatchObject({ mustChangePassword: true })
  })
})
