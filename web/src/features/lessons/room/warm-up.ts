import { useEffect } from 'react'

const KEPT_MS = 120_000
/** Going to the room takes the prepared client over; only what nobody took is dropped, a moment later. */
const GRACE_MS = 3_000

/**
 * Prepares the room of a lesson while its page is read: code, ticket, open lines, codecs. Entering then takes over what is
 * ready. Lines that nobody uses are closed after two minutes; the code stays.
 */
export function useRoomWarmUp(lessonId: string, canEnter: boolean): void {
  useEffect(() => {
    if (!canEnter) return
    // Loaded on demand: the pages that offer a room must not carry it.
    const client = import('../../../live/room-client.ts')
    void import('./room-page.tsx')
    void client.then(({ warmUp }) => warmUp(lessonId))
    const drop = () => void client.then(({ coolDown }) => coolDown(lessonId))
    const timer = setTimeout(drop, KEPT_MS)
    return () => {
      clearTimeout(timer)
      setTimeout(drop, GRACE_MS)
    }
  }, [lessonId, canEnter])
}
