import { FindQuery } from '@tongke/contract'

/** What narrows a search, in the order it is shown. */
export const FILTERS = [
  'stage',
  'grade',
  'subject',
  'edition',
  'type',
  'duration',
  'licence',
  'org',
  'node',
] as const
export type Filter = (typeof FILTERS)[number]

const FIELDS = ['q', ...FILTERS, 'sort', 'page', 'pageSize'] as const
const USUAL = FindQuery.parse({})

/** A search as the address says it. What it does not understand it leaves out, alone. */
export function readQuery(params: URLSearchParams): FindQuery {
  const understood = FIELDS.flatMap((field) => {
    const value = params.get(field)
    return value !== null && FindQuery.shape[field].safeParse(value).success ? [[field, value]] : []
  })
  return FindQuery.parse(Object.fromEntries(understood))
}

/** The address of a search, without what is usual. */
export function writeQuery(query: FindQuery): URLSearchParams {
  const params = new URLSearchParams()
  for (const field of FIELDS) {
    const value = query[field]
    if (value !== undefined && value !== USUAL[field]) params.set(field, String(value))
  }
  // Everything, in the usual order, is a list as well and not the first page.
  if (params.size === 0) params.set('sort', query.sort)
  return params
}

/** Without any question the first page of the library is shown. */
export const isAsked = (params: URLSearchParams): boolean => FIELDS.some((field) => params.has(field))

/** Any change but that of the page begins at the first page. */
export const changed = (query: FindQuery, change: Partial<FindQuery>): FindQuery => ({
  ...query,
  page: 1,
  ...change,
})

export const isNarrowed = (query: FindQuery): boolean => FILTERS.some((filter) => query[filter] !== undefined)

/** Numbers around the current page, with the first and the last; 0 stands for a gap. */
export function pagesAround(page: number, last: number): number[] {
  const wanted = [1, page - 1, page, page + 1, last].filter((one) => one >= 1 && one <= last)
  const numbers = [...new Set(wanted)].sort((a, b) => a - b)
  return numbers.flatMap((number, index) => {
    const before = numbers[index - 1]
    return before !== undefined && number - before > 1 ? [0, number] : [number]
  })
}
