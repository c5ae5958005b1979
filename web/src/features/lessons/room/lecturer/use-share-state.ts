import { useEffect, useRef } from 'react'
import { useCommand, useLesson, useMediaView } from '../room-context.tsx'

/** Tells the class plane when sharing begins or ends, also when it was ended in the browser's own bar. */
export function useShareState(): void {
  const send = useCommand()
  const isSharing = useMediaView().local.screen?.status === 'on'
  // After a reload the lesson may still believe in a share that is gone.
  const told = useRef(useLesson().lesson.sharing)
  useEffect(() => {
    if (told.current === isSharing) return
    told.current = isSharing
    void send({ type: isSharing ? 'start_share' : 'stop_share' })
  }, [send, isSharing])
}
