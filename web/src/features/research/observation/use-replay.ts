import { getReplay, type Replay } from '@tongke/contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../../../lib/api.ts'
import type { ApiError } from '../../../lib/api-error.ts'

/** The replay of a lesson. Each look is written down, so it is asked for once. */
export const useReplay = (lessonId: string) =>
  useQuery<Replay, ApiError>({
    queryKey: ['replay', lessonId],
    queryFn: ({ signal }) => call(getReplay, { params: { id: lessonId } }, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  })
