import type pg from 'pg'

/** Whether a statement in the client's database waits for a lock that somebody else holds. */
export async function isWaiting(client: pg.Client): Promise<boolean> {
  // What another session does is seen from outside a transaction's own snapshot of the statistics only after this.
  await client.query('select pg_stat_clear_snapshot()')
  const { rowCount } = await client.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  )
  return (rowCount ?? 0) > 0
}
