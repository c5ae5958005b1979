import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'

export interface UploadedFile {
  readonly fileName: string
  readonly content: Buffer
}

interface Parsed {
  params: unknown
  query: unknown
  body: unknown
  file: UploadedFile | undefined
}

const inputs = new WeakMap<FastifyRequest, Parsed>()

export const setInput = (request: FastifyRequest, input: Parsed): void => {
  inputs.set(request, input)
}

const inputOf = (context: ExecutionContext): Parsed | undefined =>
  inputs.get(context.switchToHttp().getRequest<FastifyRequest>())

/** Injects `{ params, query, body }` after parsing: type it `EndpointRequest<typeof declaration>`. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => inputOf(context))

/** Injects the one file of a `multipart` endpoint. */
export const InputFile = createParamDecorator(
  (_: unknown, context: ExecutionContext) => inputOf(context)?.file,
)
