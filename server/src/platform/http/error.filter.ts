import { Catch, HttpException, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import { ERRORS, Refusal, type ErrorCode } from '@tongke/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Audit } from '../audit/audit.service.ts'
import { InjectLogger, type Logger } from '../logger.ts'
import { OutOfScope } from './out-of-scope.ts'
import { principalOf } from './principal.ts'

const CODE_OF_STATUS: Record<number, ErrorCode> = {
  400: 'request.invalid',
  401: 'auth.required',
  403: 'auth.forbidden',
  404: 'not_found',
  405: 'not_found',
  413: 'request.too_large',
  415: 'request.unsupported_type',
  429: 'request.rate',
  503: 'unavailable',
}

/** The one place that turns whatever was thrown into the body of a refused request. */
@Catch()
@Injectable()
export class ErrorFilter implements ExceptionFilter {
  constructor(
    private readonly audit: Audit,
    @InjectLogger() private readonly logger: Logger,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    if (host.getType() !== 'http') {
      this.logger.error({ err: error }, 'Unexpected fault outside HTTP')
      return
    }
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const refusal = asRefusal(error)
    if (refusal.code === 'internal' || sqlStateOf(error))
      this.logger.error({ err: error }, 'Unexpected fault')
    if (ERRORS[refusal.code].status === 403 || refusal instanceof OutOfScope)
      await this.record(refusal, request)
    if (refusal.retryAfter !== undefined) void reply.header('retry-after', Math.ceil(refusal.retryAfter))
    await reply.status(ERRORS[refusal.code].status).type('application/json').send(refusal.toWire(request.id))
  }

  private async record(refusal: Refusal, request: FastifyRequest): Promise<void> {
    const actor = principalOf(request)
    // Strangers must not be able to fill the log: what they are refused is in the request log only.
    if (!actor) return
    const path = request.routeOptions.url ?? ''
    await this.audit
      .write({
        actor,
        action: 'access.refused',
        target: `${request.method} ${path}`,
        detail: { code: refusal.code, ...(refusal instanceof OutOfScope ? { asked: refusal.target } : {}) },
      })
      .catch((error: unknown) => this.logger.error({ err: error }, 'Cannot write the audit log'))
  }
}

/** Every error as a refusal; what is not expected becomes `internal` or, when the database is away, `unavailable`. */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (isDatabaseAway(error)) return new Refusal('unavailable')
  if (DATA_EXCEPTION.test(sqlStateOf(error))) return new Refusal('request.invalid')
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number })?.statusCode
  const code = CODE_OF_STATUS[status ?? 500]
  return new Refusal(code ?? 'internal')
}

/** A value of the right shape that a column cannot hold: a NUL in text, the year 0, an integer of 60 bits. */
const DATA_EXCEPTION = /^22/
const CONNECTION_LOST =
  /^(08|57P0)|^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTFOUND|ETIMEDOUT|EPIPE|ERR_STREAM_(DESTROYED|WRITE_AFTER_END))$/

const sqlStateOf = (error: unknown): string =>
  (error as { driverError?: { code?: string } } | undefined)?.driverError?.code ?? ''

/** As pg and TypeORM say it of a connection that broke between two statements of a transaction. */
const CONNECTION_GONE =
  /Connection terminated|timeout exceeded when trying to connect|not queryable|already released|Transaction is not started|server closed the connection/i

function isDatabaseAway(error: unknown): boolean {
  const { code, message, driverError } = (error ?? {}) as {
    code?: string
    message?: string
    driverError?: { code?: string; message?: string }
  }
  return (
    CONNECTION_LOST.test(driverError?.code ?? code ?? '') ||
    CONNECTION_GONE.test(driverError?.message ?? message ?? '')
  )
}
