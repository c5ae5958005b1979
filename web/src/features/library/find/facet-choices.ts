import {
  DurationBand,
  Licence,
  ResourceType,
  Stage,
  SUBJECTS,
  type Facets,
  type FindQuery,
} from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import type { Filter } from './library-query.ts'

export type Facet = Exclude<Filter, 'node'>

export interface Choice {
  readonly value: string
  readonly words: string
  readonly count: number
}

const ORDER = {
  stage: Stage.options,
  grade: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
  subject: Object.keys(SUBJECTS),
  type: ResourceType.options,
  duration: DurationBand.options,
  licence: Licence.options,
} as const satisfies Record<string, readonly string[]>

export const FACETS: readonly Facet[] = [
  'type',
  'grade',
  'subject',
  'edition',
  'duration',
  'stage',
  'licence',
  'org',
]

/** A choice as the query holds it. */
export const valueOf = (facet: Facet, value: string): Partial<FindQuery> => ({
  [facet]: facet === 'grade' ? Number(value) : value,
})

export function useChoiceWords(): (facet: Facet, value: string) => string {
  const { t } = useTranslation('find')
  const { t: common } = useTranslation()
  return (facet, value) => {
    if (facet === 'grade') return common(`grade.${value as '1'}`)
    if (facet === 'subject') return common(`subject.${value as 'music'}`)
    if (facet === 'stage') return common(`stage.${value as Stage}`)
    if (facet === 'type') return t(`type.${value as ResourceType}`)
    if (facet === 'duration') return t(`duration.${value as DurationBand}`)
    if (facet === 'licence') return t(`licence.${value as Licence}`)
    return t(`facet.${facet}`)
  }
}

/** What can be chosen in each facet, with how many there would be; what was chosen is there even when nothing is. */
export function useChoices(facets: Facets | undefined, query: FindQuery) {
  const words = useChoiceWords()
  return (facet: Facet): Choice[] => {
    const chosen = query[facet] === undefined ? undefined : String(query[facet])
    if (facet === 'edition' || facet === 'org') {
      const named = (facets?.[facet] ?? []).map(({ id, name, count }) => ({ value: id, words: name, count }))
      const missing = chosen !== undefined && !named.some(({ value }) => value === chosen)
      return missing ? [...named, { value: chosen, words: words(facet, chosen), count: 0 }] : named
    }
    const counts: Record<string, number> = facets?.[facet] ?? {}
    return ORDER[facet]
      .map((value) => ({ value, words: words(facet, value), count: counts[value] ?? 0 }))
      .filter(({ value, count }) => count > 0 || value === chosen)
  }
}
