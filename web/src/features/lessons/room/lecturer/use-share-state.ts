import { useEffect, useRef } from 'react'
import { useCommand, useMediaView } from '../room-context.tsx'

/** Tells the class plane when sharing begins or ends, also when it was ended in the browser's own bar. */
export function useShareState(): void {
  const send = useCommand()
  const isSharing = useMediaView().local.screen?.status === 'on'
  const told = useRef(false)
  useEffect(() => {
    if (told.current === isSharing) return
    told.current = isSharing
    void send({ type: isSharing ? 'start_share' : 'stop_share' })
  }, [send, isSharing])
}
