import type { MediaConnection } from '../media-connections.rules.ts'

export interface PersonInterval {
  personId: string
  /** ms by the server's clock */
  from: number
  to: number
}

interface Span {
  chairId: string
  /** Start of the meeting, ms; null when it never was live. */
  startedAt: number | null
  endedAt: number | null
  now: number
}

const personOf = (identity: string, chairId: string): string | null => {
  if (identity === 'lecturer') return chairId
  return identity.startsWith('member:') ? identity.slice('member:'.length) : null
}

/** Who was in the room when, between start and end of the meeting; connections of one person that overlap count once. */
export function intervalsOf(
  connections: readonly MediaConnection[],
  { chairId, startedAt, endedAt, now }: Span,
): PersonInterval[] {
  if (startedAt === null) return []
  const end = endedAt ?? now
  const merged: PersonInterval[] = []
  for (const { identity, joinedAt, leftAt } of connections.toSorted((a, b) => a.joinedAt - b.joinedAt)) {
    const personId = personOf(identity, chairId)
    const from = Math.max(joinedAt, startedAt)
    const to = Math.min(leftAt ?? end, end)
    if (personId === null || to <= from) continue
    const last = merged.findLast((one) => one.personId === personId)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ personId, from, to })
  }
  return merged
}
