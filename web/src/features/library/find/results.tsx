import { findResources, type FoundResource, type Marked } from '@tongke/contract'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { BlankState } from '../../../components/plain/blank-state.tsx'
import { ErrorPanel } from '../../../components/plain/error-words.tsx'
import { paths } from '../../../config/paths.ts'
import { useEndpoint } from '../../../lib/query.ts'
import { useGradeWords } from '../card/card-facts.tsx'
import { Cover } from '../card/cover.tsx'
import { Chosen, FacetsPanel } from './facets-panel.tsx'
import { FILTERS, isNarrowed, pagesAround } from './library-query.ts'
import type { LibraryQuery } from './use-library-query.ts'

const SORTS = ['fit', 'recent', 'popular'] as const

const MarkedText = ({ pieces }: { pieces: Marked }) => (
  <>{pieces.map(({ text, hit }, index) => (hit ? <mark key={index}>{text}</mark> : text))}</>
)

/** One result with the reason why it was found. */
function Hit({ found }: { found: FoundResource }) {
  const { t } = useTranslation('find')
  const { t: common } = useTranslation()
  const grades = useGradeWords()
  const { title, excerpt } = found.marked
  return (
    <li>
      <Link className="hit" to={paths.resource(found.id)}>
        <Cover {...found} />
        <span className="hit-words">
          <strong>
            <MarkedText pieces={title} />
          </strong>
          <span>
            {common(`subject.${found.subject}`)} · {grades(found)}
            {found.nodePath.length > 0 && ` · ${found.nodePath.join(' / ')}`}
          </span>
          {excerpt ? (
            <span className="hit-excerpt">
              <MarkedText pieces={excerpt} />
            </span>
          ) : (
            found.description && <span className="hit-excerpt">{found.description}</span>
          )}
          <span className="quiet">
            {found.orgName} {found.authorName} · {t('views', { count: found.views })}
            {found.rating !== null && ` · ★ ${found.rating.toFixed(1)}`}
          </span>
        </span>
      </Link>
    </li>
  )
}

/** Results of a search, what can narrow it, and what was chosen. */
export function Results({ library }: { library: LibraryQuery }) {
  const { t } = useTranslation('find')
  const { query } = library
  const [narrowing, setNarrowing] = useState(false)
  const found = useEndpoint(findResources, { query }, { staleTime: 10_000 })
  const { page, pageSize } = query
  useEffect(() => {
    // Newer browsers answer a promise, which is no clean-up.
    void scrollTo({ top: 0 })
  }, [page])
  if (found.error && !found.data)
    return <ErrorPanel error={found.error} onRetry={() => void found.refetch()} />
  const data = found.data
  return (
    <div className="results">
      <aside data-open={narrowing} id="facets" aria-label={t('narrow')}>
        <FacetsPanel library={library} facets={data?.facets} />
      </aside>
      <section aria-busy={found.isPlaceholderData || !data} aria-label={t('results')}>
        <div className="results-head">
          <p role="status">
            {data ? t(data.isCapped ? 'countCapped' : 'count', { count: data.total }) : t('loading')}
          </p>
          <button
            type="button"
            className="button results-narrow"
            aria-expanded={narrowing}
            aria-controls="facets"
            onClick={() => setNarrowing(!narrowing)}
          >
            {t('narrow')}
          </button>
          <label>
            <span className="visually-hidden">{t('sort.label')}</span>
            <select
              value={query.sort}
              onChange={(event) =>
                library.set({ sort: SORTS.find((sort) => sort === event.target.value) ?? 'fit' })
              }
            >
              {SORTS.map((sort) => (
                <option key={sort} value={sort}>
                  {t(`sort.${sort}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Chosen library={library} facets={data?.facets} />
        {data?.readAs && query.q && <p className="read-as">{t('readAs', { words: data.readAs })}</p>}
        {data && data.items.length === 0 && <NothingFound library={library} />}
        <ul className="hits">
          {data?.items.map((one) => (
            <Hit key={one.id} found={one} />
          ))}
        </ul>
        {data && <Pages library={library} last={Math.max(1, Math.ceil(data.total / pageSize))} />}
      </section>
    </div>
  )
}

function NothingFound({ library }: { library: LibraryQuery }) {
  const { t } = useTranslation('find')
  const narrowed = isNarrowed(library.query)
  const widen = () => library.set(Object.fromEntries(FILTERS.map((filter) => [filter, undefined])))
  return (
    <BlankState
      title={t('empty.results')}
      hint={t(narrowed ? 'empty.narrowedHint' : 'empty.resultsHint')}
      action={
        <button type="button" className="button" onClick={narrowed ? widen : library.clear}>
          {t(narrowed ? 'removeAll' : 'empty.home')}
        </button>
      }
    />
  )
}

function Pages({ library, last }: { library: LibraryQuery; last: number }) {
  const { t } = useTranslation('find')
  const { page } = library.query
  if (last <= 1) return null
  return (
    <nav className="pager" aria-label={t('pager')}>
      {page > 1 && <Link to={library.href({ page: page - 1 })}>{t('previous')}</Link>}
      {pagesAround(page, last).map((number, index) =>
        number === 0 ? (
          <span key={`gap ${index}`}>…</span>
        ) : (
          <Link
            key={number}
            to={library.href({ page: number })}
            aria-current={number === page ? 'page' : undefined}
          >
            {number}
          </Link>
        ),
      )}
      {page < last && <Link to={library.href({ page: page + 1 })}>{t('next')}</Link>}
    </nav>
  )
}
