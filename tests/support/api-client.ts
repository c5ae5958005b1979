import type { Endpoint, EndpointInput, EndpointResponse, WireError } from '@tongke/contract'
import { signIn } from '@tongke/contract'

/** Shared by all people of the demo county. */
export const DEMO_PASSWORD = 'tongke-demo-2026'

/** An answer of the server that is not the declared response. */
export class Refused extends Error {
  readonly status: number
  readonly body: WireError

  constructor(status: number, body: WireError) {
    super(`${status} ${body.code}`)
    this.status = status
    this.body = body
  }
}

type Input = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown }

/** A browser as the HTTP wire sees it: cookies, the page's origin, typed calls by the contract's declarations. */
export class ApiClient {
  readonly url: string
  readonly cookies = new Map<string, string>()

  constructor(url: string) {
    this.url = url
  }

  /** A person of the demo county, signed in. */
  static async as(url: string, login: string, password = DEMO_PASSWORD): Promise<ApiClient> {
    const client = new ApiClient(url)
    await client.call(signIn, { body: { login, password } })
    return client
  }

  /** @throws Refused */
  async call<E extends Endpoint>(declaration: E, input: EndpointInput<E>): Promise<EndpointResponse<E>> {
    const { params, query, body } = input as Input
    const path = pathOf(declaration.path, params, query)
    const response = await this.request(declaration.method, path, body === undefined ? {} : jsonOf(body))
    const text = await response.text()
    const answer: unknown = text ? JSON.parse(text) : undefined
    if (!response.ok) throw new Refused(response.status, answer as WireError)
    return (declaration.response ? declaration.response.parse(answer) : undefined) as EndpointResponse<E>
  }

  /** The refusal a call must get. */
  async refusal<E extends Endpoint>(
    declaration: E,
    input: EndpointInput<E>,
  ): Promise<WireError & { status: number }> {
    try {
      await this.call(declaration, input)
    } catch (error) {
      if (error instanceof Refused) return { ...error.body, status: error.status }
      throw error
    }
    throw new Error(`${declaration.method} ${declaration.path} was not refused`)
  }

  /** Uploads one file to a multipart endpoint. */
  async upload<E extends Endpoint>(
    declaration: E,
    file: Uint8Array,
    query?: Record<string, unknown>,
  ): Promise<EndpointResponse<E>> {
    const form = new FormData()
    form.append('file', new Blob([file as Uint8Array<ArrayBuffer>]), 'people.xlsx')
    const response = await this.request(declaration.method, pathOf(declaration.path, undefined, query), {
      body: form,
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Refused(response.status, answer as WireError)
    return declaration.response?.parse(answer) as EndpointResponse<E>
  }

  /** The bare wire with this browser's cookies and origin; `headers` may override both. */
  async request(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = new Headers({ origin: this.url, ...(cookie ? { cookie } : {}) })
    for (const [name, value] of new Headers(init.headers)) {
      if (value) headers.set(name, value)
      else headers.delete(name)
    }
    const response = await fetch(this.url + path, { redirect: 'manual', ...init, method, headers })
    for (const line of response.headers.getSetCookie()) this.keep(line)
    return response
  }

  private keep(line: string) {
    const [pair = ''] = line.split(';')
    const [name = '', value = ''] = pair.split('=')
    if (/Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

const jsonOf = (body: unknown): RequestInit => ({
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

function pathOf(
  path: string,
  params: Record<string, string> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )
  return search.size > 0 ? `${filled}?${search}` : filled
}
