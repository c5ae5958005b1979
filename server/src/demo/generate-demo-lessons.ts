import { NestFactory } from '@nestjs/core'
import { JobsModule } from '../jobs.module.ts'
import { LessonGeneration } from '../lessons/generation/lesson-generation.ts'
import type { Config } from '../platform/config.ts'
import { NestLogger, type Logger } from '../platform/logger.ts'

/** Lessons of today and the days to come as every county gets them: from its timetable, by the nightly run. */
export async function generateDemoLessons(config: Config, logger: Logger): Promise<void> {
  const context = await NestFactory.createApplicationContext(JobsModule.forRoot(config, logger), {
    logger: new NestLogger(logger),
    abortOnError: false,
  })
  try {
    await context.get(LessonGeneration, { strict: false }).runAll()
  } finally {
    await context.close()
  }
}
