import type { AgendaItem, LessonEventBody } from '@tongke/contract'

/** What an item of the agenda took: every stretch in which it was on, ms by the server's clock. */
export interface AgendaTime {
  readonly title: string
  /** Planned. */
  readonly minutes: number
  readonly stretches: readonly { readonly from: number; readonly to: number }[]
}

/**
 * When each item of a held meeting was really on. The first one is on from the start; an item may come up again; the last one
 * that was on ends with the meeting. An agenda that changed meanwhile counts as it is at the end, place by place.
 */
export function agendaTimes(
  agenda: readonly AgendaItem[],
  events: readonly { readonly at: number; readonly body: LessonEventBody }[],
  { startedAt, endedAt }: { readonly startedAt: number; readonly endedAt: number },
): AgendaTime[] {
  const turns = [
    { at: startedAt, index: 0 },
    ...events.flatMap(({ at, body }) => (body.kind === 'item_reached' ? [{ at, index: body.index }] : [])),
  ]
  const stretches = turns.flatMap(({ at, index }, turn) => {
    const from = Math.max(at, startedAt)
    const to = Math.min(turns[turn + 1]?.at ?? endedAt, endedAt)
    return to > from ? [{ index, from, to }] : []
  })
  return agenda.map(({ title, minutes }, item) => ({
    title,
    minutes,
    stretches: stretches.filter(({ index }) => index === item).map(({ from, to }) => ({ from, to })),
  }))
}
