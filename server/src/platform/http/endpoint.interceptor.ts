import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { Refusal, detailsOf, type Endpoint } from '@tongke/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { concatMap, type Observable } from 'rxjs'
import type { z } from 'zod'
import { sendBytes, type BytesAnswer } from './bytes-answer.ts'
import { ENDPOINT, type FileAnswer } from './endpoint.decorator.ts'
import { revalidated } from './revalidated.ts'
import { setInput } from './input.ts'

/** Parses what comes in and what goes out with the schemas of the endpoint's declaration. */
@Injectable()
export class EndpointInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const declaration = this.reflector.get<Endpoint | undefined>(ENDPOINT, context.getHandler())
    if (!declaration || context.getType() !== 'http') return next.handle()
    const http = context.switchToHttp()
    const request = http.getRequest<FastifyRequest>()
    setInput(request, {
      params: parse('params', declaration.params, request.params),
      query: parse('query', declaration.query, request.query),
      body: parse('body', declaration.body, request.body),
      file: declaration.multipart ? await readFile(request) : undefined,
    })
    const reply = http.getResponse<FastifyReply>()
    return next.handle().pipe(concatMap(async (answer) => present(declaration, answer, request, reply)))
  }
}

function parse(part: string, schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const details = detailsOf(parsed.error).map((detail) => ({
    ...detail,
    path: detail.path ? `${part}.${detail.path}` : part,
  }))
  throw new Refusal('request.invalid', { details })
}

async function readFile(request: FastifyRequest): Promise<{ fileName: string; content: Buffer }> {
  if (!request.isMultipart()) throw new Refusal('request.unsupported_type')
  const part = await request.file()
  if (!part) {
    throw new Refusal('request.invalid', {
      details: [{ path: 'file', code: 'missing', message: 'One file is required' }],
    })
  }
  const content = await part.toBuffer()
  // The library itself notices only when another piece comes after the limit was reached.
  if (part.file.truncated) throw new Refusal('request.too_large')
  return { fileName: part.filename, content }
}

function present(
  declaration: Endpoint,
  answer: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): unknown {
  if (declaration.bytes) return sendBytes(request, reply, answer as BytesAnswer)
  if (declaration.file) {
    const { fileName, content } = answer as FileAnswer
    void reply.type(declaration.file)
    void reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    return content
  }
  const body = declaration.response?.parse(answer)
  return declaration.revalidate ? revalidated(request, reply, body) : body
}
