import {
  beginEnrolment,
  confirmEnrolment,
  getMe,
  listAudit,
  listClasses,
  listDevices,
  listOrganizations,
  listPeople,
  lookUpEnrolment,
  pollEnrolment,
  revokeDevice,
  signOut,
  updateDevice,
} from '@tongke/contract'
import { ApiClient } from '../support/api-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'

let stack: Stack
let centre: ApiClient
let orgId: string
let classId: string

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  centre = await ApiClient.as(stack.serverUrl, '陆云舒')
  orgId = await organization('石桥村小学')
  const { items } = await centre.call(listClasses, { query: { orgId } })
  classId = items[0]?.id ?? ''
}, 120_000)
afterAll(() => stack?.stop())

const organization = async (search: string) => {
  const officer = await ApiClient.as(stack.serverUrl, '顾知行')
  return (await officer.call(listOrganizations, { query: { search } })).items[0]?.id ?? ''
}
const body = (code: string, change = {}) => ({
  code,
  name: '三年级教室',
  kind: 'listen' as const,
  orgId,
  classId,
  ...change,
})

async function enrolled() {
  const room = new ApiClient(stack.serverUrl)
  const { code } = await room.call(beginEnrolment, {})
  const device = await centre.call(confirmEnrolment, { body: body(code) })
  expect(await room.call(pollEnrolment, {})).toEqual({ state: 'confirmed' })
  return { room, device }
}

describe('a room device', () => {
  it('shows a code, is confirmed once, and is signed in from then on', async () => {
    const room = new ApiClient(stack.serverUrl)
    const { code, expiresAt } = await room.call(beginEnrolment, {})
    expect(code).toMatch(/^[ACDEFGHJKMNPQRTUVWXY34679]{3}-[ACDEFGHJKMNPQRTUVWXY34679]{3}$/)
    expect(expiresAt).toBeGreaterThan(Date.now())
    expect(await room.call(pollEnrolment, {})).toEqual({ state: 'waiting' })
    expect(await room.refusal(getMe, {})).toMatchObject({ code: 'auth.required' })

    const typed = code.replace('-', '').toLowerCase()
    expect(await centre.call(lookUpEnrolment, { params: { code: typed } })).toMatchObject({
      code,
      address: '127.0.0.1',
    })
    const device = await centre.call(confirmEnrolment, { body: body(typed) })
    expect(device).toMatchObject({
      name: '三年级教室',
      orgName: '石桥村小学',
      confirmedBy: '陆云舒',
      revokedAt: null,
    })

    expect(await room.call(pollEnrolment, {})).toEqual({ state: 'confirmed' })
    expect(await room.call(getMe, {})).toMatchObject({ kind: 'device', id: device.id, orgId, classId })
    expect([...room.cookies.keys()]).toEqual(['tongke_device'])
    expect(await centre.refusal(confirmEnrolment, { body: body(code) })).toMatchObject({
      status: 404,
      code: 'device.code_unknown',
    })
  })

  it('gets the same token however often it asks, so that two tabs do not lock each other out', async () => {
    const room = new ApiClient(stack.serverUrl)
    const { code } = await room.call(beginEnrolment, {})
    const other = new ApiClient(stack.serverUrl)
    for (const [name, value] of room.cookies) other.cookies.set(name, value)
    const device = await centre.call(confirmEnrolment, { body: body(code) })
    for (const tab of [room, other]) expect(await tab.call(pollEnrolment, {})).toEqual({ state: 'confirmed' })
    for (const tab of [room, other]) expect(await tab.call(getMe, {})).toMatchObject({ id: device.id })
    const administrator = await ApiClient.as(stack.serverUrl, '安佑宁')
    const { items } = await administrator.call(listAudit, {
      query: { action: 'device.enrolled', search: device.id },
    })
    expect(items).toMatchObject([{ actor: device.name, target: `device:${device.id}` }])
  })

  it('keeps its code over a reload', async () => {
    const room = new ApiClient(stack.serverUrl)
    const first = await room.call(beginEnrolment, {})
    expect(await room.call(beginEnrolment, {})).toEqual(first)
    expect((await new ApiClient(stack.serverUrl).call(beginEnrolment, {})).code).not.toBe(first.code)
  })

  it('is not given to another browser that knows the code', async () => {
    const room = new ApiClient(stack.serverUrl)
    const { code } = await room.call(beginEnrolment, {})
    await centre.call(confirmEnrolment, { body: body(code) })
    const other = new ApiClient(stack.serverUrl)
    expect(await other.call(pollEnrolment, {})).toEqual({ state: 'expired' })
    expect(other.cookies.size).toBe(0)
  })

  it('is confirmed by its own school or one above only', async () => {
    const room = new ApiClient(stack.serverUrl)
    const { code } = await room.call(beginEnrolment, {})
    const other = await ApiClient.as(stack.serverUrl, '白鹤年')
    expect(await other.refusal(confirmEnrolment, { body: body(code) })).toMatchObject({
      status: 403,
      code: 'device.other_school',
    })
    const teacher = await ApiClient.as(stack.serverUrl, '石小满')
    expect(await teacher.refusal(confirmEnrolment, { body: body(code) })).toMatchObject({
      code: 'auth.forbidden',
    })
    expect(await teacher.refusal(lookUpEnrolment, { params: { code } })).toMatchObject({
      code: 'auth.forbidden',
    })
    const stranger = await organization('渡口村小学')
    expect(await other.refusal(confirmEnrolment, { body: body(code, { orgId: stranger }) })).toMatchObject({
      code: 'request.invalid',
      details: [{ path: 'body.classId' }],
    })
  })

  it('may act only as the room', async () => {
    const { room } = await enrolled()
    for (const declaration of [listPeople, listDevices, listOrganizations] as const) {
      expect(await room.refusal(declaration, {})).toMatchObject({ status: 403, code: 'auth.forbidden' })
    }
    expect(await room.refusal(signOut, {})).toMatchObject({ code: 'auth.forbidden' })
  })

  it('is renamed, moved and revoked at once', async () => {
    const { room, device } = await enrolled()
    const params = { id: device.id }
    const moved = await centre.call(updateDevice, {
      params,
      body: { name: '多功能室', kind: 'mobile', classId: null },
    })
    expect(moved).toMatchObject({ name: '多功能室', classId: null })
    expect(await room.call(getMe, {})).toMatchObject({ kind: 'device', classId: null })
    expect((await centre.call(revokeDevice, { params })).revokedAt).not.toBeNull()
    expect(await room.refusal(getMe, {})).toMatchObject({ status: 401, code: 'device.revoked' })
    const { items } = await centre.call(listDevices, { query: { revoked: 'true' } })
    expect(items.map(({ id }) => id)).toContain(device.id)
  })

  it('is described and sent to repair by the coordinator of its school', async () => {
    const { device } = await enrolled()
    expect(device).toMatchObject({
      condition: 'OK',
      os: null,
      camera: null,
      microphone: null,
      whiteboard: null,
    })
    const parts = { os: 'Windows 11', camera: 'USB 摄像头', microphone: '吊顶全向麦克风', whiteboard: null }
    const change = { name: device.name, kind: device.kind, classId, condition: 'REPAIR' as const, ...parts }
    const params = { id: device.id }
    const teacher = await ApiClient.as(stack.serverUrl, '石小满')
    expect(await teacher.refusal(updateDevice, { params, body: change })).toMatchObject({ code: 'not_found' })
    expect(await centre.call(updateDevice, { params, body: change })).toMatchObject({
      ...parts,
      condition: 'REPAIR',
    })
    const { items } = await centre.call(listDevices, { query: { orgId, pageSize: 100 } })
    expect(items.find(({ id }) => id === device.id)).toMatchObject({ condition: 'REPAIR', os: 'Windows 11' })
    const administrator = await ApiClient.as(stack.serverUrl, '安佑宁')
    const log = await administrator.call(listAudit, {
      query: { action: 'device.updated', search: device.id },
    })
    expect(log.items[0]?.detail).toMatchObject({ condition: ['OK', 'REPAIR'], os: [null, 'Windows 11'] })
  })

  it('hands the place to a teacher who signs in on it', async () => {
    const { room } = await enrolled()
    const teacher = await ApiClient.as(stack.serverUrl, '石小满')
    for (const [name, value] of teacher.cookies) room.cookies.set(name, value)
    expect(await room.call(getMe, {})).toMatchObject({ kind: 'person' })
    await room.call(signOut, {})
    expect(await room.call(getMe, {})).toMatchObject({ kind: 'device' })
  })
})

describe('guessing codes', () => {
  it('is slowed down per person', async () => {
    const guess = (index: number) =>
      centre.refusal(lookUpEnrolment, { params: { code: `AAA-A${String(index).padStart(2, '0')}` } })
    const refusals = []
    for (let index = 0; index < 25; index += 1) refusals.push(await guess(index))
    expect(refusals[0]).toMatchObject({ code: 'device.code_unknown' })
    expect(refusals.at(-1)).toMatchObject({ status: 429, code: 'request.rate' })
  })

  it('asking for codes is slowed down per address', async () => {
    const ask = () => new ApiClient(stack.serverUrl).request('POST', '/api/device-enrolments')
    const statuses = []
    for (let index = 0; index < 122; index += 1) statuses.push((await ask()).status)
    expect(statuses.at(-1)).toBe(429)
  })
})
