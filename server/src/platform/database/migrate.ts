import type { DataSource } from 'typeorm'

const LOCK = 72_114_001

export class NewerDatabaseError extends Error {
  constructor(names: readonly string[]) {
    super(
      `The database was made by a newer version of Tongke (it knows ${names.join(', ')}). Install that version or restore a backup.`,
    )
    this.name = 'NewerDatabaseError'
  }
}

/**
 * Applies what is missing, one replica at a time. Answers the names applied.
 * @throws NewerDatabaseError when the database has migrations this version does not know
 */
export async function migrate(source: DataSource): Promise<string[]> {
  const guard = source.createQueryRunner()
  await guard.query('select pg_advisory_lock($1)', [LOCK])
  try {
    await refuseNewer(source)
    const applied = await source.runMigrations()
    return applied.map((migration) => migration.name)
  } finally {
    await guard.query('select pg_advisory_unlock($1)', [LOCK])
    await guard.release()
  }
}

async function refuseNewer(source: DataSource): Promise<void> {
  const known = new Set(source.migrations.map((migration) => migration.name ?? migration.constructor.name))
  const table = (await source.query(`select to_regclass('schema_migration') as name`)) as {
    name: string | null
  }[]
  if (!table[0]?.name) return
  const applied = (await source.query('select name from schema_migration order by id')) as { name: string }[]
  const unknown = applied.map(({ name }) => name).filter((name) => !known.has(name))
  if (unknown.length > 0) throw new NewerDatabaseError(unknown)
}
