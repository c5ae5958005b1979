import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Endpoint, EndpointInput, EndpointResponse } from '@tongke/contract'
import { call } from './api.ts'
import type { ApiError } from './api-error.ts'

interface Options {
  enabled?: boolean
  /** Asks again every so many milliseconds. */
  refetchInterval?: number
  staleTime?: number
}

/** How the cache keeps a GET operation: for what is asked for before the page that shows it. */
export const endpointQuery = <E extends Endpoint>(endpoint: E, input: EndpointInput<E>) => ({
  queryKey: [endpoint.path, input] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => call(endpoint, input, signal),
})

/** Reads a GET operation through the cache; the key is its path and input, so lists keep their old page while loading. */
export function useEndpoint<E extends Endpoint>(endpoint: E, input: EndpointInput<E>, options: Options = {}) {
  return useQuery<EndpointResponse<E>, ApiError>({
    ...endpointQuery(endpoint, input),
    placeholderData: keepPreviousData as never,
    ...options,
  })
}

/** Writes through an operation and then refreshes everything read from `refreshes`. */
export function useAction<E extends Endpoint>(endpoint: E, refreshes: readonly Endpoint[] = []) {
  const client = useQueryClient()
  return useMutation<EndpointResponse<E>, ApiError, EndpointInput<E>>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: () =>
      Promise.all(refreshes.map((read) => client.invalidateQueries({ queryKey: [read.path] }))),
  })
}
