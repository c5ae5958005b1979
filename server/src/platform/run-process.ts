import type { INestApplicationContext } from '@nestjs/common'
import { Config, ConfigError } from './config.ts'
import { createLogger, type Logger } from './logger.ts'

const SHUTDOWN_LIMIT_MS = 2_800

/**
 * The shape of every process: read the environment once, start, stop on a signal within 3 s.
 * Exit code 1 with one plain sentence when it cannot start.
 */
export async function runProcess(
  name: string,
  start: (config: Config, logger: Logger) => Promise<INestApplicationContext | void>,
): Promise<void> {
  const config = readConfig()
  const logger = createLogger(config, name)
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'Unhandled rejection'))
  try {
    const app = await start(config, logger)
    if (app) stopOnSignal(app, logger)
  } catch (error) {
    logger.fatal({ err: error }, `Cannot start: ${(error as Error).message}`)
    process.exit(1)
  }
}

function readConfig(): Config {
  try {
    return Config.parse(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

function stopOnSignal(app: INestApplicationContext, logger: Logger) {
  const stop = (signal: string) => {
    logger.info({ signal }, 'stopping')
    setTimeout(() => process.exit(0), SHUTDOWN_LIMIT_MS).unref()
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'Fault while stopping')
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', () => stop('SIGTERM'))
  process.once('SIGINT', () => stop('SIGINT'))
}
