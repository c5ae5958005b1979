import { listSessions, signIn, signOut } from '@tongke/contract'
import { ApiClient, DEMO_PASSWORD } from '../support/api-client.ts'
import { openClassSocket } from '../support/class-client.ts'
import { bootStack, type Stack } from '../support/stack.ts'

let stack: Stack
beforeAll(async () => {
  stack = await bootStack({ demo: true, run: ['server'], env: { server: { TRUST_PROXY: 'true' } } })
}, 120_000)
afterAll(() => stack?.stop())

const PORTAL = 'https://tongke.example'
/** What a proxy hands on: it adds the address it saw behind whatever the client sent itself. */
const forwarded = {
  origin: PORTAL,
  'x-forwarded-host': 'tongke.example',
  'x-forwarded-proto': 'https',
  'x-forwarded-for': '6.6.6.6, 203.0.113.7',
}

async function signedIn(): Promise<{ client: ApiClient; cookie: string }> {
  const client = new ApiClient(stack.serverUrl)
  const response = await client.request(signIn.method, signIn.path, {
    body: JSON.stringify({ login: '林晓雯', password: DEMO_PASSWORD }),
    headers: { ...forwarded, 'content-type': 'application/json' },
  })
  expect(response.status).toBe(200)
  return { client, cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
}

describe('behind a proxy', () => {
  it('pages and class sockets both belong to the address people type', async () => {
    const { cookie } = await signedIn()
    const socket = await openClassSocket(stack.serverUrl, { ...forwarded, cookie })
    expect(socket.connected).toBe(true)
    socket.close()
    await expect(
      openClassSocket(stack.serverUrl, { ...forwarded, cookie, origin: 'https://evil.example' }),
    ).rejects.toMatchObject({ message: 'request.origin' })
  })

  it('the address is the one the proxy saw, not one the client made up', async () => {
    const { client } = await signedIn()
    const response = await client.request(listSessions.method, listSessions.path, { headers: forwarded })
    const sessions = listSessions.response.parse(await response.json())
    expect(sessions.find(({ current }) => current)?.address).toBe('203.0.113.7')
    await client.request(signOut.method, signOut.path, { headers: forwarded })
  })
})
