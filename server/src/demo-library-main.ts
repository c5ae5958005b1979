import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { DemoLibrary } from './demo/library/demo-library.ts'
import { JobsModule } from './jobs.module.ts'
import { NestLogger } from './platform/logger.ts'
import { runProcess } from './platform/run-process.ts'

/** Exit code when some resources could not be finished; the next start goes on with them. */
const UNFINISHED = 3

/**
 * Fills the demo county's library, beside a running portal; ends when it is full.
 * `--only TITLE` makes one resource.
 */
await runProcess('demo-library', async (config, logger) => {
  const context = await NestFactory.createApplicationContext(JobsModule.forRoot(config, logger), {
    logger: new NestLogger(logger),
    abortOnError: false,
  })
  const only = process.argv.indexOf('--only')
  const library = new DemoLibrary(context, config, logger, only > 0 ? process.argv[only + 1] : undefined)
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  void library
    .fill(stop.signal)
    .then(
      (isFull) => (isFull ? 0 : UNFINISHED),
      (error: unknown) => {
        if (!stop.signal.aborted) logger.error({ err: error }, 'The demo library cannot be filled')
        return UNFINISHED
      },
    )
    .then(async (code) => {
      if (stop.signal.aborted) return
      await context.close()
      process.exit(code)
    })
  return context
})
