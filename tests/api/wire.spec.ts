import { ENDPOINTS, Health, WireError, getMe, listAudit, listPeople, type Endpoint } from '@tongke/contract'
import { ApiClient, DEMO_PASSWORD } from '../support/api-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'

let stack: Stack
let administrator: ApiClient

beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'] })
  administrator = await ApiClient.as(stack.serverUrl, '安佑宁')
}, 120_000)
afterAll(() => stack?.stop())

const NOBODY = '00000000-0000-7000-8000-000000000000'
const concrete = (path: string) => path.replace(/:code/, 'AAA-AAA').replace(/:\w+/g, NOBODY)
const declared = Object.entries(ENDPOINTS)
const protectedOnes = declared.filter(([, { access }]) => access !== 'public')
const changing = declared.filter(([, { method }]) => method !== 'GET')

const bodyOf = ({ body }: Endpoint): RequestInit =>
  body ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}

describe('every endpoint of the contract', () => {
  it('is there', () => {
    expect(protectedOnes.length).toBeGreaterThan(30)
  })

  it.each(protectedOnes)('%s refuses nobody in particular', async (_, declaration) => {
    const nobody = new ApiClient(stack.serverUrl)
    const response = await nobody.request(declaration.method, concrete(declaration.path), bodyOf(declaration))
    expect(WireError.parse(await response.json())).toMatchObject({
      code: 'auth.required',
      requestId: response.headers.get('x-request-id'),
    })
    expect(response.status).toBe(401)
  })

  it.each(changing)('%s refuses another site', async (_, declaration) => {
    const init = bodyOf(declaration)
    const headers = { ...init.headers, origin: 'https://evil.example' }
    const response = await administrator.request(declaration.method, concrete(declaration.path), {
      ...init,
      headers,
    })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'request.origin' })
  })

  it('refuses a cookie without any origin', async () => {
    const response = await administrator.request('DELETE', '/api/session', { headers: { origin: '' } })
    expect(await response.json()).toMatchObject({ code: 'request.origin' })
    expect(await administrator.call(getMe, {})).toMatchObject({ name: '安佑宁' })
  })

  it('is listed in the OpenAPI document with its parameters and refusals', async () => {
    const response = await fetch(`${stack.serverUrl}/api/openapi.json`)
    const document = (await response.json()) as OpenApi
    expect(document.openapi).toMatch(/^3\.1/)
    const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const expected = declared.map(([, { method, path }]) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
    expect(listed.sort()).toEqual(expected.sort())
    expect(document.paths['/api/session']?.post?.responses).toHaveProperty('429')
  })
})

interface OpenApi {
  openapi: string
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>
}

describe('requests nobody expects', () => {
  const json = { 'content-type': 'application/json' }
  const post = (body: BodyInit, headers: Record<string, string> = json) =>
    new ApiClient(stack.serverUrl).request('POST', '/api/session', { body, headers })

  it.each<[string, () => Promise<Response>, number, string]>([
    ['half a body', () => post('{"login":'), 400, 'request.invalid'],
    ['an empty body', () => post(''), 400, 'request.invalid'],
    ['a list', () => post('[]'), 400, 'request.invalid'],
    ['a poisoned prototype', () => post('{"__proto__":{"login":"a"}}'), 400, 'request.invalid'],
    ['a number for a name', () => post('{"login":1,"password":"x"}'), 400, 'request.invalid'],
    [
      'a control character',
      () => post(JSON.stringify({ login: 'a\u0000', password: 'x' })),
      400,
      'request.invalid',
    ],
    ['text', () => post('login=a', { 'content-type': 'text/plain' }), 415, 'request.unsupported_type'],
    [
      'a form',
      () => post('login=a', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'request.unsupported_type',
    ],
    [
      'a body of 300 kB',
      () => post(JSON.stringify({ login: 'a', password: 'x'.repeat(300_000) })),
      413,
      'request.too_large',
    ],
    ['an unknown address', () => administrator.request('GET', '/api/nothing'), 404, 'not_found'],
    ['a wrong method', () => administrator.request('PUT', '/api/session'), 404, 'not_found'],
    [
      'an id that is none',
      () => administrator.request('GET', '/api/organizations/1%27or'),
      400,
      'request.invalid',
    ],
    ['page zero', () => administrator.request('GET', '/api/people?page=0'), 400, 'request.invalid'],
    [
      'too large a page',
      () => administrator.request('GET', '/api/people?pageSize=1000'),
      400,
      'request.invalid',
    ],
  ])('%s', async (_, send, status, code) => {
    const response = await send()
    expect(WireError.parse(await response.json())).toMatchObject({ code })
    expect(response.status).toBe(status)
  })

  it('names the bad fields', async () => {
    const response = await post(JSON.stringify({ login: '' }))
    const { details } = WireError.parse(await response.json())
    expect(details?.map(({ path }) => path)).toEqual(['body.login', 'body.password'])
  })

  it('takes wildcards and quotes in a search literally', async () => {
    for (const search of ['%', '_', "'; drop table person; --", '\\']) {
      expect((await administrator.call(listPeople, { query: { search } })).total).toBe(0)
    }
  })
})

describe('around the API', () => {
  it('answers liveness and readiness', async () => {
    expect(Health.parse(await (await fetch(`${stack.serverUrl}/api/health?live`)).json())).toMatchObject({
      status: 'ok',
    })
    const ready = Health.parse(await (await fetch(`${stack.serverUrl}/api/health`)).json())
    expect(ready.dependencies).toMatchObject({
      database: { status: 'ok' },
      jobs: { status: 'down', detail: 'never seen' },
    })
    expect(ready.status).toBe('degraded')
  })

  it('gives metrics by route', async () => {
    const text = await (await fetch(`${stack.serverUrl}/metrics`)).text()
    expect(text).toContain(
      'tongke_http_request_seconds_count{method="POST",route="/api/session",status="200"}',
    )
  })

  it('serves the API page without anything from elsewhere', async () => {
    const response = await fetch(`${stack.serverUrl}/api/docs`)
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(await response.text()).not.toMatch(/https?:\/\//)
    const script = await fetch(`${stack.serverUrl}/api/docs/reference.js`)
    expect(script.headers.get('content-type')).toContain('javascript')
  })

  it('sends the security headers', async () => {
    const { headers } = await fetch(`${stack.serverUrl}/api/health?live`)
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('permissions-policy')).toContain('camera=(self), microphone=(self)')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('serves the web app: hashed files for ever, pages fresh, nothing beside it', async () => {
    const page = await fetch(`${stack.serverUrl}/lessons/any`, { headers: { 'accept-encoding': 'br' } })
    const html = await page.text()
    expect(html).toContain('<div id="root">')
    expect(page.headers.get('cache-control')).toBe('no-cache')
    expect(page.headers.get('content-encoding')).toBe('br')
    const asset = /\/assets\/[\w.-]+\.js/.exec(html)?.[0] ?? ''
    expect((await fetch(stack.serverUrl + asset)).headers.get('cache-control')).toContain('immutable')
    for (const path of [
      '/assets/gone.js',
      '/..%2f..%2fpackage.json',
      '/assets/..%2f..%2f..%2fpackage.json',
    ]) {
      const response = await fetch(stack.serverUrl + path)
      expect(response.status).toBe(404)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.json()).toMatchObject({ code: 'not_found' })
    }
  })

  it('lets no proxy keep what the API says', async () => {
    expect((await administrator.request('GET', '/api/session')).headers.get('cache-control')).toBe('no-store')
  })

  it('limits a flood from one address, and who is signed in there by itself', async () => {
    const own = await bootStack({
      demo: true,
      run: ['server'],
      env: { server: { RATE_LIMIT_PER_MINUTE: '15' } },
    })
    try {
      const [one, other] = await Promise.all(
        ['林晓雯', '周乐山'].map((name) => ApiClient.as(own.serverUrl, name)),
      )
      const status = async (who?: ApiClient) => (await who?.request('GET', '/api/sessions'))?.status
      expect([await status(one), await status(other)]).toEqual([200, 200])
      const answers = await Promise.all(
        Array.from({ length: 30 }, () => fetch(`${own.serverUrl}/api/session`)),
      )
      const limited = answers.find(({ status }) => status === 429)
      expect(WireError.parse(await limited?.json())).toMatchObject({
        code: 'request.rate',
        retryAfter: expect.any(Number),
      })
      expect([await status(one), await status(other)]).toEqual([200, 200])
      const flood = await Promise.all(Array.from({ length: 30 }, () => status(one)))
      expect(new Set(flood)).toEqual(new Set([200, 429]))
      expect(await status(other)).toBe(200)
    } finally {
      await own.stop()
    }
  }, 60_000)
})

describe('the audit log', () => {
  it('holds sign-ins, refused ones and refused permissions', async () => {
    const teacher = await ApiClient.as(stack.serverUrl, '林晓雯')
    await new ApiClient(stack.serverUrl)
      .request('POST', '/api/session', {
        body: JSON.stringify({ login: '林晓雯', password: `not ${DEMO_PASSWORD}` }),
        headers: { 'content-type': 'application/json' },
      })
      .then((response) => response.body?.cancel())
    expect(await teacher.refusal(listAudit, {})).toMatchObject({ code: 'auth.forbidden' })
    const { items } = await administrator.call(listAudit, { query: { search: '林晓雯' } })
    expect(items.map(({ action }) => action)).toEqual(['access.refused', 'session.refused', 'session.opened'])
    expect(items[0]).toMatchObject({
      target: 'GET /api/audit',
      detail: { code: 'auth.forbidden' },
      address: '127.0.0.1',
    })
  })

  it('is read by inspectors and administrators only', async () => {
    for (const [name, allowed] of [
      ['严正则', true],
      ['顾知行', false],
      ['陆云舒', false],
    ] as const) {
      const response = await (await ApiClient.as(stack.serverUrl, name)).request('GET', '/api/audit')
      expect(response.ok).toBe(allowed)
    }
  })
})
