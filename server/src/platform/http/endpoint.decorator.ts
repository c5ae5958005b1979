import { Delete, Get, HttpCode, Patch, Post, Put, SetMetadata, applyDecorators } from '@nestjs/common'
import type { Endpoint as Declaration, EndpointResponse, Method } from '@tongke/contract'
import type { Readable } from 'node:stream'
import type { BytesAnswer } from './bytes-answer.ts'

export const ENDPOINT = Symbol('endpoint')
export const INTERNAL = Symbol('internal')

/** What a handler of a `file` endpoint answers. */
export interface FileAnswer {
  readonly fileName: string
  readonly content: Buffer | Readable
}

type Answer<E extends Declaration> = E extends { readonly file: string }
  ? FileAnswer
  : E extends { readonly bytes: true }
    ? BytesAnswer
    : EndpointResponse<E>
type Handler<E extends Declaration> = (...args: never[]) => Answer<E> | Promise<Answer<E>>

const ROUTE: Record<Method, (path: string) => MethodDecorator> = {
  GET: Get,
  POST: Post,
  PUT: Put,
  PATCH: Patch,
  DELETE: Delete,
}

/**
 * Binds a handler to its declaration in the contract: route, access, parsing of what comes in and goes out. The
 * handler takes `@Input()`, `@CurrentPrincipal()` and, with `multipart`, `@InputFile()`.
 */
export const Endpoint = <E extends Declaration>(declaration: E) => {
  const decorate = applyDecorators(
    ROUTE[declaration.method](declaration.path),
    HttpCode(declaration.response || declaration.file || declaration.bytes ? 200 : 204),
    SetMetadata(ENDPOINT, declaration),
  )
  return <T extends Handler<E>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<T>,
  ) => decorate(target, key, descriptor)
}

/** Marks a handler that another process calls and that checks a signature itself; everything unmarked is refused. */
export const Internal = () => SetMetadata(INTERNAL, true)
