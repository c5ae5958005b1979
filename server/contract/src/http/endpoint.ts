import type { z } from 'zod'
import type { ErrorCode } from '../errors.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One HTTP operation. `path` has `:name` parameters, all of them in `params`. `access`: who may call it at all; finer
 * rules are the service's. A `file` response is sent as is and has no schema; a `bytes` response has a type that only the
 * handler knows and is answered in ranges; a `multipart` body carries one file. `revalidate`: the JSON answer has an ETag,
 * and a browser that has it already gets 304.
 */
export interface Endpoint {
  readonly method: Method
  readonly path: `/api/${string}`
  readonly tag: string
  readonly summary: string
  readonly access: 'public' | 'person' | 'device' | 'any'
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly multipart?: true
  readonly response?: z.ZodType
  readonly file?: string
  readonly bytes?: true
  readonly revalidate?: true
  readonly errors: readonly ErrorCode[]
}

export const endpoint = <const E extends Endpoint>(declaration: E): E => declaration

type Field<E, K extends string> = E extends { readonly [P in K]: infer S extends z.ZodType } ? S : never

/** What the caller passes: params, query and body before defaults and coercion. */
export type EndpointInput<E extends Endpoint> = ([Field<E, 'params'>] extends [never]
  ? unknown
  : { params: z.input<Field<E, 'params'>> }) &
  ([Field<E, 'query'>] extends [never] ? unknown : { query?: z.input<Field<E, 'query'>> }) &
  ([Field<E, 'body'>] extends [never] ? unknown : { body: z.input<Field<E, 'body'>> })

/** What the handler gets: the same after parsing. */
export type EndpointRequest<E extends Endpoint> = {
  params: [Field<E, 'params'>] extends [never] ? undefined : z.output<Field<E, 'params'>>
  query: [Field<E, 'query'>] extends [never] ? undefined : z.output<Field<E, 'query'>>
  body: [Field<E, 'body'>] extends [never] ? undefined : z.output<Field<E, 'body'>>
}

export type EndpointResponse<E extends Endpoint> = [Field<E, 'response'>] extends [never]
  ? void
  : z.output<Field<E, 'response'>>
