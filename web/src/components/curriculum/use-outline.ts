import { getOutline } from '@tongke/contract'
import { useEndpoint } from '../../lib/query.ts'

/** The tree down to the volumes. It changes a few times a year, and the browser revalidates it. */
export const useOutline = (closed = false) =>
  useEndpoint(getOutline, { query: { closed: closed ? 'true' : 'false' } }, { staleTime: 300_000 })
