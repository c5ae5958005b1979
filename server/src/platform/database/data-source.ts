import pg from 'pg'
import { DataSource } from 'typeorm'
import type { Config } from '../config.ts'
import type { DatabasePart } from './database-part.ts'

const DATE = 1082
const INT8 = 20
// A calendar day is not an instant: the driver would shift it by the machine's zone. Counts fit a double.
pg.types.setTypeParser(DATE, (value) => value)
pg.types.setTypeParser(INT8, Number)

export const createDataSource = (
  config: Pick<Config, 'databaseUrl' | 'databasePoolSize'>,
  parts: readonly DatabasePart[],
): DataSource =>
  new DataSource({
    type: 'postgres',
    url: config.databaseUrl,
    poolSize: config.databasePoolSize,
    entities: parts.flatMap((part) => [...part.entities]),
    migrations: parts.flatMap((part) => [...part.migrations]),
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    applicationName: 'tongke',
    connectTimeoutMS: 5_000,
    extra: { idle_in_transaction_session_timeout: 30_000, statement_timeout: 30_000, keepAlive: true },
  })
