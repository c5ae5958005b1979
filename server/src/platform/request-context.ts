import { AsyncLocalStorage } from 'node:async_hooks'

/** What every log line and audit entry of one request (or socket message, or job) shares. */
export interface RequestContext {
  requestId: string
  address?: string
  userAgent?: string
  lessonId?: string
}

export const requestContext = new AsyncLocalStorage<RequestContext>()

/** Where the present request came from, for sessions and enrolments. */
export const requestOrigin = (): { address: string; userAgent: string } => {
  const { address, userAgent } = requestContext.getStore() ?? {}
  return { address: address ?? '', userAgent: userAgent ?? '' }
}
