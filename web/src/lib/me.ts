import { getMe, type Me, type Role } from '@tongke/contract'
import { useQuery, type UseQueryOptions } from '@tanstack/react-query'
import { call } from './api.ts'
import type { ApiError } from './api-error.ts'

export const ME_KEY = ['me'] as const
export type PersonMe = Extract<Me, { kind: 'person' }>
export type DeviceMe = Extract<Me, { kind: 'device' }>

export const ME_QUERY: UseQueryOptions<Me, ApiError> = {
  queryKey: ME_KEY,
  queryFn: ({ signal }) => call(getMe, {}, signal),
  staleTime: 60_000,
}

/** Who is signed in. Fails with `auth.required` when nobody is. */
export const useMe = () => useQuery(ME_QUERY)

/** Does this person hold one of these roles today? For what the page offers; the server decides for itself. */
export const hasRole = (me: Me | undefined, ...roles: Role[]): boolean =>
  me?.kind === 'person' && me.posts.some((post) => roles.includes(post.role))
