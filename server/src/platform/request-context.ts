import { AsyncLocalStorage } from 'node:async_hooks'

/** What every log line and audit entry of one request (or socket message, or job) shares. */
export interface RequestContext {
  requestId: string
  address?: string
  lessonId?: string
}

export const requestContext = new AsyncLocalStorage<RequestContext>()
