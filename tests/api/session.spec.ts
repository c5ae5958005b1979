import {
  changePassword,
  getMe,
  listSessions,
  revokeSession,
  signIn,
  signOut,
  createPerson,
  listOrganizations,
} from '@tongke/contract'
import { ApiClient, DEMO_PASSWORD } from '../support/api-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'

let stack: Stack
const client = () => new ApiClient(stack.serverUrl)

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
}, 120_000)
afterAll(() => stack?.stop())

async function cpuSeconds(): Promise<number> {
  const metrics = await (await fetch(`${stack.serverUrl}/metrics`)).text()
  return Number(/^process_cpu_seconds_total(?:\{[^}]*\})? ([\d.e+-]+)/m.exec(metrics)?.[1])
}

describe('sign-in', () => {
  it.each([
    ['name', '林晓雯'],
    ['phone', '13000001005'],
    ['county number, whatever its case', 'sl-0005'],
  ])('by %s', async (_, login) => {
    const me = await client().call(signIn, { body: { login, password: DEMO_PASSWORD } })
    expect(me).toMatchObject({
      kind: 'person',
      name: '林晓雯',
      posts: [{ role: 'teacher', orgName: '示例市第一实验小学' }],
    })
  })

  it('sets a cookie that scripts and other sites cannot use', async () => {
    const response = await client().request('POST', '/api/session', {
      body: JSON.stringify({ login: '林晓雯', password: DEMO_PASSWORD }),
      headers: { 'content-type': 'application/json' },
    })
    const [cookie] = response.headers.getSetCookie()
    expect(cookie).toMatch(/^tongke_session=[\w-]{43};.*HttpOnly.*SameSite=Lax/)
    expect(cookie).not.toContain('Secure')
  })

  it('lets the home page of whoever has signed in begin with who that is, and their day', async () => {
    const linkOf = async (visitor: ApiClient) => (await visitor.request('GET', '/')).headers.get('link')
    const link = ['/api/session', '/api/lessons?scope=mine&when=today&pageSize=100']
      .map((path) => `<${path}>; rel=preload; as=fetch; crossorigin`)
      .join(', ')
    expect(await linkOf(await ApiClient.as(stack.serverUrl, '林晓雯'))).toBe(link)
    expect(await linkOf(client())).toBeNull()
  })

  it('marks the cookie Secure outside localhost', async () => {
    const body = JSON.stringify({ login: '林晓雯', password: DEMO_PASSWORD })
    const cookie = await setCookieFor('tongke.example', stack.serverUrl, body)
    expect(cookie).toContain('Secure')
  })

  it.each([
    ['a wrong password', '林晓雯', 'wrong-password'],
    ['an unknown name', '查无此人', DEMO_PASSWORD],
  ])('refuses %s alike', async (_, login, password) => {
    expect(await client().refusal(signIn, { body: { login, password } })).toMatchObject({
      status: 401,
      code: 'auth.invalid',
    })
  })

  it('works as hard for a name that does not exist', async () => {
    // CPU time of the server process: a clock would measure how busy the machine is.
    const work = async (login: string) => {
      const before = await cpuSeconds()
      for (let attempt = 0; attempt < 4; attempt += 1)
        await client().refusal(signIn, { body: { login, password: 'wrong-password' } })
      return (await cpuSeconds()) - before
    }
    const known = await work('周乐山')
    expect(await work('查无')).toBeGreaterThan(known / 3)
  })

  it('asks for the phone when two people have the name', async () => {
    const officer = await ApiClient.as(stack.serverUrl, '顾知行')
    const { items } = await officer.call(listOrganizations, { query: { kind: 'urban' } })
    const posts = [{ orgId: items[0]?.id ?? '', role: 'teacher' as const, from: '2026-09-01', to: null }]
    for (const [countyNo, phone] of [
      ['DUP-001', '13012340001'],
      ['DUP-002', '13012340002'],
    ] as const) {
      await officer.call(createPerson, {
        body: { countyNo, name: '同名人', phone, subjects: [], title: null, posts },
      })
    }
    expect(
      await client().refusal(signIn, { body: { login: '同名人', password: 'whatever1' } }),
    ).toMatchObject({
      status: 409,
      code: 'auth.ambiguous',
    })
  })

  it('throttles an account, also against parallel attempts, and tells how long', async () => {
    const attempt = () => client().refusal(signIn, { body: { login: '沈研秋', password: 'wrong-password' } })
    const refusals = await Promise.all(Array.from({ length: 12 }, attempt))
    expect(refusals.filter(({ code }) => code === 'auth.invalid').length).toBeLessThanOrEqual(5)
    const late = await client().refusal(signIn, { body: { login: '沈研秋', password: DEMO_PASSWORD } })
    expect(late).toMatchObject({ status: 429, code: 'auth.throttled', retryAfter: expect.any(Number) })
    expect(await ApiClient.as(stack.serverUrl, '严正则')).toBeDefined()
  })
})

describe('sessions', () => {
  it('are listed and revoked one by one', async () => {
    const first = await ApiClient.as(stack.serverUrl, '程远舟')
    const second = await ApiClient.as(stack.serverUrl, '程远舟')
    const sessions = await second.call(listSessions, {})
    expect(sessions.map(({ current }) => current).sort()).toEqual([false, true])
    const other = sessions.find(({ current }) => !current)
    await second.call(revokeSession, { params: { id: other?.id ?? '' } })
    expect(await first.refusal(getMe, {})).toMatchObject({ code: 'auth.required' })
    expect(await second.call(getMe, {})).toMatchObject({ name: '程远舟' })
  })

  it('of others do not exist', async () => {
    const mine = await ApiClient.as(stack.serverUrl, '程远舟')
    const theirs = await ApiClient.as(stack.serverUrl, '方静好')
    const [session] = await theirs.call(listSessions, {})
    expect(await mine.refusal(revokeSession, { params: { id: session?.id ?? '' } })).toMatchObject({
      code: 'not_found',
    })
  })

  it('end with signing out', async () => {
    const person = await ApiClient.as(stack.serverUrl, '程远舟')
    const kept = new Map(person.cookies)
    await person.call(signOut, {})
    expect(person.cookies.has('tongke_session')).toBe(false)
    for (const [name, value] of kept) person.cookies.set(name, value)
    expect(await person.refusal(getMe, {})).toMatchObject({ status: 401, code: 'auth.required' })
  })
})

describe('passwords', () => {
  const next = 'kite-river-40'

  it('are changed with the present one, and other sessions end', async () => {
    const person = await ApiClient.as(stack.serverUrl, '石小满')
    const elsewhere = await ApiClient.as(stack.serverUrl, '石小满')
    expect(await person.refusal(changePassword, { body: { current: 'not-this-one', next } })).toMatchObject({
      code: 'auth.password_wrong',
    })
    for (const weak of ['12345678', '13000001013', DEMO_PASSWORD]) {
      expect(
        await person.refusal(changePassword, { body: { current: DEMO_PASSWORD, next: weak } }),
      ).toMatchObject({
        code: 'auth.password_weak',
      })
    }
    await person.call(changePassword, { body: { current: DEMO_PASSWORD, next } })
    expect(await elsewhere.refusal(getMe, {})).toMatchObject({ code: 'auth.required' })
    expect(await ApiClient.as(stack.serverUrl, '石小满', next)).toBeDefined()
  })

  it('given first must be changed before anything else', async () => {
    const officer = await ApiClient.as(stack.serverUrl, '顾知行')
    const { items } = await officer.call(listOrganizations, { query: { kind: 'urban' } })
    const posts = [{ orgId: items[0]?.id ?? '', role: 'teacher' as const, from: '2026-09-01', to: null }]
    const body = { countyNo: 'NEW-001', name: '初来乍到', phone: null, subjects: [], title: null, posts }
    const { firstPassword } = await officer.call(createPerson, { body })
    const fresh = await ApiClient.as(stack.serverUrl, '初来乍到', firstPassword)
    expect(await fresh.call(getMe, {})).toMatchObject({ mustChangePassword: true })
    expect(await fresh.refusal(listOrganizations, {})).toMatchObject({
      status: 403,
      code: 'auth.password_first',
    })
    await fresh.call(changePassword, { body: { current: firstPassword, next } })
    expect((await fresh.call(listOrganizations, {})).total).toBe(1)
  })
})

/** `fetch` will not send another Host. */
async function setCookieFor(host: string, url: string, body: string): Promise<string> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const headers = { host, origin: `https://${host}`, 'content-type': 'application/json' }
    request(`${url}/api/session`, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.headers['set-cookie']?.[0] ?? '')
    })
      .on('error', reject)
      .end(body)
  })
}
