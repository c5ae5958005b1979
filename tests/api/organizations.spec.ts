import {
  closeClass,
  closeOrganization,
  createClass,
  createOrganization,
  createPerson,
  getOrganization,
  listAudit,
  listClasses,
  listOrganizations,
  reopenClass,
  reopenOrganization,
  updateClass,
  updateOrganization,
  updatePerson,
  OrganizationInput,
  type Organization,
} from '@tongke/contract'
import pg from 'pg'
import { ApiClient } from '../support/api-client.ts'
import { isWaiting } from '../support/database-waits.ts'
import { bootStack, type Stack } from '../support/stack.ts'
import { waitFor } from '../../scripts/lib/wait-for.mjs'

let stack: Stack
let client: pg.Client
let officer: ApiClient
/** Coordinator of 云栖镇中心小学 and the schools below it. */
let centre: ApiClient
let teacher: ApiClient

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  officer = await ApiClient.as(stack.serverUrl, '顾知行')
  centre = await ApiClient.as(stack.serverUrl, '陆云舒')
  teacher = await ApiClient.as(stack.serverUrl, '石小满')
  client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
}, 120_000)
afterAll(async () => {
  await client?.end()
  await stack?.stop()
})

const named = async (search: string): Promise<Organization> => {
  const { items } = await officer.call(listOrganizations, { query: { search } })
  if (!items[0]) throw new Error(`No organization ${search}`)
  return items[0]
}

const inputOf = (organization: Organization): OrganizationInput => OrganizationInput.parse(organization)

describe('scope', () => {
  it.each([
    ['the bureau sees the county', () => officer, 15],
    ['a centre sees itself and what is below', () => centre, 4],
    ['a teacher sees the own school', () => teacher, 1],
  ])('%s', async (_, who, total) => {
    expect((await who().call(listOrganizations, { query: { pageSize: 100 } })).total).toBe(total)
  })

  it('hides what is outside', async () => {
    const maple = await named('枫林乡中心小学')
    expect(await centre.refusal(getOrganization, { params: { id: maple.id } })).toMatchObject({
      status: 404,
      code: 'not_found',
    })
    const change = { ...inputOf(maple), version: maple.version }
    expect(
      await centre.refusal(updateOrganization, { params: { id: maple.id }, body: change }),
    ).toMatchObject({ code: 'not_found' })
  })

  it('finds by pinyin initials and by code', async () => {
    expect((await named('lzjxd')).name).toBe('鹭洲教学点')
    expect((await named('9900100003')).name).toBe('云栖镇中心小学')
  })
})

describe('organizations', () => {
  const pointUnder = async (parent: string, name: string): Promise<OrganizationInput> => ({
    parentId: (await named(parent)).id,
    kind: 'point',
    name,
    code: null,
    schoolType: '218',
    urbanRural: '220',
    stages: null,
    town: '云栖镇',
    pupils: 4,
    downlinkKbps: 2000,
    uplinkKbps: 600,
    networkType: 'satellite',
    contact: null,
  })

  it('are created by the bureau only', async () => {
    const body = await pointUnder('石桥村小学', '雾谷教学点')
    expect(await centre.refusal(createOrganization, { body })).toMatchObject({
      status: 403,
      code: 'auth.forbidden',
    })
    const made = await officer.call(createOrganization, { body })
    expect(made).toMatchObject({ name: '雾谷教学点', parentName: '石桥村小学', version: 1 })
    expect(made).toMatchObject({ stages: ['primary'], networkType: 'satellite', mergedInto: null })
    expect((await centre.call(getOrganization, { params: { id: made.id } })).name).toBe('雾谷教学点')
    expect(await officer.refusal(createOrganization, { body })).toMatchObject({
      status: 409,
      code: 'org.duplicate',
    })
  })

  it('stand only under fitting parents', async () => {
    const body = await pointUnder('示例市第一实验小学', '不该有的教学点')
    expect(await officer.refusal(createOrganization, { body })).toMatchObject({
      status: 422,
      code: 'org.parent_kind',
    })
  })

  it('are not overwritten by who read an older version', async () => {
    const school = await named('梨花村小学')
    const change = { ...inputOf(school), pupils: 64 }
    const saved = await centre.call(updateOrganization, {
      params: { id: school.id },
      body: { ...change, version: school.version },
    })
    expect(saved).toMatchObject({ pupils: 64, version: school.version + 1 })
    expect(
      await officer.refusal(updateOrganization, {
        params: { id: school.id },
        body: { ...change, version: school.version },
      }),
    ).toMatchObject({ status: 409, code: 'conflict.changed' })
  })

  it('teach the stages their school says, in order, and log that it changed', async () => {
    const school = await named('渡口村小学')
    const change = {
      ...inputOf(school),
      stages: ['junior' as const, 'primary' as const],
      networkType: 'cellular' as const,
    }
    expect(
      await officer.call(updateOrganization, {
        params: { id: school.id },
        body: { ...change, version: school.version },
      }),
    ).toMatchObject({ stages: ['primary', 'junior'], networkType: 'cellular' })
    const administrator = await ApiClient.as(stack.serverUrl, '安佑宁')
    const { items } = await administrator.call(listAudit, {
      query: { action: 'organization.updated', search: school.id },
    })
    expect(items[0]?.detail).toEqual({
      stages: [['primary'], ['primary', 'junior']],
      networkType: ['fibre', 'cellular'],
    })
  })

  it('move with all that is below them', async () => {
    const stone = await named('石桥村小学')
    const pear = await named('梨花村小学')
    const body = { ...(await pointUnder('石桥村小学', '会搬的教学点')) }
    const made = await officer.call(createOrganization, { body })
    const move = { ...inputOf(made), parentId: pear.id, version: made.version }
    expect(await centre.refusal(updateOrganization, { params: { id: made.id }, body: move })).toMatchObject({
      code: 'auth.forbidden',
    })
    expect(await officer.call(updateOrganization, { params: { id: made.id }, body: move })).toMatchObject({
      parentName: '梨花村小学',
    })
    const maple = await named('枫林乡中心小学')
    const away = { ...inputOf(stone), parentId: maple.id, version: stone.version }
    await officer.call(updateOrganization, { params: { id: stone.id }, body: away })
    const below = await ApiClient.as(stack.serverUrl, '秦若枫')
    expect((await below.call(listOrganizations, { query: { search: '云岭' } })).total).toBe(1)
    expect((await centre.call(listOrganizations, { query: { search: '云岭' } })).total).toBe(0)
    const now = await named('石桥村小学')
    const back = { ...inputOf(now), parentId: stone.parentId, version: now.version }
    await officer.call(updateOrganization, { params: { id: stone.id }, body: back })
    expect((await centre.call(listOrganizations, { query: { search: '云岭' } })).total).toBe(1)
    const ring = { ...inputOf(maple), parentId: maple.id, version: maple.version }
    expect(await officer.refusal(updateOrganization, { params: { id: maple.id }, body: ring })).toMatchObject(
      { code: 'org.parent_kind' },
    )
  })

  it('keep their place when they are edited while somebody moves what is above them', async () => {
    const point = await officer.call(createOrganization, {
      body: await pointUnder('石桥村小学', '编辑中的教学点'),
    })
    const moved = '/elsewhere/'
    await client.query('begin')
    await client.query('update organization set path = $2 where id = $1', [point.id, moved])
    const edit = { ...inputOf(point), pupils: 9, version: point.version }
    const edited = officer.call(updateOrganization, { params: { id: point.id }, body: edit })
    await waitFor('the edit to reach the row', () => isWaiting(client))
    await client.query('commit')
    expect((await edited).pupils).toBe(9)
    const { rows } = await client.query('select path from organization where id = $1', [point.id])
    expect(rows).toEqual([{ path: moved }])
    await client.query('delete from organization where id = $1', [point.id])
  })

  it('below a moved one must be read again before they are changed', async () => {
    const village = await officer.call(createOrganization, {
      body: { ...(await pointUnder('云栖镇中心小学', '再搬的村小')), kind: 'village', schoolType: '211' },
    })
    const point = await officer.call(createOrganization, {
      body: { ...(await pointUnder('梨花村小学', '再搬的教学点')), parentId: village.id },
    })
    const maple = await named('枫林乡中心小学')
    await officer.call(updateOrganization, {
      params: { id: village.id },
      body: { ...inputOf(village), parentId: maple.id, version: village.version },
    })
    expect(
      await officer.refusal(updateOrganization, {
        params: { id: point.id },
        body: { ...inputOf(point), pupils: 9, version: point.version },
      }),
    ).toMatchObject({ code: 'conflict.changed' })
  })

  it('close only when nothing hangs on them, and open again', async () => {
    const used = await named('柳湾村小学')
    const on = '2026-01-01'
    expect(await officer.refusal(closeOrganization, { params: { id: used.id }, body: { on } })).toMatchObject(
      { code: 'org.has_children' },
    )
    const empty = await officer.call(createOrganization, {
      body: await pointUnder('石桥村小学', '空谷教学点'),
    })
    const closed = await officer.call(closeOrganization, {
      params: { id: empty.id },
      body: { on: empty.openedOn },
    })
    expect(closed.closedOn).toBe(empty.openedOn)
    expect(
      (await officer.call(listOrganizations, { query: { closed: 'true' } })).items.map(({ name }) => name),
    ).toEqual(['空谷教学点'])
    expect((await officer.call(reopenOrganization, { params: { id: empty.id } })).closedOn).toBeNull()
  })
})

describe('a school that is merged into another', () => {
  it('says into which, keeps its code to itself, and is its own again when opened', async () => {
    const stone = await named('石桥村小学')
    const code = '9900190001'
    const body = { ...inputOf(stone), name: '要撤并的村小', code }
    const village = await officer.call(createOrganization, { body })
    const params = { id: village.id }
    const on = village.openedOn
    const closing = (mergedIntoId: string) =>
      officer.refusal(closeOrganization, { params, body: { on, mergedIntoId } })
    expect(await closing(village.id)).toMatchObject({ status: 422, code: 'org.successor' })
    expect(await closing((await named('示例市教育局')).id)).toMatchObject({ code: 'org.successor' })
    const merged = await officer.call(closeOrganization, { params, body: { on, mergedIntoId: stone.id } })
    expect(merged).toMatchObject({ closedOn: on, mergedInto: { id: stone.id, name: '石桥村小学' } })
    expect(
      await officer.refusal(createOrganization, { body: { ...body, name: '想要旧码的村小' } }),
    ).toMatchObject({ code: 'org.duplicate' })
    expect(await officer.call(reopenOrganization, { params })).toMatchObject({
      closedOn: null,
      mergedInto: null,
    })
    await officer.call(closeOrganization, { params, body: { on } })
  })
})

describe('a closed organization', () => {
  const aPoint = async (name: string): Promise<Organization> =>
    officer.call(createOrganization, {
      body: {
        parentId: (await named('石桥村小学')).id,
        kind: 'point',
        name,
        code: null,
        schoolType: '218',
        urbanRural: '220',
        town: null,
        pupils: null,
        downlinkKbps: null,
        uplinkKbps: null,
        contact: null,
      },
    })
  const aClass = (orgId: string) => ({
    orgId,
    schoolYear: 2026,
    name: '教学点班',
    classType: '13' as const,
    grades: [1],
    headcount: 3,
    room: null,
  })

  it('takes no class, no post and no device', async () => {
    const { id, openedOn } = await aPoint('关闭的教学点')
    const schoolClass = await officer.call(createClass, { body: aClass(id) })
    await officer.call(closeClass, { params: { id: schoolClass.id }, body: { on: openedOn } })
    await officer.call(closeOrganization, { params: { id }, body: { on: openedOn } })

    const closed = { status: 409, code: 'org.closed' }
    expect(await officer.refusal(createClass, { body: { ...aClass(id), name: '新的班' } })).toMatchObject(
      closed,
    )
    expect(await officer.refusal(reopenClass, { params: { id: schoolClass.id } })).toMatchObject(closed)
    const identity = { countyNo: 'OC-001', name: '来晚的', phone: null, subjects: [], title: null }
    const post = { orgId: id, role: 'teacher' as const, from: openedOn, to: null }
    expect(await officer.refusal(createPerson, { body: { ...identity, posts: [post] } })).toMatchObject(
      closed,
    )
    const past = { ...post, to: openedOn }
    const { person } = await officer.call(createPerson, { body: { ...identity, posts: [past] } })
    const change = { ...identity, version: person.version, posts: [{ ...post, id: person.posts[0]?.id }] }
    expect(await officer.refusal(updatePerson, { params: { id: person.id }, body: change })).toMatchObject(
      closed,
    )
  })

  it('waits for who is just adding something, and is then in use', async () => {
    const { id, openedOn } = await aPoint('正在开班的教学点')
    await client.query('begin')
    await client.query('select from organization where id = $1 for share', [id])
    const closing = officer.refusal(closeOrganization, { params: { id }, body: { on: openedOn } })
    await waitFor('the closing to wait', () => isWaiting(client))
    await client.query(
      `insert into school_class (id, org_id, school_year, name, class_type, grades, headcount)
       values (gen_random_uuid(), $1, 2026, '教学点班', '13', '{1}', 3)`,
      [id],
    )
    await client.query('commit')
    expect(await closing).toMatchObject({ code: 'org.has_children' })
  })

  it('opens again only below an open one', async () => {
    const village = await officer.call(createOrganization, {
      body: {
        ...inputOf(await named('石桥村小学')),
        code: null,
        name: '先关的村小',
      },
    })
    const point = await aPoint('后开的教学点')
    const moved = await officer.call(updateOrganization, {
      params: { id: point.id },
      body: { ...inputOf(point), parentId: village.id, version: point.version },
    })
    const on = moved.openedOn
    await officer.call(closeOrganization, { params: { id: point.id }, body: { on } })
    await officer.call(closeOrganization, { params: { id: village.id }, body: { on } })
    expect(await officer.refusal(reopenOrganization, { params: { id: point.id } })).toMatchObject({
      code: 'org.closed',
    })
  })
})

describe('classes', () => {
  const classAt = async (school: string, name: string) => ({
    orgId: (await named(school)).id,
    schoolYear: 2026,
    name,
    classType: '10' as const,
    grades: [3],
    headcount: 12,
    room: null,
  })

  it('are kept by their school and the schools above', async () => {
    const body = await classAt('石桥村小学', '三年级2班')
    expect(await teacher.refusal(createClass, { body })).toMatchObject({ code: 'auth.forbidden' })
    const made = await centre.call(createClass, { body })
    expect(made).toMatchObject({ orgName: '石桥村小学', grades: [3], version: 1 })
    expect(await centre.refusal(createClass, { body })).toMatchObject({ code: 'class.duplicate' })
    const change = { ...body, headcount: 13, version: 1 }
    expect(await centre.call(updateClass, { params: { id: made.id }, body: change })).toMatchObject({
      headcount: 13,
      version: 2,
    })
    expect(await centre.refusal(updateClass, { params: { id: made.id }, body: change })).toMatchObject({
      code: 'conflict.changed',
    })
    expect(
      await centre.call(closeClass, { params: { id: made.id }, body: { on: '2026-11-01' } }),
    ).toMatchObject({ closedOn: '2026-11-01' })
    expect(await centre.call(reopenClass, { params: { id: made.id } })).toMatchObject({ closedOn: null })
  })

  it('are planned, active or promoted by their school year, and closed by their last day', async () => {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const present = Number(today.slice(0, 4)) - (today.slice(5) < '09-01' ? 1 : 0)
    const body = { ...(await classAt('石桥村小学', '走过一生的班')), schoolYear: present }
    const made = await centre.call(createClass, { body })
    const params = { id: made.id }
    const moved = (schoolYear: number, version: number) =>
      centre.call(updateClass, { params, body: { ...body, schoolYear, version } })
    expect([
      made.state,
      (await moved(present + 1, 1)).state,
      (await moved(present - 1, 2)).state,
      (await centre.call(closeClass, { params, body: { on: today } })).state,
    ]).toEqual(['ACTIVE', 'PLANNED', 'PROMOTED', 'CLOSED'])
  })

  it('hold several grades only where the class type says so', async () => {
    const body = { ...(await classAt('石桥村小学', '错误的班')), grades: [3, 4] }
    expect(await centre.refusal(createClass, { body })).toMatchObject({ status: 422, code: 'class.grades' })
  })

  it('of other schools are listed for planning a lesson only', async () => {
    const elsewhere = await named('渡口村小学')
    expect((await teacher.call(listClasses, { query: { orgId: elsewhere.id } })).total).toBe(0)
    expect((await teacher.call(listClasses, { query: { orgId: elsewhere.id, for: 'lesson' } })).total).toBe(6)
    expect(
      (await teacher.call(listClasses, { query: { for: 'lesson', grade: 1, search: 'llcgs' } })).total,
    ).toBe(0)
  })
})
