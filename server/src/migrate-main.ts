import 'reflect-metadata'
import { DATABASE_PARTS } from './database-parts.ts'
import { createDataSource } from './platform/database/data-source.ts'
import { migrate } from './platform/database/migrate.ts'
import { runProcess } from './platform/run-process.ts'

await runProcess('migrate', async (config, logger) => {
  const source = await createDataSource(config, DATABASE_PARTS).initialize()
  try {
    const applied = await migrate(source)
    logger.info({ applied }, applied.length > 0 ? 'database migrated' : 'database is up to date')
  } finally {
    await source.destroy()
  }
})
