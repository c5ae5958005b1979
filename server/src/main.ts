import 'reflect-metadata'
import { runProcess } from './platform/run-process.ts'
import { createServer } from './server.ts'

await runProcess('server', async (config, logger) => {
  const app = await createServer(config, logger)
  await app.listen(config.port, config.host)
  logger.info({ url: await app.getUrl() }, 'listening')
  return app
})
