import type { Evidence } from '@tongke/contract'
import { useTranslation } from 'react-i18next'
import { FACETS, facetsOf, type Filter } from './lanes.rules.ts'

const toggled = <T,>(set: ReadonlySet<T>, value: T): ReadonlySet<T> => {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}

interface Props {
  evidence: Evidence
  filter: Filter
  onFilter: (filter: Filter) => void
  by: 'person' | 'facet'
  onBy: (by: 'person' | 'facet') => void
}

/** Whose marks, and which of them. */
export function FilterBar({ evidence, filter, onFilter, by, onBy }: Props) {
  const { t } = useTranslation('observation')
  const there = new Set(evidence.marks.flatMap((mark) => [...facetsOf(mark)]))
  return (
    <div className="filter">
      <div className="filter-by" role="group" aria-label={t('filter.by')}>
        {(['person', 'facet'] as const).map((one) => (
          <button key={one} type="button" aria-pressed={by === one} onClick={() => onBy(one)}>
            {t(`filter.${one}`)}
          </button>
        ))}
      </div>
      <div className="filter-chips" role="group" aria-label={t('filter.people')}>
        {evidence.sheets.map(({ id, observerName }) => (
          <button
            key={id}
            type="button"
            aria-pressed={!filter.sheets.has(id)}
            onClick={() => onFilter({ ...filter, sheets: toggled(filter.sheets, id) })}
          >
            {observerName}
          </button>
        ))}
      </div>
      <div className="filter-chips" role="group" aria-label={t('filter.tags')}>
        {FACETS.filter((facet) => there.has(facet)).map((facet) => (
          <button
            key={facet}
            type="button"
            data-facet={facet}
            aria-pressed={!filter.facets.has(facet)}
            onClick={() => onFilter({ ...filter, facets: toggled(filter.facets, facet) })}
          >
            {t(`facet.${facet}`)}
          </button>
        ))}
      </div>
    </div>
  )
}
