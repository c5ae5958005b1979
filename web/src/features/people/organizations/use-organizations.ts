import { listOrganizations, type Organization } from '@tongke/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../../lib/api.ts'
import type { ApiError } from '../../../lib/api-error.ts'

const BATCH = 100

async function readAll(signal: AbortSignal): Promise<Organization[]> {
  const all: Organization[] = []
  for (let page = 1; ; page += 1) {
    const { items, total } = await call(listOrganizations, { query: { page, pageSize: BATCH } }, signal)
    all.push(...items)
    if (items.length < BATCH || all.length >= total) return all
  }
}

/** Every open organization in the reader's scope; a county has at most a few hundred. */
export const useAllOrganizations = () =>
  useQuery<Organization[], ApiError>({
    queryKey: [listOrganizations.path, 'all'],
    queryFn: ({ signal }) => readAll(signal),
  })
