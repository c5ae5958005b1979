import { Inject, Injectable, type LoggerService } from '@nestjs/common'
import { pino, type Logger } from 'pino'
import type { Config } from './config.ts'
import { requestContext } from './request-context.ts'

/**
 * Levels: `info` one line per request and per lifecycle transition; `warn` something is wrong and was survived;
 * `error` a fault to look at, with its stack; `debug` everything else.
 */
export const createLogger = (config: Pick<Config, 'logLevel' | 'replica'>, process: string): Logger =>
  pino({
    level: config.logLevel,
    base: { process, replica: config.replica },
    mixin: () => {
      const { requestId, lessonId } = requestContext.getStore() ?? {}
      return { ...(requestId ? { requestId } : {}), ...(lessonId ? { lessonId } : {}) }
    },
    redact: ['password', '*.password', 'token', '*.token', 'ticket', '*.ticket', 'headers.cookie'],
    timestamp: pino.stdTimeFunctions.isoTime,
  })

export const LOGGER = Symbol('logger')
/** Injects the process's pino logger. */
export const InjectLogger = () => Inject(LOGGER)
export type { Logger } from 'pino'

/** Nest's own lines through pino; its start-up chatter is debug. */
@Injectable()
export class NestLogger implements LoggerService {
  constructor(@InjectLogger() private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]) {
    this.logger.debug({ nest: rest.at(-1) }, String(message))
  }
  debug(message: unknown) {
    this.logger.trace(String(message))
  }
  verbose(message: unknown) {
    this.logger.trace(String(message))
  }
  warn(message: unknown) {
    this.logger.warn(String(message))
  }
  error(message: unknown, ...rest: unknown[]) {
    this.logger.error(
      { err: message instanceof Error ? message : undefined, stack: rest[0] },
      String(message),
    )
  }
  fatal(message: unknown) {
    this.logger.fatal(String(message))
  }
}
