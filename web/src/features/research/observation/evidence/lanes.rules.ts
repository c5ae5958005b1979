import {
  foldActivities,
  type ActivitySpan,
  type Evidence,
  type EvidenceMark,
  type NoteTag,
} from '@tongke/contract'

/** What marks are told apart by, beside who made them. */
export const FACETS = [
  'highlight',
  'question',
  'idea',
  'interaction',
  'pace',
  'follow_up',
  'untagged',
  'count',
  'wait',
  'activity',
] as const
export type Facet = (typeof FACETS)[number]

/** A note with two tags is in both of their lanes. */
export function facetsOf({ body }: Pick<EvidenceMark, 'body'>): readonly Facet[] {
  if (body.kind !== 'note') return [body.kind]
  return body.tags.length === 0 ? ['untagged'] : (body.tags satisfies NoteTag[])
}

export interface Filter {
  /** Sheets and facets that are left out. */
  readonly sheets: ReadonlySet<string>
  readonly facets: ReadonlySet<Facet>
}

export const shownMarks = (marks: readonly EvidenceMark[], { sheets, facets }: Filter): EvidenceMark[] =>
  marks
    .filter((mark) => !sheets.has(mark.sheetId) && facetsOf(mark).some((facet) => !facets.has(facet)))
    .toSorted((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1))

export interface Lane {
  readonly key: string
  readonly marks: readonly EvidenceMark[]
  readonly bands: readonly ActivitySpan[]
}

const bandsOf = (marks: readonly EvidenceMark[], durationMs: number): ActivitySpan[] =>
  foldActivities(
    marks.flatMap(({ place, body }) =>
      body.kind === 'activity' ? [{ at: place, activity: body.activity }] : [],
    ),
    durationMs,
  )

/** One lane for each observer, in the order they handed in. */
export const lanesByPerson = (
  { sheets, durationMs }: Pick<Evidence, 'sheets' | 'durationMs'>,
  marks: readonly EvidenceMark[],
): Lane[] =>
  sheets.flatMap(({ id }) => {
    const own = marks.filter(({ sheetId }) => sheetId === id)
    return own.length === 0 ? [] : [{ key: id, marks: own, bands: bandsOf(own, durationMs) }]
  })

/** One lane for each tag or kind; activities of several observers stay apart, so they are no lane here. */
export const lanesByFacet = (marks: readonly EvidenceMark[]): Lane[] =>
  FACETS.flatMap((facet) => {
    const own = facet === 'activity' ? [] : marks.filter((mark) => facetsOf(mark).includes(facet))
    return own.length === 0 ? [] : [{ key: facet, marks: own, bands: [] }]
  })

/** Minutes at which a scale of so many is labelled: at most eight of them. */
export function gridOf(durationMs: number): number[] {
  const minutes = durationMs / 60_000
  const step = [0.5, 1, 2, 5, 10, 15, 30].find((one) => minutes / one <= 8) ?? 60
  return Array.from({ length: Math.floor(minutes / step) + 1 }, (_, index) => index * step * 60_000)
}
