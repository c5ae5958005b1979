import { useEffect } from 'react'
import { coolDown, warmUp } from '../../../live/room-client.ts'

/**
 * Prepares the room of a lesson while its page is read: code, ticket, open lines, codecs. `canEnter` false undoes it.
 * Entering then takes over what is ready.
 */
export function useRoomWarmUp(lessonId: string, canEnter: boolean): void {
  useEffect(() => {
    if (!canEnter) return
    void import('./room-page.tsx')
    warmUp(lessonId)
    // Leaving for the room takes the prepared client over; only what nobody took is dropped, a moment later.
    return () => void setTimeout(() => coolDown(lessonId), 3_000)
  }, [lessonId, canEnter])
}
