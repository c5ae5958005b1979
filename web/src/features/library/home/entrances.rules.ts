import type { LibraryProfile, ResourceCard, Subject } from '@tongke/contract'

const GRADES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

interface Counted {
  readonly subject: Subject
  readonly count: number
}

export interface Entrance<T> {
  readonly of: T
  /** One teaches it. */
  readonly isMine: boolean
}

/** Subjects that have something, those one teaches first, then the fullest. */
export function subjectsInOrder(
  subjects: readonly Counted[],
  profile: LibraryProfile | undefined,
): Entrance<Counted>[] {
  const mine = new Set(profile?.subjects)
  return subjects
    .map((one) => ({ of: one, isMine: mine.has(one.subject) }))
    .toSorted((a, b) => Number(b.isMine) - Number(a.isMine) || b.of.count - a.of.count)
}

/** All grades, those one teaches first. */
export function gradesInOrder(profile: LibraryProfile | undefined): Entrance<number>[] {
  const mine = new Set<number>(profile?.grades)
  return GRADES.map((grade) => ({ of: grade, isMine: mine.has(grade) })).toSorted(
    (a, b) => Number(b.isMine) - Number(a.isMine),
  )
}

/** What can be watched at once before what is read, otherwise in the order it came. */
export const watchableFirst = <T extends Pick<ResourceCard, 'durationMs' | 'poster'>>(
  cards: readonly T[],
): T[] => cards.toSorted((a, b) => Number(isVideo(b)) - Number(isVideo(a)))

/** Sound has a duration too, but no picture. */
const isVideo = ({ durationMs, poster }: Pick<ResourceCard, 'durationMs' | 'poster'>): boolean =>
  durationMs !== null && poster !== null
