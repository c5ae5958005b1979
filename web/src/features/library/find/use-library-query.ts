import type { FindQuery } from '@tongke/contract'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { PATHS } from '../../../config/paths.ts'
import { changed, isAsked, readQuery, writeQuery } from './library-query.ts'

export interface LibraryQuery {
  readonly query: FindQuery
  readonly asked: boolean
  readonly set: (change: Partial<FindQuery>) => void
  readonly clear: () => void
  /** Address of the search with a change, for links. */
  readonly href: (change: Partial<FindQuery>) => string
}

export function useLibraryQuery(): LibraryQuery {
  const [params, setParams] = useSearchParams()
  return useMemo(() => {
    const query = readQuery(params)
    return {
      query,
      asked: isAsked(params),
      set: (change) => setParams(writeQuery(changed(query, change))),
      clear: () => setParams(new URLSearchParams()),
      href: (change) => `${PATHS.library}?${writeQuery(changed(query, change)).toString()}`,
    }
  }, [params, setParams])
}
