import { getAudiencePiece, type AudienceStream } from '@tongke/contract'
import { useEffect, useRef } from 'react'
import { urlOf } from '../../../lib/api-url.ts'
import type { ServerClock } from '../../../live/pieces/playhead.ts'
import { StreamPlayer } from '../../../live/pieces/stream-player.ts'

interface Props {
  lessonId: string
  stream: AudienceStream
  clock: ServerClock
  isMuted: boolean
  label: string
  onBlocked: () => void
}

const SYNC_MS = 250

async function fetchPiece(lessonId: string, streamId: string, number: number): Promise<ArrayBuffer> {
  const response = await fetch(urlOf(getAudiencePiece.path, { id: lessonId, streamId, number }))
  if (!response.ok) throw new Error(String(response.status))
  return response.arrayBuffer()
}

/** One recorded stream, at the time all others of the lesson are. */
export function StreamVideo({ lessonId, stream, clock, isMuted, label, onBlocked }: Props) {
  const element = useRef<HTMLVideoElement>(null)
  const player = useRef<StreamPlayer | null>(null)
  const { id: streamId } = stream
  const first = useRef(stream)
  useEffect(() => {
    if (!element.current) return
    const made = new StreamPlayer(element.current, first.current, {
      fetchPiece: (number) => fetchPiece(lessonId, streamId, number),
      onBlocked,
    })
    player.current = made
    made.update(first.current)
    const timer = setInterval(() => made.sync(clock.playhead(performance.now())), SYNC_MS)
    return () => {
      clearInterval(timer)
      made.close()
      player.current = null
    }
  }, [lessonId, streamId, clock, onBlocked])
  useEffect(() => player.current?.update(stream), [stream])
  return <video ref={element} muted={isMuted} playsInline aria-label={label} data-stream={stream.identity} />
}
