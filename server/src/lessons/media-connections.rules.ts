import type { LegMode } from '@tongke/contract'

/** One row of `media_event`, as a media node reported it. */
export interface MediaFact {
  bootId: string
  connectionId: string
  identity: string
  sequence: number
  at: number
  kind: 'joined' | 'left' | 'mode'
  mode: LegMode | null
}

/** When each run of a node ended, ms; null while it goes on. A run nobody knows has ended at once. */
export type BootEnds = ReadonlyMap<string, number | null>

export interface MediaConnection {
  key: string
  identity: string
  joinedAt: number
  /** Null while it is open. */
  leftAt: number | null
  modes: { at: number; mode: LegMode }[]
}

const earliest = (facts: readonly MediaFact[], kind: MediaFact['kind']): number | null =>
  facts.reduce<number | null>(
    (best, fact) => (fact.kind === kind && (best === null || fact.at < best) ? fact.at : best),
    null,
  )

/** A node that died took its connections along: they ended at its last heartbeat at the latest. */
const endOf = (facts: readonly MediaFact[], bootEnd: number | null): number | null => {
  const left = earliest(facts, 'left')
  if (bootEnd === null) return left
  return left === null ? bootEnd : Math.min(left, bootEnd)
}

function modesOf(facts: readonly MediaFact[]): MediaConnection['modes'] {
  const bySequence = new Map<number, { at: number; mode: LegMode }>()
  for (const fact of facts)
    if (fact.mode !== null) bySequence.set(fact.sequence, { at: fact.at, mode: fact.mode })
  return [...bySequence.entries()].sort(([a], [b]) => a - b).map(([, mode]) => mode)
}

/**
 * The connections behind a heap of media-node events in any order and with any number of duplicates. What happened
 * within one connection is ordered by its sequence; a connection whose `joined` is not here yet does not count.
 */
export function connectionsOf(facts: readonly MediaFact[], boots: BootEnds): MediaConnection[] {
  const groups = Map.groupBy(facts, (fact) => `${fact.bootId}/${fact.connectionId}`)
  const connections: MediaConnection[] = []
  for (const [key, group] of groups) {
    const joinedAt = earliest(group, 'joined')
    const first = group[0]
    if (joinedAt === null || !first) continue
    const end = endOf(group, boots.has(first.bootId) ? (boots.get(first.bootId) ?? null) : joinedAt)
    const leftAt = end === null ? null : Math.max(end, joinedAt)
    connections.push({ key, identity: first.identity, joinedAt, leftAt, modes: modesOf(group) })
  }
  return connections.sort((a, b) => a.joinedAt - b.joinedAt || (a.key < b.key ? -1 : 1))
}

/** Identities that are connected now with the mode of their newest connection. */
export function connectedNow(connections: readonly MediaConnection[]): Map<string, LegMode> {
  const open = connections.filter((connection) => connection.leftAt === null)
  return new Map(open.map((connection) => [connection.identity, connection.modes.at(-1)?.mode ?? 'full']))
}
