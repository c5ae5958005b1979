import type { LessonStatus, MasterLesson, ObserverPresence } from '@tongke/contract'
import { reachesAnything, scopeIn, type Rights } from '../../people/access.rules.ts'
import type { Principal } from '../../people/principal.ts'
import { legLedger, type LedgerSpan } from '../leg-ledger.rules.ts'
import type { MediaConnection } from '../media-connections.rules.ts'
import { LESSON_POLICY_DEFAULTS } from '../lesson-policy.rules.ts'

/** Who may come and watch: everybody who teaches or leads teaching. Devices and pupils have no row. */
export const OBSERVING_RIGHTS: Rights<'join'> = {
  teacher: { join: 'county' },
  head: { join: 'county' },
  coordinator: { join: 'county' },
  researcher: { join: 'county' },
  trainer: { join: 'county' },
  officer: { join: 'county' },
  inspector: { join: 'county' },
  administrator: {},
}

export const mayJoinLessons = (viewer: Principal): boolean =>
  reachesAnything(scopeIn(OBSERVING_RIGHTS, viewer, 'join'))

const COMES: readonly LessonStatus[] = ['SCHEDULED', 'PREPARED', 'CHECKED', 'WAITING', 'LIVE', 'INTERRUPTED']
export const isComing = (status: LessonStatus): boolean => COMES.includes(status)

/** What keeps somebody from a place. Who has one keeps it. */
export function hindranceOf(lesson: {
  status: LessonStatus
  taken: number
  places: number
  mine: boolean
  hasOtherPart: boolean
}): MasterLesson['hindrance'] {
  if (lesson.hasOtherPart) return 'part'
  if (!isComing(lesson.status)) return 'over'
  return !lesson.mine && lesson.taken >= lesson.places ? 'full' : null
}

/**
 * The moment a note was begun: now less its age, but not before the room could be entered. The device's stopwatch only says how
 * long ago; a wrong one can move a note within the lesson and nowhere else.
 */
export const noteMoment = (now: number, ageMs: number, earliest: number): number =>
  Math.min(now, Math.max(earliest, now - ageMs))

interface Seen {
  readonly kind: 'observer_arrived' | 'observer_left'
  readonly id: string
  readonly at: number
}

interface Visitor {
  readonly id: string
  readonly name: string
  readonly orgName: string
  readonly hidden: boolean
}

/** From arrivals and departures in order to stretches; who never left was there to the end. */
function stretchesOf(seen: readonly Seen[], id: string): MediaConnection[] {
  const stretches: MediaConnection[] = []
  for (const { kind, at } of seen.filter((one) => one.id === id)) {
    const last = stretches.at(-1)
    const isOpen = last !== undefined && last.leftAt === null
    if (kind === 'observer_arrived' && !isOpen)
      stretches.push({ key: `${id}/${at}`, identity: id, joinedAt: at, leftAt: null, modes: [] })
    if (kind === 'observer_left' && isOpen) last.leftAt = at
  }
  return stretches
}

const minutesOf = (stretches: readonly MediaConnection[], span: LedgerSpan): number =>
  legLedger(stretches, span, false, LESSON_POLICY_DEFAULTS).onlineMinutes

/** How long each visitor was there and watched, inside the lesson; overlapping connections count once. */
export function presenceOf(
  visitors: readonly Visitor[],
  seen: readonly Seen[],
  media: readonly MediaConnection[],
  span: LedgerSpan,
): ObserverPresence[] {
  return visitors.map((visitor) => {
    const stretches = stretchesOf(seen, visitor.id)
    const watched = media.filter(({ identity }) => identity === `observer:${visitor.id}`)
    return {
      ...visitor,
      arrivedAt: stretches[0]?.joinedAt ?? null,
      presentMinutes: minutesOf(stretches, span),
      watchedMinutes: minutesOf(watched, span),
    }
  })
}
