import type { Bell, BellSeason, BellTableInput, SchoolBells } from '@tongke/contract'

export interface TableDraft {
  readonly season: BellSeason
  readonly from: string | null
  readonly to: string | null
  readonly bells: readonly Bell[]
}

const FIRST = 8 * 60 + 20
const LESSON = 40
const BREAK = 10

/** What a school without any bells begins with. */
const FRESH: readonly Bell[] = [0, 1, 2, 3].map((index) => ({
  period: index + 1,
  kind: 'lesson',
  startsAt: FIRST + index * (LESSON + BREAK),
  endsAt: FIRST + index * (LESSON + BREAK) + LESSON,
}))

/** Winter where nobody said otherwise: the heating season of the north. */
const winterOf = (schoolYear: number) => ({ from: `${schoolYear}-11-01`, to: `${schoolYear + 1}-03-31` })

/** Its own tables, or those it rings by, to begin with. */
export function draftOf({ tables }: Pick<SchoolBells, 'tables'>): TableDraft[] {
  const summer = tables.find(({ season }) => season === 'summer')
  const winter = tables.find(({ season }) => season === 'winter')
  const first: TableDraft = summer ?? { season: 'summer', from: null, to: null, bells: FRESH }
  return winter ? [first, winter] : [first]
}

export const withWinter = (draft: readonly TableDraft[], schoolYear: number): TableDraft[] => [
  ...draft.filter(({ season }) => season === 'summer'),
  { season: 'winter', ...winterOf(schoolYear), bells: draft[0]?.bells ?? FRESH },
]

export const withoutWinter = (draft: readonly TableDraft[]): TableDraft[] =>
  draft.filter(({ season }) => season === 'summer')

/** One more period after the last, as long as that one. */
export function withPeriod(bells: readonly Bell[]): Bell[] {
  const last = bells.at(-1)
  if (!last) return FRESH.slice(0, 1)
  const startsAt = last.endsAt + BREAK
  const endsAt = Math.min(startsAt + last.endsAt - last.startsAt, 1440)
  return [...bells, { period: bells.length + 1, kind: last.kind, startsAt, endsAt }]
}

export const tablesOf = (draft: readonly TableDraft[]): BellTableInput[] =>
  draft.map((table) => ({ ...table, bells: [...table.bells] }))
