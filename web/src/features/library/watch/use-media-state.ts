import { useEffect, useState, type RefObject } from 'react'

export interface MediaState {
  readonly playing: boolean
  readonly waiting: boolean
  readonly at: number
  readonly duration: number
  readonly buffered: number
}

const NOTHING: MediaState = { playing: false, waiting: false, at: 0, duration: 0, buffered: 0 }
const EVENTS = [
  'play',
  'pause',
  'playing',
  'waiting',
  'timeupdate',
  'seeking',
  'seeked',
  'durationchange',
  'progress',
  'ended',
] as const

function bufferedAt({ buffered, currentTime }: HTMLMediaElement): number {
  for (let index = 0; index < buffered.length; index += 1)
    if (buffered.start(index) <= currentTime + 0.1 && currentTime <= buffered.end(index))
      return buffered.end(index)
  return currentTime
}

/** What a media element is doing, as the page shows it. */
export function useMediaState(ref: RefObject<HTMLMediaElement | null>): MediaState {
  const [state, setState] = useState(NOTHING)
  useEffect(() => {
    const media = ref.current
    if (!media) return
    const read = () =>
      setState({
        playing: !media.paused && !media.ended,
        waiting: !media.paused && media.readyState < HTMLMediaElement.HAVE_FUTURE_DATA,
        at: media.currentTime,
        duration: Number.isFinite(media.duration) ? media.duration : 0,
        buffered: bufferedAt(media),
      })
    for (const name of EVENTS) media.addEventListener(name, read)
    return () => {
      for (const name of EVENTS) media.removeEventListener(name, read)
    }
  }, [ref])
  return state
}
