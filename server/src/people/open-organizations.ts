import { Refusal } from '@tongke/contract'
import type { EntityManager } from 'typeorm'

/** Something new at an organization, until its last day; null while that is open. */
export interface NewThere {
  readonly orgId: string
  readonly to: string | null
}

/**
 * Whoever adds something to organizations keeps them from being closed until the transaction ends.
 * @throws Refusal org.closed when one is closed before the last day of what is added
 */
export async function requireOpen(tx: EntityManager, added: readonly NewThere[]): Promise<void> {
  const rows = (await tx.query(
    'select id, closed_on from organization where id = any($1) order by id for share',
    [added.map(({ orgId }) => orgId)],
  )) as { id: string; closed_on: string | null }[]
  const closedOn = new Map(rows.map((row) => [row.id, row.closed_on]))
  for (const { orgId, to } of added) {
    const closing = closedOn.get(orgId)
    if (closing && (to === null || to > closing)) throw new Refusal('org.closed')
  }
}
