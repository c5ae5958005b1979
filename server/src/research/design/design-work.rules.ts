import type { SectionWork } from '@tongke/contract'
import type { Section, Work } from './design-doc.rules.ts'

/** One saved edit: by whom, and what it did. */
export interface DoneWork {
  readonly personId: string
  readonly work: Work
}

export interface PersonWork {
  readonly personId: string
  readonly inserted: number
  readonly removed: number
  readonly edits: number
}

const SECTIONS: readonly Section[] = ['goals', 'pupils', 'keyPoints', 'steps', 'board', 'homework']

const sum = (work: Work) =>
  Object.values(work).reduce(
    (total, { inserted, removed }) => ({
      inserted: total.inserted + inserted,
      removed: total.removed + removed,
    }),
    { inserted: 0, removed: 0 },
  )

/** What each person did altogether, who wrote most first. */
export function workOfPeople(done: readonly DoneWork[]): PersonWork[] {
  const people = new Map<string, PersonWork>()
  for (const { personId, work } of done) {
    const { inserted, removed } = sum(work)
    const before = people.get(personId) ?? { personId, inserted: 0, removed: 0, edits: 0 }
    people.set(personId, {
      personId,
      inserted: before.inserted + inserted,
      removed: before.removed + removed,
      edits: before.edits + 1,
    })
  }
  return [...people.values()].sort(
    (a, b) => b.inserted - a.inserted || b.edits - a.edits || (a.personId < b.personId ? -1 : 1),
  )
}

/** What was done to each section and by whom, in the order of the design; sections nobody touched are left out. */
export function workOfSections(
  done: readonly DoneWork[],
  nameOf: (personId: string) => string,
): SectionWork[] {
  return SECTIONS.flatMap((section) => {
    const touched = done.filter(({ work }) => work[section])
    if (touched.length === 0) return []
    const inserted = touched.reduce((total, { work }) => total + (work[section]?.inserted ?? 0), 0)
    const removed = touched.reduce((total, { work }) => total + (work[section]?.removed ?? 0), 0)
    const people = [...new Set(touched.map(({ personId }) => nameOf(personId)))]
    return [{ section, inserted, removed, people }]
  })
}
