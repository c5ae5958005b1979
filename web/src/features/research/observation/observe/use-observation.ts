import { getObservation, type Observation } from '@tongke/contract'
import { useEffect, useState } from 'react'
import { useEndpoint } from '../../../../lib/query.ts'
import { shelf } from './use-book.ts'

const REFRESH_MS = 30_000

/** The session's lessons and scales: from the server, and without a line as they were read here last. */
export function useObservation(personId: string, sessionId: string) {
  const query = useEndpoint(getObservation, { params: { id: sessionId } }, { refetchInterval: REFRESH_MS })
  const [held, setHeld] = useState<Observation | null>(null)
  useEffect(() => {
    void shelf
      .page(personId, sessionId)
      .then((page) => setHeld(page?.observation ?? null))
      .catch(() => undefined)
  }, [personId, sessionId])
  const fresh = query.data?.sessionId === sessionId ? query.data : null
  useEffect(() => {
    if (fresh) void shelf.putPage(personId, fresh).catch(() => undefined)
  }, [fresh, personId])
  return { observation: fresh ?? held, error: query.error, retry: () => void query.refetch() }
}
