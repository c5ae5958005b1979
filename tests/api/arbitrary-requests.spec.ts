import {
  ENDPOINTS,
  WireError,
  listClasses,
  listDevices,
  listOrganizations,
  listPeople,
  type Endpoint,
} from '@tongke/contract'
import fc from 'fast-check'
import { z } from 'zod'
import { ApiClient } from '../support/api-client.ts'
import { nearly } from '../support/arbitrary-input.ts'
import { bootStack, type Stack } from '../support/stack.ts'

let stack: Stack
let officer: ApiClient
let ids: string[]

beforeAll(async () => {
  stack = await bootStack({
    demo: true,
    run: ['server'],
    env: { server: { RATE_LIMIT_PER_MINUTE: '100000' } },
  })
  officer = await ApiClient.as(stack.serverUrl, '顾知行')
  const lists = [
    await officer.call(listOrganizations, { query: { pageSize: 3 } }),
    await officer.call(listClasses, { query: { pageSize: 3 } }),
    await officer.call(listPeople, { query: { pageSize: 3, search: 'SL-006' } }),
    await officer.call(listDevices, { query: { pageSize: 2 } }),
  ]
  ids = lists.flatMap(({ items }) => items.map(({ id }) => id))
}, 120_000)
afterAll(() => stack?.stop())

/** Of these, any request that is accepted would end the officer's own session. */
const ENDING = new Set(['signOut', 'changePassword'])
const tried = Object.entries(ENDPOINTS).filter(
  ([name, { params, query, body }]) => !ENDING.has(name) && (params ?? query ?? body),
)

const NOTHING = z.object({})
const requestOf = ({ params, query, body }: Endpoint) =>
  fc.record({
    params: nearly(params ?? NOTHING, ids),
    query: nearly(query ?? NOTHING, ids),
    body: body ? nearly(body, ids) : fc.constant(undefined),
  })

interface Request {
  params: unknown
  query: unknown
  body: unknown
}

function addressOf(path: string, { params, query }: Request): string {
  const given = (params ?? {}) as Record<string, unknown>
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encoded(given[name]))
  const search = Object.entries((query ?? {}) as Record<string, unknown>).map(
    ([name, value]) => `${encoded(name)}=${encoded(value)}`,
  )
  return `${filled}?${search.join('&')}`
}

const encoded = (value: unknown): string => {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return encodeURIComponent(text.toWellFormed()) || 'x'
}

describe('whatever is sent', () => {
  it.each(tried)(
    '%s answers by the contract',
    async (_, declaration) => {
      await fc.assert(
        fc.asyncProperty(requestOf(declaration), async (request) => {
          const init =
            request.body === undefined
              ? {}
              : { body: JSON.stringify(request.body), headers: { 'content-type': 'application/json' } }
          const response = await officer.request(
            declaration.method,
            addressOf(declaration.path, request),
            init,
          )
          if (response.ok || declaration.path === '/api/health') return void (await response.arrayBuffer())
          const refusal = WireError.parse(await response.json())
          expect(refusal.code).not.toBe('internal')
          expect(refusal.code).not.toBe('auth.required')
        }),
        { numRuns: 25, interruptAfterTimeLimit: 8_000 },
      )
    },
    30_000,
  )
})
