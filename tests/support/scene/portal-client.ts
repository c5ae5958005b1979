import type { APIRequestContext } from '@playwright/test'
import type { Endpoint, EndpointInput, EndpointResponse } from '@tongke/contract'

interface AnyInput {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}

/** Calls the portal with the cookies of a browser context, as its pages would. */
export class PortalClient {
  readonly #request: APIRequestContext
  readonly origin: string

  constructor(request: APIRequestContext, origin: string) {
    this.#request = request
    this.origin = origin
  }

  /** @throws Error with the server's refusal */
  async call<const E extends Endpoint>(endpoint: E, input: EndpointInput<E>): Promise<EndpointResponse<E>> {
    const { params = {}, query = {}, body } = input as AnyInput
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(String(params[name])),
    )
    const text = new URLSearchParams(
      Object.entries(query).map(([key, value]) => [key, String(value)]),
    ).toString()
    const answer = await this.#request.fetch(`${this.origin}${path}${text && `?${text}`}`, {
      method: endpoint.method,
      headers: { origin: this.origin },
      ...(body === undefined ? {} : { data: body as object }),
    })
    if (!answer.ok()) throw new Error(`${endpoint.method} ${path}: ${answer.status()} ${await answer.text()}`)
    const answered = await answer.text()
    return (answered === '' ? undefined : JSON.parse(answered)) as EndpointResponse<E>
  }
}
