import type { ClassProgress, CourseFigures, Learnt } from '@tongke/contract'

/** What is known of one item and one class. */
export interface ItemFact {
  readonly itemId: string
  readonly unitId: string
  /** Share of what can be watched that the class's room was shown, 0 to 1; null: nothing in it runs. */
  readonly share: number | null
  readonly watchedOn: string | null
  /** Day of the live lesson in which the class had a FULL or PARTIAL leg. */
  readonly attendedOn: string | null
  readonly taughtOn: string | null
  readonly markedBy: string | null
}

/** The strongest evidence first: the ledger of the lesson, then the room's watching, then a teacher's word. */
function learntOf(fact: ItemFact, watchedPercent: number): { done: Learnt | null; on: string | null } {
  if (fact.attendedOn !== null) return { done: 'attended', on: fact.attendedOn }
  if (fact.share !== null && 100 * fact.share >= watchedPercent)
    return { done: 'watched', on: fact.watchedOn }
  if (fact.taughtOn !== null) return { done: 'taught', on: fact.taughtOn }
  return { done: null, on: null }
}

type Progress = Pick<ClassProgress, 'units' | 'unitsDone' | 'itemsDone' | 'items'>

/** A unit is done with all that is in it; an empty one never. */
export function progressOf(
  unitIds: readonly string[],
  facts: readonly ItemFact[],
  watchedPercent: number,
): Progress {
  const items = facts.map((fact) => ({
    itemId: fact.itemId,
    ...learntOf(fact, watchedPercent),
    percent: fact.share === null ? null : Math.floor(100 * Math.min(1, fact.share)),
    markedBy: fact.markedBy,
  }))
  const done = new Set(items.filter((item) => item.done !== null).map(({ itemId }) => itemId))
  const isDone = (unitId: string) => {
    const own = facts.filter((fact) => fact.unitId === unitId)
    return own.length > 0 && own.every(({ itemId }) => done.has(itemId))
  }
  return { units: unitIds.length, unitsDone: unitIds.filter(isDone).length, itemsDone: done.size, items }
}

/** Indicators of the classes of a course, domain §4.6. */
export function figuresOf(
  classes: readonly Pick<ClassProgress, 'isRural' | 'unitsDone'>[],
  questions: Omit<CourseFigures, 'classes' | 'ruralClasses' | 'unitsPerClass'>,
): CourseFigures {
  const units = classes.reduce((sum, { unitsDone }) => sum + unitsDone, 0)
  return {
    classes: classes.length,
    ruralClasses: classes.filter(({ isRural }) => isRural).length,
    unitsPerClass: classes.length === 0 ? null : Math.round((10 * units) / classes.length) / 10,
    ...questions,
  }
}

interface TaughtDay {
  readonly on: string
  /** Calendar day of the county. */
  readonly today: string
  /** Of the class; it begins on 1 September. */
  readonly schoolYear: number
  /** Of a lesson: the day it ended on; `unheld` when it has not. Null for a resource. */
  readonly lesson: { readonly heldOn: string } | 'unheld' | null
}

/** Not in the future, not before the class was one, and a lesson not before it was held. */
export const mayBeTaughtOn = ({ on, today, schoolYear, lesson }: TaughtDay): boolean =>
  on <= today &&
  on >= `${schoolYear}-09-01` &&
  lesson !== 'unheld' &&
  (lesson === null || on >= lesson.heldOn)
