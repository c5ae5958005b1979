import { NestFactory } from '@nestjs/core'
import { getMe, listLessons, MEDIA_PIECES_PATH, MY_DAY, OAI_PATH } from '@tongke/contract'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { AppModule } from './app.module.ts'
import { TusDoor } from './library/uploads/tus-door.ts'
import { isSignedIn } from './people/cookies.ts'
import type { Config } from './platform/config.ts'
import { HealthRegistry } from './platform/health/health.ts'
import { installDocs } from './platform/http/docs-page.ts'
import { acceptForms, acceptStream, createFastifyAdapter, installHttp } from './platform/http/fastify-app.ts'
import { installWebPages } from './platform/http/web-pages.ts'
import { NestLogger, type Logger } from './platform/logger.ts'
import { Metrics } from './platform/metrics/metrics.ts'

const myDay = new URLSearchParams({ ...MY_DAY, pageSize: String(MY_DAY.pageSize) })
const HOME_PRELOADS = [getMe.path, `${listLessons.path}?${myDay}`]

/** The server process, wired but not listening yet. */
export async function createServer(config: Config, logger: Logger): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(config, logger),
    createFastifyAdapter(config),
    { logger: new NestLogger(logger), bodyParser: false, abortOnError: false },
  )
  const fastify = app.getHttpAdapter().getInstance()
  await installHttp(fastify, config, logger)
  acceptForms(fastify, OAI_PATH)
  acceptStream(fastify, 'video/webm', MEDIA_PIECES_PATH)
  app.get(Metrics).install(fastify)
  installDocs(fastify, app.get(HealthRegistry).live().version)
  await installWebPages(fastify, config, logger, (request) => (isSignedIn(request) ? HOME_PRELOADS : []))
  await app.init()
  // After `init`, which sets the error handler that routes take along when they are made.
  app.get(TusDoor).install(fastify)
  return app
}
