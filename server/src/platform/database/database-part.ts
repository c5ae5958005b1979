import type { MigrationInterface } from 'typeorm'

type Class<T> = new (...args: never[]) => T

/** What a module brings to the database. All parts are listed once in `server/src/database-parts.ts`. */
export interface DatabasePart {
  readonly entities: readonly Class<object>[]
  readonly migrations: readonly Class<MigrationInterface>[]
}
