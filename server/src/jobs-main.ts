import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { constants, setPriority } from 'node:os'
import { JobsModule } from './jobs.module.ts'
import { JobSchedule } from './platform/jobs/job-schedule.ts'
import { NestLogger } from './platform/logger.ts'
import { runProcess } from './platform/run-process.ts'

// Lessons come first: films and renditions, and the tools that make them, take what lessons on this machine leave.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

await runProcess('jobs', async (config, logger) => {
  const context = await NestFactory.createApplicationContext(JobsModule.forRoot(config, logger), {
    logger: new NestLogger(logger),
    abortOnError: false,
  })
  await context.get(JobSchedule).start()
  logger.info('at work')
  return context
})
