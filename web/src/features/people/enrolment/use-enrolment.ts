import { beginEnrolment, pollEnrolment } from '@tongke/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../../../lib/api.ts'
import { useNow } from '../../../lib/use-now.ts'

const POLL_MS = 2000

export interface Enrolment {
  phase: 'asking' | 'waiting' | 'expired' | 'confirmed' | 'failed'
  code: string | undefined
  leftMs: number
  /** The server did not answer the last question; it is asked again. */
  offline: boolean
  error: unknown
  renew(): void
}

/** Asks for a code, then asks every two seconds whether it was confirmed. */
export function useEnrolment(onConfirmed: () => void): Enrolment {
  const now = useNow(1000)
  const begun = useQuery({
    queryKey: ['enrolment'],
    queryFn: ({ signal }) => call(beginEnrolment, {}, signal),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  const code = begun.data?.code
  const polled = useQuery({
    queryKey: ['enrolment', code],
    queryFn: ({ signal }) => call(pollEnrolment, {}, signal),
    enabled: code !== undefined,
    refetchInterval: (query) => (query.state.data && query.state.data.state !== 'waiting' ? false : POLL_MS),
    refetchIntervalInBackground: true,
    retry: false,
  })
  const state = polled.data?.state
  useEffect(() => {
    if (state === 'confirmed') onConfirmed()
  }, [state, onConfirmed])

  const leftMs = (begun.data?.expiresAt ?? now) - now
  const phaseOf = (): Enrolment['phase'] => {
    if (begun.isError) return 'failed'
    if (!code || begun.isFetching) return 'asking'
    if (state === 'confirmed') return 'confirmed'
    return state === 'expired' || leftMs <= 0 ? 'expired' : 'waiting'
  }
  return {
    phase: phaseOf(),
    code,
    leftMs,
    offline: polled.isError,
    error: begun.error,
    renew: () => void begun.refetch(),
  }
}
