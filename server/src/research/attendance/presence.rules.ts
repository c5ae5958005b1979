import type { LessonEventBody } from '@tongke/contract'

/** Half-open stretch of time, ms by the server's clock. */
export interface Interval {
  readonly from: number
  readonly to: number
}

/** What the log of a lesson tells of somebody's coming and going. */
export interface PresenceEvent {
  readonly at: number
  readonly body: LessonEventBody
}

/** Sorted, without empty ones, without overlap: what overlaps or touches is one. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: { from: number; to: number }[] = []
  for (const { from, to } of intervals
    .filter((one) => one.to > one.from)
    .toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = merged.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/** Sum of the lengths of what `mergeIntervals` gave, ms. */
export const lengthOf = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, { from, to }) => sum + to - from, 0)

/** The parts of them inside any of the windows. */
export const within = (intervals: readonly Interval[], windows: readonly Interval[]): Interval[] =>
  mergeIntervals(
    intervals.flatMap((one) =>
      mergeIntervals(windows).map((window) => ({
        from: Math.max(one.from, window.from),
        to: Math.min(one.to, window.to),
      })),
    ),
  )

type Move = { readonly key: string; readonly personId: string | null; readonly comes: boolean }

/** Assistants leave by their class and not by name, so that a place is kept per class. */
function moveOf(body: LessonEventBody, lecturerId: string): Move | null {
  switch (body.kind) {
    case 'lecturer_online':
      return { key: 'lecturer', personId: lecturerId, comes: true }
    case 'lecturer_lost':
      return { key: 'lecturer', personId: null, comes: false }
    case 'member_online':
      return { key: `member:${body.personId}`, personId: body.personId, comes: true }
    case 'member_offline':
      return { key: `member:${body.personId}`, personId: null, comes: false }
    case 'assistant_arrived':
      return { key: `leg:${body.legId}`, personId: body.personId, comes: true }
    case 'assistant_left':
      return { key: `leg:${body.legId}`, personId: null, comes: false }
    case 'observer_arrived':
      return { key: `observer:${body.id}`, personId: body.id, comes: true }
    case 'observer_left':
      return { key: `observer:${body.id}`, personId: null, comes: false }
    default:
      return null
  }
}

/**
 * Who was in a lesson or a meeting when, by its log: lecturer or chair, members, assistants, observers. Somebody in two
 * places at once counts once; whoever comes twice without having left has been there all the time; whoever never left was
 * there until `end`. Moves out of order do not happen: the log has an order.
 */
export function presencesOf(
  events: readonly PresenceEvent[],
  lecturerId: string,
  end: number,
): ReadonlyMap<string, readonly Interval[]> {
  const open = new Map<string, { personId: string; from: number }>()
  const all = new Map<string, Interval[]>()
  const close = (key: string, to: number) => {
    const place = open.get(key)
    if (!place) return
    open.delete(key)
    all.set(place.personId, [...(all.get(place.personId) ?? []), { from: place.from, to }])
  }
  for (const { at, body } of events) {
    const move = moveOf(body, lecturerId)
    if (!move) continue
    const place = open.get(move.key)
    if (move.comes && place && place.personId === move.personId) continue
    close(move.key, at)
    if (move.comes && move.personId) open.set(move.key, { personId: move.personId, from: at })
  }
  for (const key of open.keys()) close(key, end)
  return new Map([...all].map(([personId, intervals]) => [personId, mergeIntervals(intervals)]))
}
