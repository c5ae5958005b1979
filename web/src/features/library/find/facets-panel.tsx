import { getNode, type Facets } from '@tongke/contract'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NodePicker } from '../../../components/curriculum/node-picker.tsx'
import { useEndpoint } from '../../../lib/query.ts'
import { FACETS, useChoices, valueOf, type Facet } from './facet-choices.ts'
import { FILTERS } from './library-query.ts'
import type { LibraryQuery } from './use-library-query.ts'

const SHORT = 6

interface Props {
  library: LibraryQuery
  facets: Facets | undefined
}

/** Further choices with how many results each would leave. */
export function FacetsPanel({ library, facets }: Props) {
  const { t } = useTranslation('find')
  const choices = useChoices(facets, library.query)
  const { subject, grade, node } = library.query
  return (
    <div className="facets">
      <div className="facet">
        <h3>{t('facet.node')}</h3>
        <NodePicker
          value={node ?? null}
          subject={subject}
          grade={grade}
          placeholder={t('facet.chooseNode')}
          aria-label={t('facet.chooseNode')}
          onChange={(id) => library.set({ node: id ?? undefined })}
        />
      </div>
      {FACETS.map((facet) => (
        <FacetGroup key={facet} facet={facet} choices={choices(facet)} library={library} />
      ))}
    </div>
  )
}

interface GroupProps {
  facet: Facet
  choices: ReturnType<ReturnType<typeof useChoices>>
  library: LibraryQuery
}

function FacetGroup({ facet, choices, library }: GroupProps) {
  const { t } = useTranslation('find')
  const [all, setAll] = useState(false)
  const { query, set } = library
  const chosen = query[facet] === undefined ? undefined : String(query[facet])
  if (choices.length === 0 || (choices.length === 1 && chosen === undefined)) return null
  const shown = all ? choices : choices.filter(({ value }, index) => index < SHORT || value === chosen)
  return (
    <fieldset className="facet">
      <legend>{t(`facet.${facet}`)}</legend>
      <ul>
        {shown.map(({ value, words, count }) => (
          <li key={value}>
            <button
              type="button"
              aria-pressed={value === chosen}
              onClick={() => set(value === chosen ? { [facet]: undefined } : valueOf(facet, value))}
            >
              <span>{words}</span>
              <small>{count}</small>
            </button>
          </li>
        ))}
      </ul>
      {choices.length > shown.length && (
        <button type="button" className="facet-more" onClick={() => setAll(true)}>
          {t('facet.more', { count: choices.length - shown.length })}
        </button>
      )}
    </fieldset>
  )
}

/** What was chosen; each can be taken back by itself. */
export function Chosen({ library, facets }: Props) {
  const { t } = useTranslation('find')
  const { query, set } = library
  const choices = useChoices(facets, query)
  const node = useEndpoint(
    getNode,
    { params: { id: query.node ?? '' } },
    { enabled: query.node !== undefined, staleTime: 300_000 },
  )
  const chips = FILTERS.flatMap((filter) => {
    const value = query[filter]
    if (value === undefined) return []
    const words =
      filter === 'node'
        ? (node.data?.trail.map(({ title }) => title).join(' / ') ?? t('facet.node'))
        : choices(filter).find((choice) => choice.value === String(value))?.words
    return [{ filter, words: words ?? String(value) }]
  })
  if (chips.length === 0) return null
  return (
    <ul className="chosen" aria-label={t('chosen')}>
      {chips.map(({ filter, words }) => (
        <li key={filter}>
          <button
            type="button"
            aria-label={t('remove', { words })}
            onClick={() => set({ [filter]: undefined })}
          >
            {words} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button
            type="button"
            className="chosen-all"
            onClick={() => set(Object.fromEntries(FILTERS.map((filter) => [filter, undefined])))}
          >
            {t('removeAll')}
          </button>
        </li>
      )}
    </ul>
  )
}
