import type { MediaSource } from '@tongke/contract'
import { useEffect, useRef } from 'react'
import { useMediaView } from '../room-context.tsx'

/** What this machine sends: own camera (mirrored, as people know themselves) or own screen. */
export function LocalVideo({ source, label }: { source: MediaSource; label: string }) {
  const local = useMediaView().local[source]
  const element = useRef<HTMLVideoElement>(null)
  const stream = local?.stream
  useEffect(() => {
    const video = element.current
    if (!video || !stream) return
    video.srcObject = stream
    void video.play().catch(() => undefined)
  }, [stream])
  return (
    <video
      ref={element}
      className={source === 'camera' ? 'room-video room-video-mirror' : 'room-video'}
      aria-label={label}
      data-testid="local-video"
      data-source={source}
      data-state={local?.status ?? 'off'}
      autoPlay
      muted
      playsInline
    />
  )
}
