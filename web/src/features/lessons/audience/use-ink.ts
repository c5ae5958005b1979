import { getAudienceInk, inkOf, type AudienceInk, type AudienceView, type InkSpan } from '@tongke/contract'
import { useEffect, useMemo, useState } from 'react'
import { call } from '../../../lib/api.ts'

type InkEvent = AudienceInk['events'][number]

/** Everything written so far, each stroke with the wall time in which it is there; fetched only when there is news. */
export function useInk({ lessonId, inkRevision }: AudienceView): InkSpan[] {
  const [events, setEvents] = useState<readonly InkEvent[]>([])
  const known = events.at(-1)?.revision ?? 0
  useEffect(() => {
    if (inkRevision <= known) return
    const leaving = new AbortController()
    // What fails is asked for again with the next news.
    void call(getAudienceInk, { params: { id: lessonId }, query: { after: known } }, leaving.signal)
      .then((answer) => setEvents((before) => [...before, ...answer.events]))
      .catch(() => undefined)
    return () => leaving.abort()
  }, [lessonId, inkRevision, known])
  return useMemo(() => inkOf(events.map((event) => ({ at: event.at, event }))), [events])
}
