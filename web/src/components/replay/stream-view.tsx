import type { ReplayStream } from '@tongke/contract'
import { useEffect, useRef } from 'react'
import type { ReplayPlayer } from '../../live/replay/replay-player.ts'

interface Props {
  player: ReplayPlayer
  stream: ReplayStream
  label: string
  shown: boolean
}

/** A recorded stream: always there, so that it can be fetched ahead, seen only in its time. */
export function StreamView({ player, stream, label, shown }: Props) {
  const element = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (element.current) return player.attach(stream, element.current)
    return undefined
  }, [player, stream])
  return (
    <video
      ref={element}
      className="replay-video"
      aria-label={label}
      data-testid={`stream-${stream.source}-${stream.legId === null ? 'lecturer' : 'class'}`}
      hidden={!shown || !stream.hasVideo}
      playsInline
      disablePictureInPicture
      onContextMenu={(event) => event.preventDefault()}
    />
  )
}
