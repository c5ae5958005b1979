import type { MediaIdentity, MediaSource } from '@tongke/contract'
import { useEffect, useRef } from 'react'
import { keyOf } from '../../../../live/media/remote-streams.ts'
import { watchView } from '../../../../live/media/watch-view.ts'
import { useMediaView, useRemote, useRoom } from '../room-context.tsx'

interface RemoteVideoProps {
  identity: MediaIdentity
  source: MediaSource
  label: string
}

/** What one place sends. The element stays for as long as its place on the screen; only the tracks inside change. */
export function RemoteVideo({ identity, source, label }: RemoteVideoProps) {
  const { media } = useRoom().client
  const { isFlowing } = useMediaView()
  const remote = useRemote(identity, source)
  const element = useRef<HTMLVideoElement>(null)
  const stream = remote?.stream

  useEffect(() => {
    const video = element.current
    if (!video || !stream) return
    if (video.srcObject !== stream) video.srcObject = stream
    void video.play().catch(() => undefined)
  }, [stream])

  useEffect(() => {
    const video = element.current
    if (!video) return
    const report = media.showing(keyOf(identity, source))
    const stop = watchView(video, report.update)
    return () => {
      stop()
      report.remove()
    }
  }, [media, identity, source])

  const state = !remote ? 'none' : remote.isLive && isFlowing && !remote.isPaused ? 'live' : 'stale'
  return (
    <video
      ref={element}
      className="room-video"
      aria-label={label}
      data-testid="remote-video"
      data-identity={identity}
      data-source={source}
      data-state={state}
      autoPlay
      muted
      playsInline
    />
  )
}
