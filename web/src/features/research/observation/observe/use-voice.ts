import { MAX_VOICE_MS } from '@tongke/contract'
import { useCallback, useEffect, useRef, useState } from 'react'

/** Few bits are enough for a voice: a minute is below half a megabyte. */
const BITS_PER_SECOND = 24_000

export interface Spoken {
  readonly sound: Blob
  readonly ms: number
}

/** Old browsers and pages without TLS have no recorder: they write. */
export const canSpeak = (): boolean =>
  typeof MediaRecorder !== 'undefined' && navigator.mediaDevices?.getUserMedia !== undefined

/** Records a short spoken note; it ends by itself after a minute. */
export function useVoice(onSpoken: (spoken: Spoken) => void) {
  const [startedAt, setStartedAt] = useState<number | null>(null)
  const [isRefused, setRefused] = useState(false)
  const recorder = useRef<MediaRecorder | null>(null)
  const told = useRef(onSpoken)
  useEffect(() => {
    told.current = onSpoken
  })

  const stop = useCallback(() => {
    if (recorder.current?.state === 'recording') recorder.current.stop()
  }, [])
  useEffect(() => stop, [stop])

  const start = useCallback(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null)
    setRefused(stream === null)
    if (!stream) return
    const made = new MediaRecorder(stream, { audioBitsPerSecond: BITS_PER_SECOND })
    const parts: Blob[] = []
    const began = performance.now()
    const limit = setTimeout(stop, MAX_VOICE_MS - 500)
    made.addEventListener('dataavailable', ({ data }) => parts.push(data))
    made.addEventListener('stop', () => {
      clearTimeout(limit)
      for (const track of stream.getTracks()) track.stop()
      setStartedAt(null)
      const ms = Math.min(MAX_VOICE_MS, Math.round(performance.now() - began))
      told.current({ sound: new Blob(parts, { type: made.mimeType }), ms })
    })
    recorder.current = made
    made.start()
    setStartedAt(Date.now())
  }, [stop])

  return { startedAt, isRefused, start: () => void start(), stop }
}
